import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim } from '#contracts/claim.ts';
import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import type { PatientHistory as KnownHistory } from '#domain/scrub/edit.ts';
import type { PatientRegister } from './patient-register.ts';

/** What was billed for patients, or is about to be. It is written by `commit`, together with the claim that says it. */
export interface PatientHistory {
  /**
   * Lines of all claims of a patient that are not void. Sees every claim that was committed before: of two claims that
   * are scrubbed at the same moment each sees the other.
   */
  services(practiceId: PracticeId, patientKey: NameKey): Promise<readonly BilledService[]>;
}

/**
 * What was done for the person of a claim beside that claim, under whichever of the person's numbers.
 */
export async function historyOf(
  claim: Claim,
  practice: Pick<Practice, 'cutover'>,
  world: {
    readonly history: PatientHistory;
    readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson'>;
  },
): Promise<KnownHistory> {
  const { practiceId, claimId } = claim;
  const keys = await world.patients.patientKeysOfSamePerson(practiceId, patientKeyOf(claim));
  const found = await Promise.all(keys.map((key) => world.history.services(practiceId, key)));
  const { servicesKnownFrom } = practice.cutover;
  return {
    services: found.flat().filter((service) => service.claimId !== claimId),
    knownFrom: servicesKnownFrom,
  };
}
