import { remembered } from './remembered.ts';

/** The code systems that feeds name, each in many spellings. */
export type CodeSystem =
  | 'ICD-10-CM'
  | 'ICD-9-CM'
  | 'CPT'
  | 'HCPCS'
  | 'SNOMED CT'
  | 'CVX'
  | 'LOINC'
  | 'RxNorm'
  | 'NDC';

/**
 * Spellings in capitals, without blanks, dashes, dots and underscores: HL7 table 0396, object identifiers (without
 * `urn:oid:`) and addresses of FHIR.
 */
const spellings: readonly (readonly [CodeSystem, readonly string[]])[] = [
  [
    'ICD-10-CM',
    ['I10', 'I10C', 'I10CM', 'ICD10', 'ICD10CM', '2.16.840.1.113883.6.90', '2.16.840.1.113883.6.3'],
  ],
  [
    'ICD-9-CM',
    'I9 I9C I9CM I9CDX I9CP ICD9 ICD9CM ICD9DX ICD9PX 2.16.840.1.113883.6.2 2.16.840.1.113883.6.103 2.16.840.1.113883.6.104'.split(
      ' ',
    ),
  ],
  ['CPT', ['C4', 'C5', 'CPT', 'CPT4', 'CPT5', 'CPTM', '2.16.840.1.113883.6.12']],
  [
    'HCPCS',
    ['HCPCS', 'HCPT', 'HPC', 'HCPCSII', 'HCPCS2', '2.16.840.1.113883.6.14', '2.16.840.1.113883.6.285'],
  ],
  ['SNOMED CT', ['SCT', 'SNM', 'SNOMED', 'SNOMEDCT', 'SCTUSA', '2.16.840.1.113883.6.96']],
  ['CVX', ['CVX', '2.16.840.1.113883.12.292']],
  ['LOINC', ['LN', 'LOINC', '2.16.840.1.113883.6.1']],
  ['RxNorm', ['RXNORM', 'RXN', '2.16.840.1.113883.6.88']],
  ['NDC', ['NDC', '2.16.840.1.113883.6.69']],
];

const addresses: readonly (readonly [pattern: RegExp, CodeSystem])[] = [
  [/\/icd-?10/i, 'ICD-10-CM'],
  [/\/icd-?9/i, 'ICD-9-CM'],
  [/\/cpt\b/i, 'CPT'],
  [/hcpcs/i, 'HCPCS'],
  [/snomed\.info/i, 'SNOMED CT'],
  [/\/cvx\b/i, 'CVX'],
  [/loinc\.org/i, 'LOINC'],
  [/rxnorm/i, 'RxNorm'],
  [/\/ndc\b/i, 'NDC'],
];

function plain(text: string): string {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/^URN:OID:/, '');
  return /^[\d.]+$/.test(bare) ? bare : bare.replaceAll(/[ ._-]/g, '');
}

const bySpelling: ReadonlyMap<string, CodeSystem> = new Map(
  spellings.flatMap(([system, names]) => names.map((name): [string, CodeSystem] => [plain(name), system])),
);

/** The code system that a feed means; undefined for an empty or unknown name, which is a source's own. */
export function codeSystemOf(name: string | undefined): CodeSystem | undefined {
  return name === undefined ? undefined : systemNamed(name);
}

const systemNamed = remembered((name): CodeSystem | undefined => {
  if (name.trim() === '') {
    return undefined;
  }
  return name.includes('://')
    ? addresses.find(([pattern]) => pattern.test(name))?.[1]
    : bySpelling.get(plain(name));
});
