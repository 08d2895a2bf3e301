import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { placesOfService } from '../../code-sets/places-of-service.ts';
import { describeText } from '../mask-value.ts';
import { mapCode } from './map-code.ts';
import { ifNamed, type Resolved } from './resolved.ts';

/**
 * The place of service that a class of visit settles by itself: HL7 table 0004 (PV1-2) and FHIR's codes of encounters.
 * An outpatient visit says nothing: office, clinic and hospital all have them.
 */
const byPatientClass: ReadonlyMap<string, string> = new Map([
  ['E', '23'],
  ['EMER', '23'],
  ['I', '21'],
  ['IMP', '21'],
  ['ACUTE', '21'],
  ['NONAC', '21'],
  ['HH', '12'],
]);

/** The place of service of a class of visit; undefined where the location must say. */
export function placeOfServiceOfClass(patientClass: string): string | undefined {
  return byPatientClass.get(patientClass.trim().toUpperCase());
}

/** A CMS place of service code as two digits. A program that took it for a number has dropped a zero: it is put back. */
export function placeOfServiceFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: { readonly sourceSystem: string; readonly text: string; readonly on?: PlainDate | undefined },
): Resolved<string> {
  const text = sought.text.trim();
  const mapped = mapCode(practice, 'place-of-service', { ...sought, code: text });
  const code = (mapped ?? text).padStart(2, '0');
  if (placesOfService.find(code) !== undefined) {
    return { value: code };
  }
  return {
    problem: {
      ...ifNamed({ kind: 'place-of-service', alias: text, sourceSystem: sought.sourceSystem }),
      code: 'place-of-service-unmapped',
      found: describeText(text, /^[A-Za-z0-9 ]{1,20}$/),
      expected: 'a CMS place of service code of two digits, for example "11" for an office',
      howToFix: 'Correct it, or have the practice administrator map it.',
    },
  };
}
