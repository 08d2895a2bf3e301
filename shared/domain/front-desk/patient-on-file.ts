import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ExpectedCopay, PatientOnFile } from '#contracts/front-desk.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { KeptRegistration } from '#contracts/patient-registration.ts';
import { guarantorIdFor } from '../identity/ids.ts';
import { registeredOn } from '../patients/coverages-on.ts';
import { patientKeyOf } from '../patients/patient-identity.ts';
import { paysOwnBills } from './encounter-of-claim.ts';

export function onFileByRegistration(
  practiceId: PracticeId,
  { patientKey, sourceSystem, patient, guarantor, coverages, version }: KeptRegistration,
): PatientOnFile {
  const key =
    guarantor === undefined
      ? { numberedAs: 'patient' as const, sourceId: patient.sourcePatientId }
      : { numberedAs: 'guarantor' as const, sourceId: guarantor.sourceGuarantorId };
  return {
    patientKey,
    sourceSystem,
    patient,
    ...(guarantor === undefined ? {} : { guarantor }),
    guarantorId: guarantorIdFor(practiceId, sourceSystem, key),
    coverages,
    version,
  };
}

/** Of a patient whom only visits name: what the latest of them says. */
export function onFileByClaim(claim: Claim): PatientOnFile {
  const { source, patient, guarantor, guarantorId, coverages } = claim;
  return {
    patientKey: patientKeyOf(claim),
    sourceSystem: source.sourceSystem,
    patient,
    ...(paysOwnBills(claim) ? {} : { guarantor }),
    guarantorId,
    coverages,
    version: 0,
  };
}

/**
 * What the patient is to pay at the visit: what the payer answered last, or what the card says. Undefined where neither
 * says it: nobody is asked for money on a guess.
 * @param claims of the patient, the latest day of service first.
 */
export function expectedCopay(
  { coverages }: Pick<PatientOnFile, 'coverages'>,
  claims: readonly Claim[],
  day: PlainDate,
): ExpectedCopay | undefined {
  const [first] = registeredOn(coverages, day);
  if (first === undefined) {
    return undefined;
  }
  const answered = claims
    .flatMap(({ eligibility }) => eligibility)
    .filter(({ payerId, status }) => payerId === first.payerId && status === 'active')
    .toSorted((one, other) => (one.askedAt < other.askedAt ? 1 : -1))
    .find(({ copayCents }) => copayCents !== undefined);
  const amountCents = answered?.copayCents ?? first.copay;
  return amountCents === undefined
    ? undefined
    : { amountCents, from: answered?.copayCents === undefined ? 'card' : 'eligibility' };
}
