import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientEntry, PatientMerge } from '#contracts/patient-identity.ts';
import { nameKeyFor } from '../identity/ids.ts';

/** The two patients whom a source calls one person, each with the other; none where it names one number twice. */
export function mergeEntries(
  practiceId: PracticeId,
  { sourceSystem, from, into }: PatientMerge,
): readonly (readonly [PatientEntry, NameKey])[] {
  const one = nameKeyFor(practiceId, sourceSystem, from);
  const other = nameKeyFor(practiceId, sourceSystem, into);
  return one === other
    ? []
    : [
        [{ patientKey: one, occasion: `merge#${other}` }, other],
        [{ patientKey: other, occasion: `merge#${one}` }, one],
      ];
}
