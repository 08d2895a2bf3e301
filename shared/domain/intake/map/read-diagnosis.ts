import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { codeSystemOf } from './code-system.ts';
import { mapCode } from './map-code.ts';
import { remembered } from './remembered.ts';
import type { Resolved } from './resolved.ts';

const icd10Shape = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$|^[A-Z]\d[0-9A-Z]{2,5}$|^[A-Z]\d[0-9A-Z]\.$/;
/** Of diseases three digits, of influences on health `V` and two, of external causes `E` and three; then a dot. */
const icd9Shape = /^\d{3}(?:\.?\d{1,2})?$|^V\d{2}(?:\.?\d{1,2})?$|^E\d{3}(?:\.?\d)?$/;
const codeShape = /^[A-Za-z0-9. ]{1,10}$/;

/**
 * A diagnosis as an ICD-10-CM code with its dot (`e119` is `E11.9`), wherever a feed puts blanks, dots and small
 * letters. What a code system does not say, the shape does: `E849.0` is ICD-9, since ICD-10-CM has its dot after the
 * third character. ICD-9 is refused as what it is: ICD-10 asks for more than it says.
 * @param system the code system in the feed's own words, when it names one.
 */
export function readDiagnosis(text: string, system?: string): Resolved<string> {
  return system === undefined ? withoutSystem(text) : ofSystem(system)(text);
}

/** Diagnoses come again with every charge of a visit, and from visit to visit. */
const withoutSystem = remembered((text) => diagnosisIn(text, undefined));
const systemLimit = 50;
const ofSystem = remembered((system) => remembered((text) => diagnosisIn(text, system)), systemLimit);

function diagnosisIn(text: string, system: string | undefined): Resolved<string> {
  const code = text.replaceAll(/\s/g, '').toUpperCase();
  const known = codeSystemOf(system);
  const looksLikeIcd10 = icd10Shape.test(code);
  if (known === 'ICD-9-CM' || (known === undefined && !looksLikeIcd10 && icd9Shape.test(code))) {
    return {
      problem: {
        code: 'diagnosis-icd-9',
        found: `${describeText(text, codeShape)}, an ICD-9 code`,
        expected: 'an ICD-10-CM code: ICD-10 replaced ICD-9 on 2015-10-01',
        howToFix:
          'Send the ICD-10-CM code, or send the visit with its note and without the code, to be coded.',
      },
    };
  }
  if (!looksLikeIcd10 || (known !== undefined && known !== 'ICD-10-CM')) {
    return {
      problem: {
        code: 'diagnosis-code-invalid',
        found: `${describeText(text, codeShape)}${known === undefined ? '' : `, a code of ${known}`}`,
        expected: 'an ICD-10-CM code, for example "E11.9"',
        howToFix: 'Correct the code, or have the practice administrator map it.',
      },
    };
  }
  const bare = code.replace('.', '');
  return { value: bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare };
}

/** A diagnosis as {@link readDiagnosis} reads it, where the practice has not said that it means another. */
export function diagnosisFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: {
    readonly sourceSystem: string;
    readonly text: string;
    readonly system?: string | undefined;
    readonly on?: PlainDate | undefined;
  },
): Resolved<string> {
  // No mapping makes ICD-10 of ICD-9, not even one without a code system.
  const asItIs = readDiagnosis(sought.text, sought.system);
  if (asItIs.problem?.code === 'diagnosis-icd-9') {
    return asItIs;
  }
  const { sourceSystem, system, text, on } = sought;
  const mapped = mapCode(practice, 'diagnosis', { sourceSystem, system, code: text, on });
  return mapped === undefined ? asItIs : readDiagnosis(mapped);
}
