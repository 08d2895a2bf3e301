import type { Claim } from '#contracts/claim.ts';
import type { PatientOnFile } from '#contracts/front-desk.ts';
import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import { onFileByClaim, onFileByRegistration } from '#domain/front-desk/patient-on-file.ts';
import { newestFirst, patientKeyOf } from '#domain/patients/patient-identity.ts';
import type { ClaimStore } from './claim-store.ts';
import type { PatientRegister } from './patient-register.ts';

export interface PatientOnFileWorld {
  readonly patients: Pick<PatientRegister, 'registration' | 'recentClaims' | 'load'>;
  readonly claims: Pick<ClaimStore, 'load'>;
}

/** A patient as the practice knows the person; undefined where no registration and no visit names the key. */
export async function patientOnFile(
  practiceId: PracticeId,
  patientKey: NameKey,
  world: PatientOnFileWorld,
): Promise<PatientOnFile | undefined> {
  const registration = await world.patients.registration(practiceId, patientKey);
  if (registration !== undefined) {
    return onFileByRegistration(practiceId, registration);
  }
  const [newest] = await claimsOfPatient(practiceId, patientKey, 1, world);
  return newest === undefined ? undefined : onFileByClaim(newest);
}

/** Claims of a patient, the latest day of service first: those of the last year, and what was said before it. */
export async function claimsOfPatient(
  practiceId: PracticeId,
  patientKey: NameKey,
  limit: number,
  { patients, claims }: PatientOnFileWorld,
): Promise<readonly Claim[]> {
  const recent = await patients.recentClaims(practiceId, patientKey, limit);
  const before = recent.length < limit ? ((await patients.load(practiceId, patientKey))?.said ?? []) : [];
  const ids = [...new Set([...recent, ...newestFirst(before).flatMap(({ claimId }) => claimId ?? [])])];
  const found = await Promise.all(ids.slice(0, limit).map((claimId) => claims.load(practiceId, claimId)));
  return found
    .filter((claim) => claim !== undefined)
    .filter((claim) => patientKeyOf(claim) === patientKey)
    .toSorted((one, other) => (one.serviceDateFrom < other.serviceDateFrom ? 1 : -1));
}
