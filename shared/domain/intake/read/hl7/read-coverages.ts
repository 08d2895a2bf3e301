import type { PlainDate } from '#contracts/dates.ts';
import { ageInYears } from '../../../calendar/plain-date.ts';
import { mapCode } from '../../map/map-code.ts';
import { ifNamed } from '../../map/resolved.ts';
import { resolvePayer } from '../../map/resolve-payer.ts';
import { describeText } from '../../mask-value.ts';
import {
  given,
  nameOf,
  readAddress,
  readBirthDate,
  readName,
  readSex,
  type PersonName,
} from './read-person.ts';
import {
  addMissing,
  addWrong,
  repetitionsFor,
  resolvedOr,
  valueFor,
  valuesFor,
  type Reading,
  type Scope,
} from './reading.ts';
import { insuranceScopes } from './scopes.ts';

type Relationship = 'self' | 'spouse' | 'child' | 'other';

/** A coverage in the shape of the encounter, as far as the message knows it. */
export interface ReadCoverage {
  readonly order: 'primary' | 'secondary' | 'tertiary';
  readonly payerId?: string;
  readonly memberId?: string;
  readonly groupNumber?: string;
  readonly relationship?: Relationship;
  readonly subscriber?: Readonly<Record<string, unknown>>;
}

export interface ReadCoverages {
  /** Undefined when the message says nothing about insurance; empty when it says that there is none. */
  readonly coverages: readonly ReadCoverage[] | undefined;
  readonly authorizationNumber: string | undefined;
}

/** What a mapping turns the payer of an insurance into that is none. */
const selfPay = 'self-pay';

/** What the *insured* is to the patient (HL7 table 0063), as what the patient is to the insured. */
const relationships: ReadonlyMap<string, Relationship | 'child-of-somebody'> = new Map([
  ...['SEL', 'SELF', '18'].map((code) => [code, 'self'] as const),
  ...['SPO', 'SPOUSE'].map((code) => [code, 'spouse'] as const),
  ...['PAR', 'MTH', 'FTH', 'PARENT', 'MOTHER', 'FATHER', '19'].map((code) => [code, 'child'] as const),
  ...['CHD', 'CHILD', 'NCH', 'SCH', 'ADC', 'FCH', 'DEP'].map((code) => [code, 'child-of-somebody'] as const),
  ...['DOM', 'EMR', 'EME', 'EMC', 'GRP', 'GRD', 'GCH', 'SIB', 'BRO', 'SIS', 'CGV', 'MGR', 'EXF'].map(
    (code) => [code, 'other'] as const,
  ),
  ...['FND', 'OAD', 'OTH', 'OWN', 'TRA', 'UNK', 'ASC', 'WRD', 'OTHER', 'G8'].map(
    (code) => [code, 'other'] as const,
  ),
]);

/** What the patient is to the insured (HL7 table 0344). */
const relationshipsToSubscriber: ReadonlyMap<string, Relationship> = new Map([
  ['01', 'self'],
  ['02', 'spouse'],
  ...['03', '04', '05', '06', '17'].map((code) => [code, 'child'] as const),
  ...['07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '18', '19'].map(
    (code) => [code, 'other'] as const,
  ),
]);

/** Who is younger than the patient by less is not likely to be a parent. */
const yearsOfAParent = 12;

const orders = ['primary', 'secondary', 'tertiary'] as const;

/** The insurances of a message in the order in which they pay. */
export function readCoverages(
  reading: Reading,
  patient: PersonName & { readonly birthDate?: PlainDate | undefined },
): ReadCoverages {
  const scopes = insuranceScopes(reading.message);
  if (scopes.length === 0) {
    const isSelfPay = reading.settings.mapping.noInsuranceMeans === 'self-pay';
    return { coverages: isSelfPay ? [] : undefined, authorizationNumber: undefined };
  }
  const found = scopes
    .map((scope) => ({ scope, rank: rankOf(reading, scope), payer: readPayer(reading, scope) }))
    .filter(({ payer }) => payer !== selfPay)
    .sort((a, b) => a.rank - b.rank)
    .map(({ scope, payer }) => ({ scope, ...readInsurance(reading, scope, payer, patient) }));
  // Some senders repeat the insurances with every charge.
  const distinct = found.filter(
    (one, index) =>
      found.findIndex(({ payerId, memberId }) => payerId === one.payerId && memberId === one.memberId) ===
      index,
  );
  if (distinct.length > orders.length) {
    reading.notes.add('not-carried');
  }
  const [first] = distinct;
  return {
    coverages: orders.flatMap((order, index): ReadCoverage[] => {
      const insurance = distinct[index];
      if (insurance === undefined) {
        return [];
      }
      const { scope: _, ...fields } = insurance;
      return [{ order, ...fields }];
    }),
    authorizationNumber:
      first === undefined ? undefined : valueFor(reading, 'coverages.authorizationNumber', first.scope)?.text,
  };
}

/** By coordination of benefits; by the number of the segment where nothing is said of it. */
function rankOf(reading: Reading, scope: Scope): number {
  const text = valueFor(reading, 'coverages.order', scope)?.text.toUpperCase() ?? '';
  const index = ['P', 'S', 'T'].indexOf(text.charAt(0));
  if (index !== -1) {
    return index + 1;
  }
  return /^\d{1,3}$/.test(text) ? Number(text) : 1000;
}

function readPayer(reading: Reading, scope: Scope): string | undefined {
  const { practice, settings } = reading;
  const ids = [...valuesFor(reading, 'coverages.payerId', scope)];
  if (ids.some(({ text }) => text === selfPay)) {
    return selfPay;
  }
  const names = [...valuesFor(reading, 'coverages.payerName', scope)];
  if (ids.length === 0 && names.length === 0) {
    addMissing(reading, 'coverages.payerId', 'the id of the insurance company', scope);
    return undefined;
  }
  const resolved = resolvePayer(practice, settings.sourceSystem, {
    ids: ids.map(({ text }) => text),
    name: names[0]?.text,
  });
  return resolvedOr(reading, (ids[0] ?? names[0])?.where ?? '', resolved);
}

function readInsurance(
  reading: Reading,
  scope: Scope,
  payerId: string | undefined,
  patient: PersonName & { readonly birthDate?: PlainDate | undefined },
): Omit<ReadCoverage, 'order'> {
  const member = valueFor(reading, 'coverages.memberId', scope);
  const memberId = member?.text.replaceAll(/\s/g, '');
  if (member === undefined || memberId === undefined) {
    addMissing(reading, 'coverages.memberId', 'the member id as printed on the card', scope);
  } else if (!/^[A-Za-z0-9-]{2,30}$/.test(memberId)) {
    addWrong(reading, member.where, {
      code: 'field-invalid',
      found: describeText(memberId, /^$/),
      expected: '2 to 30 letters, digits or dashes, as printed on the card',
      howToFix: 'Correct the member id, or map the field to where it stands.',
    });
  }
  const [nameField] = repetitionsFor(reading, 'coverages.subscriberName', scope);
  const name = nameField === undefined ? undefined : nameOf(reading, nameField);
  const relationship = readRelationship(reading, scope, name, patient);
  return given<Omit<ReadCoverage, 'order'>>({
    payerId,
    memberId,
    groupNumber: valueFor(reading, 'coverages.groupNumber', scope)?.text,
    relationship,
    subscriber:
      relationship === undefined || relationship === 'self' ? undefined : readSubscriber(reading, scope),
  });
}

function readSubscriber(reading: Reading, scope: Scope): Readonly<Record<string, unknown>> {
  return given<Record<string, unknown>>({
    ...readName(reading, 'coverages.subscriberName', scope),
    birthDate: readBirthDate(reading, 'coverages.subscriberBirthDate', scope),
    sex: readSex(reading, 'coverages.subscriberSex', scope),
    address: readAddress(reading, 'coverages.subscriberAddress', scope),
  });
}

function readRelationship(
  reading: Reading,
  scope: Scope,
  name: PersonName | undefined,
  patient: PersonName & { readonly birthDate?: PlainDate | undefined },
): Relationship | undefined {
  const { practice, settings } = reading;
  const ofInsured = valueFor(reading, 'coverages.relationship', scope);
  const ofPatient = valueFor(reading, 'coverages.relationshipToSubscriber', scope);
  if (ofInsured !== undefined) {
    const { sourceSystem } = settings;
    const mapped = mapCode(practice, 'relationship', { sourceSystem, code: ofInsured.text });
    const known = isRelationship(mapped)
      ? mapped
      : relationships.get((mapped ?? ofInsured.text).toUpperCase());
    if (known === 'child-of-somebody') {
      return readChild(reading, scope, patient.birthDate);
    }
    if (known !== undefined) {
      return known;
    }
  }
  const said =
    ofPatient === undefined ? undefined : relationshipsToSubscriber.get(ofPatient.text.padStart(2, '0'));
  if (said !== undefined) {
    return said;
  }
  const unknown = ofInsured ?? ofPatient;
  if (unknown !== undefined) {
    // What the patient is to the subscriber is said by a table: there is nothing of a source's own to map.
    const named = { kind: 'relationship', alias: unknown.text, sourceSystem: settings.sourceSystem } as const;
    addWrong(reading, unknown.where, {
      ...(unknown === ofInsured ? ifNamed(named) : {}),
      code: 'field-invalid',
      found: describeText(unknown.text, /^[A-Za-z0-9]{1,3}$/),
      expected: 'a code of HL7 table 0063, for example SEL, SPO, PAR',
      howToFix: 'Correct the relationship, or have the practice administrator map the code.',
    });
    return undefined;
  }
  const born = valueFor(reading, 'coverages.subscriberBirthDate', scope)?.text;
  const isPatient =
    name?.lastName !== undefined &&
    name.lastName.toUpperCase() === patient.lastName?.toUpperCase() &&
    name.firstName?.toUpperCase() === patient.firstName?.toUpperCase() &&
    born?.slice(0, 8) === patient.birthDate?.replaceAll('-', '');
  if (isPatient) {
    return 'self';
  }
  addMissing(reading, 'coverages.relationship', 'what the insured is to the patient', scope);
  return undefined;
}

function isRelationship(text: string | undefined): text is Relationship {
  return text === 'self' || text === 'spouse' || text === 'child' || text === 'other';
}

/** `CHD` says that the insured is the patient's child, and is sent by many to say that the patient is the insured's. */
function readChild(reading: Reading, scope: Scope, patientBorn: PlainDate | undefined): Relationship {
  switch (reading.settings.mapping.childMeans) {
    case 'patient-is-child':
      return 'child';
    case 'insured-is-child':
      return 'other';
    case 'by-age': {
      const born = readBirthDate(reading, 'coverages.subscriberBirthDate', scope);
      reading.notes.add('relationship-by-age');
      return born !== undefined &&
        patientBorn !== undefined &&
        ageInYears(born, patientBorn) >= yearsOfAParent
        ? 'child'
        : 'other';
    }
  }
}
