import type { Claim, ClaimContent, ClaimLine } from '#contracts/claim.ts';
import type { Coverage } from '#contracts/encounter.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { formatDollars } from '../money/cents.ts';
import { repairFormat } from '../scrub/repair-format.ts';
import { fieldsOfStaff } from './place-content.ts';

/** What each field is called where a sentence says that it differs; the other fields have sentences of their own. */
const names: Readonly<Partial<Record<keyof ClaimContent, string>>> = {
  guarantorId: 'Who receives the bill',
  billingNpi: 'The billing provider',
  renderingNpi: 'The rendering provider',
  referringProvider: 'The referring provider',
  supervisingProvider: 'The supervising provider',
  locationId: 'The location',
  placeOfService: 'The place of service',
  serviceDateFrom: 'The first day of service',
  serviceDateTo: 'The last day of service',
  admissionDate: 'The day of admission',
  onsetDate: 'The day of onset',
  accident: 'The accident',
  unmappedCharges: 'The charges whose codes nobody has mapped',
  authorizationNumber: 'The authorization number',
  authorizationLimits: 'What the authorization grants',
  signatureOnFile: "The provider's signature on file",
  assignmentOfBenefits: 'The assignment of benefits',
  releaseOfInformation: 'The release of information',
};

/** Fields whose values a sentence may tell: they name nobody. */
const told = new Set<keyof ClaimContent>([
  'renderingNpi',
  'placeOfService',
  'serviceDateFrom',
  'serviceDateTo',
  'admissionDate',
  'onsetDate',
]);

/**
 * What a payer would see differently if the claim had this content, a sentence each; names, member ids and dates of
 * birth are never told. Repairs of form that the scrubber makes, and line control numbers, are no difference.
 */
export function contentDifferences(claim: Claim, content: ClaimContent): string[] {
  const before = repaired(claim);
  const after = repaired({ ...claim, ...content });
  const fields = (Object.keys(names) as (keyof ClaimContent)[]).flatMap((field) =>
    same(before[field], after[field]) ? [] : [fieldSentence(field, before[field], after[field])],
  );
  return [
    ...patientSentences(before, after),
    ...coverageSentences(before.coverages, after.coverages),
    ...fields,
    ...diagnosisSentences(before, after),
    ...lineSentences(before.lines, after.lines),
  ];
}

/**
 * The part of new content that no payer decides by: notes, clinical codes, and where people live and are reached. What
 * staff have changed of the patient stays.
 */
export function informationOf(claim: Claim, content: ClaimContent): Partial<ClaimContent> {
  const { address, phone, email } = content.patient;
  const { note, clinicalCodes, guarantor } = content;
  return {
    note,
    clinicalCodes,
    ...(fieldsOfStaff(claim).has('patient')
      ? {}
      : { patient: { ...claim.patient, address, phone, email }, guarantor }),
  };
}

function repaired(claim: Claim): Claim {
  return { ...claim, ...repairFormat(claim).changes };
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson({ value: emptied(one) }) === canonicalJson({ value: emptied(other) });
}

/** A list without entries says what none says. */
function emptied(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function fieldSentence(field: keyof ClaimContent, before: unknown, after: unknown): string {
  const name = names[field] ?? field;
  return told.has(field)
    ? `${name} was ${wordOf(before)} and is now ${wordOf(after)}.`
    : `${name} is another.`;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : 'none';
}

function patientSentences({ patient: before }: Claim, { patient: after }: Claim): string[] {
  const parts = [
    {
      name: 'name',
      of: ({ lastName, firstName, middleName, suffix }: Claim['patient']) => [
        lastName,
        firstName,
        middleName,
        suffix,
      ],
    },
    { name: 'date of birth', of: ({ birthDate }: Claim['patient']) => birthDate },
    { name: 'sex', of: ({ sex }: Claim['patient']) => sex },
    { name: 'number in the practice', of: ({ sourcePatientId }: Claim['patient']) => sourcePatientId },
    { name: 'date of death', of: ({ deathDate }: Claim['patient']) => deathDate },
  ];
  const differing = parts.filter(({ of }) => !same(of(before), of(after))).map(({ name }) => name);
  return differing.length === 0 ? [] : [`Of the patient, the ${differing.join(', ')} differs.`];
}

function coverageSentences(before: readonly Coverage[], after: readonly Coverage[]): string[] {
  return (['primary', 'secondary', 'tertiary'] as const).flatMap((order) => {
    const [was, is] = [before, after].map((coverages) => coverages.find((one) => one.order === order));
    if (same(was, is)) {
      return [];
    }
    return was?.payerId === is?.payerId
      ? [`The ${order} coverage with ${is?.payerId ?? 'its payer'} has another member, group or subscriber.`]
      : [`The ${order} coverage was ${was?.payerId ?? 'none'} and is now ${is?.payerId ?? 'none'}.`];
  });
}

function diagnosisSentences({ diagnoses: before }: Claim, { diagnoses: after }: Claim): string[] {
  return same(before, after)
    ? []
    : [`Diagnoses were ${before.join(', ') || 'none'} and are now ${after.join(', ') || 'none'}.`];
}

function lineSentences(before: readonly ClaimLine[], after: readonly ClaimLine[]): string[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [was, is] = [before[index], after[index]];
    if (was === undefined || is === undefined) {
      const line = was ?? is;
      return line === undefined
        ? []
        : [`Line ${index + 1}, ${lineWords(line)}, ${was === undefined ? 'is new' : 'is gone'}.`];
    }
    if (same(billed(was), billed(is))) {
      return [];
    }
    const [wasWords, isWords] = [lineWords(was), lineWords(is)];
    return wasWords === isWords
      ? [`Line ${index + 1}, ${isWords}, has another description or drug.`]
      : [`Line ${index + 1} was ${wasWords} and is now ${isWords}.`];
  }).flat();
}

/** A line as a payer sees it: numbers that are ours alone are left out. */
function billed(line: ClaimLine): unknown {
  return { ...line, lineNumber: undefined, lineControlNumber: undefined, sourceLineId: undefined };
}

function lineWords({
  code,
  modifiers,
  units,
  chargeCents,
  diagnosisPointers,
  serviceDate,
}: ClaimLine): string {
  const coded = [code, ...modifiers].join('-');
  const pointers = diagnosisPointers.length === 0 ? '' : ` for diagnosis ${diagnosisPointers.join(', ')}`;
  return `${units} x ${coded} on ${serviceDate} at ${formatDollars(chargeCents)}${pointers}`;
}
