import * as z from 'zod';
import { readPhone } from '../../map/read-phone.ts';
import { sexFor } from '../../map/sex.ts';
import { isUnitedStates, readZip, usState } from '../../map/us-state.ts';
import { describeText } from '../../mask-value.ts';
import { addThing, addWrong, dayOf, resolvedOr, stated, type FhirReading } from './fhir-reading.ts';
import { hasCode } from './read-concept.ts';
import { identifiersOf, namesOf, numberOf, sourceNumber, targetOf } from './fhir-names.ts';
import {
  ContactPoint,
  HumanName,
  listOf,
  PostalAddress,
  Reference,
  resourceShape,
  type ContactPoint as Contact,
  type HumanName as Name,
  type PostalAddress as Postal,
  type ResourceHead,
} from './fhir-shapes.ts';

type Fields = Readonly<Record<string, unknown>>;

const Extension = z.object({
  url: z.string().optional(),
  valueCode: z.string().optional(),
  valueCoding: z.object({ code: z.string().optional() }).optional(),
});

const personShape = {
  ...resourceShape,
  extension: listOf(Extension),
  name: listOf(HumanName),
  telecom: listOf(ContactPoint),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  address: listOf(PostalAddress),
};

export const PatientShape = z.object({
  ...personShape,
  deceasedDateTime: z.string().optional(),
  link: listOf(z.object({ other: Reference.optional(), type: z.string().optional() })),
});

export const RelatedPersonShape = z.object({ ...personShape, patient: Reference.optional() });

type PersonResource = z.infer<typeof RelatedPersonShape>;

const middleNameLimit = 25;
const suffixLimit = 10;

/** Reads a Patient: a person of the source, and whom the source says it is the same as. */
export function readPatient(patient: z.infer<typeof PatientShape>, reading: FhirReading): void {
  const number = !reading.isContained ? numberOf(reading, patient) : (patient.id ?? '');
  addThing(reading, {
    kind: 'person',
    names: namesOf(reading, 'person', patient),
    fields: stated({
      sourcePatientId: medicalRecordNumber(patient) ?? number,
      ...readPerson(reading, patient),
      deathDate: dayOf(reading, 'deceasedDateTime', patient.deceasedDateTime),
      phone: phoneIn(patient.telecom),
      email: emailIn(patient.telecom),
    }),
  });
  for (const { other, type } of patient.link ?? []) {
    const target = targetOf(other);
    if (target === undefined || number === undefined || (target.type ?? 'Patient') !== 'Patient') {
      continue;
    }
    const id = sourceNumber(target.id);
    if (type === 'replaced-by') {
      reading.given.merges.push({ from: number, into: id });
    } else if (type === 'replaces') {
      reading.given.merges.push({ from: id, into: number });
    }
  }
}

/** Reads a RelatedPerson: a subscriber or a guarantor, where something points at it. */
export function readRelatedPerson(person: PersonResource, reading: FhirReading): void {
  const number = !reading.isContained ? numberOf(reading, person) : (person.id ?? '');
  addThing(reading, {
    kind: 'person',
    names: namesOf(reading, 'person', person),
    fields: stated({ sourcePatientId: number, ...readPerson(reading, person) }),
  });
}

/** HL7 table 0203: the number of the medical record. */
function medicalRecordNumber(patient: ResourceHead): string | undefined {
  const value = identifiersOf(patient)
    .find(({ type }) => hasCode(type, 'mr'))
    ?.value?.trim();
  return value === undefined || value === '' ? undefined : sourceNumber(value);
}

function readPerson(reading: FhirReading, person: PersonResource): Fields {
  return {
    ...readName(person.name),
    birthDate: readBirthDate(reading, person.birthDate),
    sex: readSex(reading, person),
    address: readAddress(reading, person.address, reading.today),
  };
}

/** The name that is in use: the official one first, then the usual one, never an earlier one. */
function readName(names: readonly Name[] | undefined): Fields {
  const uses = ['official', 'usual', undefined];
  const rank = ({ use, period }: Name): number =>
    uses.indexOf(use) + (period?.end === undefined ? 0 : uses.length);
  const [name] = (names ?? [])
    .filter(({ use }) => uses.includes(use))
    .toSorted((one, other) => rank(one) - rank(other));
  const given = textsOf(name?.given);
  const suffix = textsOf(name?.suffix).join(' ');
  const middleName = given.slice(1).join(' ');
  return stated({
    lastName: name?.family?.trim(),
    firstName: given[0],
    ...(middleName.length <= middleNameLimit ? { middleName } : {}),
    ...(suffix.length <= suffixLimit ? { suffix } : {}),
  });
}

function textsOf(texts: readonly (string | null)[] | undefined): readonly string[] {
  return (texts ?? []).map((one) => one?.trim() ?? '').filter((one) => one !== '');
}

/** A day of birth as it is written: people are born where they are. */
function readBirthDate(reading: FhirReading, text: string | undefined): string | undefined {
  return dayOf(reading, 'birthDate', text?.slice(0, 10));
}

/** US Core: where there is no gender of administration, the sex at birth or the recorded one says it. */
function readSex(reading: FhirReading, { gender, extension }: PersonResource): string | undefined {
  const { practice, settings } = reading;
  const { sourceSystem } = settings;
  if (gender !== undefined) {
    return resolvedOr(reading, 'gender', sexFor(practice, { sourceSystem, text: gender }));
  }
  for (const { url = '', valueCode, valueCoding } of extension ?? []) {
    const code = valueCode ?? valueCoding?.code;
    if (code !== undefined && /\/us-core-(?:birthsex|individual-sex|sex)$/.test(url)) {
      return code === 'F' || code === '248152002' ? 'F' : code === 'M' || code === '248153007' ? 'M' : 'U';
    }
  }
  return undefined;
}

/** The address that is in use: the one at home first, never an earlier one. */
export function readAddress(
  reading: FhirReading,
  addresses: readonly Postal[] | undefined,
  today: string,
): Fields | undefined {
  const uses = ['home', undefined, 'billing', 'work', 'temp'];
  const isCurrent = ({ use, period }: Postal): boolean =>
    uses.includes(use) && (period?.end === undefined || period.end.slice(0, 10) >= today);
  const indexed = (addresses ?? []).map((address, index) => ({ address, index }));
  const [chosen] = indexed
    .filter(({ address }) => isCurrent(address))
    .toSorted((one, other) => uses.indexOf(one.address.use) - uses.indexOf(other.address.use));
  if (chosen === undefined) {
    return undefined;
  }
  const { address, index } = chosen;
  const path = `address[${index}]`;
  if (!isUnitedStates(address.country ?? '')) {
    addWrong(reading, `${path}.country`, {
      code: 'address-foreign',
      found: describeText(address.country ?? '', /^[A-Za-z]{2,3}$/),
      expected: 'an address in the United States',
      howToFix: 'Send the address in the United States to which bills go.',
    });
    return undefined;
  }
  const state = usState(address.state ?? '');
  if ((address.state ?? '').trim() !== '' && state === undefined) {
    addWrong(reading, `${path}.state`, {
      code: 'field-invalid',
      found: describeText(address.state ?? '', /^[A-Za-z]{1,2}$/),
      expected: 'a state or territory of the USPS',
      howToFix: 'Correct the state in the address.',
    });
  }
  const zip = readZip(address.postalCode ?? '', state);
  if ((address.postalCode ?? '').trim() !== '' && zip === undefined) {
    addWrong(reading, `${path}.postalCode`, {
      code: 'field-invalid',
      found: describeText(address.postalCode ?? '', /^$/),
      expected: 'a ZIP code of 5 or 9 digits',
      howToFix: 'Correct the ZIP code in the address.',
    });
  }
  const [line1, ...more] = textsOf(address.line);
  return stated({ line1, line2: more.join(' '), city: address.city?.trim(), state, zip });
}

function phoneIn(contacts: readonly Contact[] | undefined): string | undefined {
  const uses = ['mobile', 'home', undefined, 'work'];
  const phones = (contacts ?? [])
    .filter(({ system, use }) => system === 'phone' && uses.includes(use))
    .toSorted(
      (one, other) => (one.rank ?? 9) - (other.rank ?? 9) || uses.indexOf(one.use) - uses.indexOf(other.use),
    );
  return phones.map(({ value }) => readPhone(value ?? '')).find((phone) => phone !== undefined);
}

function emailIn(contacts: readonly Contact[] | undefined): string | undefined {
  const email = z.email().max(254);
  return (contacts ?? [])
    .filter(({ system, use }) => system === 'email' && use !== 'old')
    .map(({ value }) => email.safeParse(value?.trim()).data)
    .find((one) => one !== undefined);
}
