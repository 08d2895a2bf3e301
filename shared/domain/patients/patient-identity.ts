import type { Claim } from '#contracts/claim.ts';
import type { Coverage } from '#contracts/encounter.ts';
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

interface OfPatient {
  readonly source: Pick<Claim['source'], 'sourceSystem'>;
  readonly patient: Claim['patient'];
  readonly coverages: readonly Pick<Coverage, 'payerId' | 'memberId'>[];
}

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

/** The patient of a claim or of a registration, as its source knows that person. */
export function patientFacts({ source, patient, coverages }: OfPatient): PatientFacts {
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
  const order = ({ serviceDate, claimId }: PatientSaid): string => `${serviceDate}#${claimId ?? ''}`;
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

/** How many letters of a last name a person may be searched by, at least and at most, beside the year of birth. */
export const searchedLetters = { least: 2, most: 4 } as const;

/** By what people born in a year are found whose last names begin so; more letters than {@link searchedLetters} find the same. */
export function beginningToken(lastName: string, birthYear: string): string {
  return `begins ${lastName.slice(0, searchedLetters.most)} ${birthYear}`;
}
export const phoneToken = (phone: string): string => `phone number ${phone}`;
export const memberToken = (memberId: string): string => `member id ${memberId}`;
export const patientNumberToken = (number: string): string => `patient number ${number.toUpperCase()}`;

/**
 * What people search for a patient by at the desk. Beside {@link tokensOf}, which tell who may be the same person: two
 * who have a telephone in common need not be.
 */
export function searchTokensOf({
  lastName,
  birthDate,
  phone,
  members,
  sourcePatientId,
}: PatientFacts): string[] {
  const { least, most } = searchedLetters;
  const lengths = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return [
    ...lengths
      .filter((length) => length <= lastName.length)
      .map((length) => beginningToken(lastName.slice(0, length), birthDate.slice(0, 4))),
    ...(phone === undefined ? [] : [phoneToken(phone)]),
    ...members.map((member) => memberToken(member.split(' ')[1] ?? member)),
    patientNumberToken(sourcePatientId),
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
