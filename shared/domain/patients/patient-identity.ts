import type { Claim } from '#contracts/claim.ts';
import type { PatientIdentity } from '#contracts/patient-identity.ts';
import { readPhone } from '../intake/map/read-phone.ts';
import { normalFirstName, normalLastName, normalStreet } from './normal-name.ts';

/** What one source says of a patient, in the form in which patients are compared. */
export type PatientFacts = Omit<PatientIdentity, 'patientKey' | 'personId'>;

/** The patient of a claim, as its source knows that person. */
export function patientFacts({
  source,
  patient,
  coverages,
}: Pick<Claim, 'source' | 'patient' | 'coverages'>): PatientFacts {
  const { sourcePatientId, lastName, firstName, birthDate, sex, address, phone } = patient;
  const readable = phone === undefined ? undefined : readPhone(phone);
  return {
    sourceSystem: source.sourceSystem,
    sourcePatientId,
    lastName: normalLastName(lastName),
    firstName: normalFirstName(firstName),
    birthDate,
    sex,
    street: normalStreet(address.line1),
    zip: address.zip.slice(0, 5),
    ...(readable === undefined ? {} : { phone: readable }),
    members: coverages.map(
      ({ payerId, memberId }) => `${payerId} ${memberId.replaceAll('-', '').toUpperCase()}`,
    ),
  };
}

/**
 * What a patient may be found by. Two patients that any rule takes for the same, or for perhaps the same, have one of
 * these in common, so that nobody else need be compared.
 */
export function tokensOf({ lastName, firstName, birthDate, members }: PatientFacts): string[] {
  return [`name ${lastName} ${firstName} ${birthDate}`, ...members.map((member) => `member ${member}`)];
}
