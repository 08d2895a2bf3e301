import type { Claim } from '#contracts/claim.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import type {
  PatientEntry,
  PatientFacts,
  PatientIdentity,
  PatientSaid,
} from '#contracts/patient-identity.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { nameKeyFor } from '../identity/ids.ts';
import { readPhone } from '../intake/map/read-phone.ts';
import type { Write } from '../writes/write.ts';
import { normalFirstName, normalLastName, normalStreet } from './normal-name.ts';

type OfClaim = Pick<Claim, 'source' | 'patient' | 'coverages'>;

/** Names the patient of a claim without telling the number that the source has given. */
export function patientKeyOf({
  practiceId,
  source,
  patient,
}: Pick<Claim, 'practiceId' | 'source' | 'patient'>): NameKey {
  return nameKeyFor(practiceId, source.sourceSystem, patient.sourcePatientId);
}

/** What is typed where nothing is known: `UNKNOWN`, `9999999999`. Two who have it in common have nothing in common. */
function isPlaceholder(number: string): boolean {
  return !/\d/.test(number) || /^(.)\1*$/.test(number);
}

/** The patient of a claim, as its source knows that person. */
export function patientFacts({ source, patient, coverages }: OfClaim): PatientFacts {
  const { sourcePatientId, lastName, firstName, birthDate, sex, address, phone } = patient;
  const read = phone === undefined ? undefined : readPhone(phone);
  const readable = read === undefined || isPlaceholder(read) ? undefined : read;
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
    members: coverages
      .map(({ payerId, memberId }) => ({ payerId, number: memberId.replaceAll('-', '').toUpperCase() }))
      .filter(({ number }) => !isPlaceholder(number))
      .map(({ payerId, number }) => `${payerId} ${number}`),
  };
}

/** What a claim says of a patient: nothing, once it is another patient's. */
export function saidOf(claim: Claim, patientKey: NameKey): PatientSaid {
  const { claimId, version, serviceDateFrom, patient } = claim;
  return {
    claimId,
    version,
    serviceDate: serviceDateFrom,
    ...(patientKeyOf(claim) === patientKey ? { facts: patientFacts(claim) } : {}),
    name: `${patient.firstName} ${patient.lastName}`,
  };
}

/** The different things that the claims of a patient say, each once, the newest first. */
export function variantsOf({ said }: Pick<PatientIdentity, 'said'>): PatientFacts[] {
  const variants = new Map<string, PatientFacts>();
  for (const { facts } of newestFirst(said)) {
    if (facts !== undefined) {
      const text = canonicalJson(facts);
      variants.set(text, variants.get(text) ?? facts);
    }
  }
  return [...variants.values()];
}

/** What the claims of a patient say, the latest visit first. */
export function newestFirst(said: readonly PatientSaid[]): PatientSaid[] {
  const order = ({ serviceDate, claimId }: PatientSaid): string => `${serviceDate}#${claimId}`;
  return said.toSorted((one, other) => (order(one) < order(other) ? 1 : -1));
}

/** By what people of one last name and birth date are found. */
export function familyToken({ lastName, birthDate }: Pick<PatientFacts, 'lastName' | 'birthDate'>): string {
  return `family ${lastName} ${birthDate}`;
}

/**
 * What a patient may be found by. Two patients that any rule takes for the same, or for perhaps the same, have one of
 * these in common, so that nobody else need be compared.
 */
export function tokensOf({
  lastName,
  firstName,
  birthDate,
  phone,
  street,
  zip,
  members,
}: PatientFacts): string[] {
  return [
    `name ${lastName} ${firstName} ${birthDate}`,
    familyToken({ lastName, birthDate }),
    `given ${firstName} ${birthDate}`,
    ...(phone === undefined ? [] : [`phone ${phone} ${firstName}`]),
    ...(street === '' ? [] : [`home ${street} ${zip} ${firstName}`]),
    ...members.map((member) => `member ${member} ${firstName}`),
  ];
}

/** Has a patient looked at on the occasion of a version of a claim. */
export function patientEntry(
  claim: Pick<Claim, 'practiceId' | 'source' | 'patient' | 'claimId' | 'version'>,
): PatientEntry {
  const { claimId, version } = claim;
  return { patientKey: patientKeyOf(claim), occasion: `${claimId}#${version}`, claimId };
}

/** Has the patient of a claim looked at again where the claim says something else of that person than before. */
export function patientChanged(before: Claim, after: Claim): Write[] {
  if (before.patient === after.patient && before.coverages === after.coverages) {
    return [];
  }
  if (JSON.stringify(patientFacts(before)) === JSON.stringify(patientFacts(after))) {
    return [];
  }
  const { practiceId } = after;
  const entry = patientEntry(after);
  const former = patientKeyOf(before);
  return [
    { kind: 'enter-patient', practiceId, entry },
    ...(former === entry.patientKey
      ? []
      : [{ kind: 'enter-patient' as const, practiceId, entry: { ...entry, patientKey: former } }]),
  ];
}
