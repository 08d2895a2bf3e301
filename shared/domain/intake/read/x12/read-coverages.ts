import type { PayerId } from '#contracts/identifiers.ts';
import { ageInYears } from '../../../calendar/plain-date.ts';
import type { OtherSubscriber837 } from '#domain/x12/guides/005010X222A1-837P/model-other-payers.ts';
import type { Party837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { contentHashOf } from '../../../identity/content-hash.ts';
import { relationshipFor } from '../../map/relationship.ts';
import { resolvePayer } from '../../map/resolve-payer.ts';
import { known, type ClaimReading } from './claim-reading.ts';
import { hasBirthDate, phoneOf, readPerson, type NamedPerson } from './read-person.ts';

const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;
const majority = 18;

/**
 * The patient. A claim knows him by the practice's medical record number; without one he is known by who he is, which
 * is the same in every claim of his.
 */
export function readPatient(reading: ClaimReading): Record<string, unknown> {
  const { claim } = reading;
  const patient = claim.patient ?? claim.subscriber;
  const loop = claim.patient === undefined ? '2010BA' : '2010CA';
  const person = readPerson(reading, loop, patient);
  const record = claim.medicalRecordNumber?.trim() ?? '';
  const isNumbered = sourceIdShape.test(record);
  if (!isNumbered) {
    reading.notes.add('patient-id-derived');
  }
  const { lastName, firstName, birthDate, sex } = person;
  return known({
    sourcePatientId: isNumbered
      ? record
      : `P-${contentHashOf({ lastName, firstName, birthDate, sex }).slice(0, 16)}`,
    ...person,
    deathDate: patient.patientInformation?.deathDate,
    phone: phoneOf(patient.contact),
  });
}

const orders: ReadonlyMap<string, string> = new Map([
  ['P', 'primary'],
  ['S', 'secondary'],
  ['T', 'tertiary'],
]);
const places = ['primary', 'secondary', 'tertiary'] as const;

interface NamedCoverage {
  readonly responsibility: string;
  readonly draft: Record<string, unknown>;
}

/** What the payer of the claim and the other payers cover, in the order in which they pay. */
export function readCoverages(reading: ClaimReading): readonly Record<string, unknown>[] {
  const { claim } = reading;
  const { subscriber, patient, payer, otherSubscribers = [] } = claim;
  const named: NamedCoverage[] = [
    {
      responsibility: subscriber.payerResponsibility,
      draft: readCoverage(reading, {
        loops: { subscriber: '2010BA', payer: '2010BB', relationship: '2000C PAT^1' },
        subscriber,
        payer,
        relationship: patient?.relationship ?? '18',
        groupNumber: subscriber.groupNumber,
      }),
    },
    ...otherSubscribers
      .filter((other) => canBeNamed(reading, other))
      .map((other) => ({
        responsibility: other.payerResponsibility,
        draft: readCoverage(reading, {
          loops: { subscriber: '2330A', payer: '2330B', relationship: '2320 SBR^2' },
          ...other,
        }),
      })),
  ];
  const inOrder = named.toSorted((one, other) => rankOf(one) - rankOf(other));
  if (inOrder.length > places.length) {
    reading.notCarried.add('2320 of the fourth payer and further ones');
  }
  return inOrder.slice(0, places.length).map(({ responsibility, draft }, index) => ({
    // A payer whose place is not known comes after those whose place is.
    order: orders.get(responsibility) ?? places[index],
    ...draft,
  }));
}

/**
 * Of the subscriber of another payer a claim cannot say the birth date. Where nothing else in it does, the coverage is
 * left out and the sender told: nobody could put it right. A payer that pays first is never left out.
 */
function canBeNamed(reading: ClaimReading, other: OtherSubscriber837): boolean {
  const isNamed =
    other.relationship === '18' ||
    other.payerResponsibility === 'P' ||
    hasBirthDate(reading, other.subscriber);
  if (!isNamed) {
    reading.notCarried.add('2320');
  }
  return isNamed;
}

function rankOf({ responsibility }: NamedCoverage): number {
  const rank = 'PSTABCDEFGH'.indexOf(responsibility);
  return rank === -1 ? 99 : rank;
}

function readCoverage(
  reading: ClaimReading,
  covered: {
    readonly loops: { readonly subscriber: string; readonly payer: string; readonly relationship: string };
    readonly subscriber: NamedPerson;
    readonly payer: Party837;
    readonly relationship: string;
    readonly groupNumber?: string | undefined;
  },
): Record<string, unknown> {
  const { practice, sourceSystem, on } = reading;
  const { loops, subscriber, payer, groupNumber } = covered;
  const relationship = reading.take(
    loops.relationship,
    relationshipFor(practice, { sourceSystem, text: covered.relationship, on }),
  );
  const memberId = subscriber.name.identifier?.value.replaceAll(' ', '');
  if (memberId === undefined) {
    reading.missing(`${loops.subscriber} NM1^9`, 'the member id as printed on the card');
  }
  return known({
    payerId: reading.take<PayerId>(
      `${loops.payer} NM1^9`,
      resolvePayer(practice, sourceSystem, {
        ids: [
          payer.name.identifier?.value ?? '',
          ...(payer.references ?? [])
            .filter(({ qualifier }) => qualifier === '2U' || qualifier === 'G2')
            .map(({ value }) => value),
        ],
        name: payer.name.name,
      }),
    ),
    memberId,
    groupNumber: groupNumber?.slice(0, 30),
    relationship,
    subscriber:
      relationship === undefined || relationship === 'self'
        ? undefined
        : readPerson(reading, loops.subscriber, subscriber),
  });
}

/**
 * Who receives the bill for a child: claims do not say it. It is the grown-up who holds the policy; for a child with a
 * policy of its own nobody is known.
 */
export function guarantorOf(
  reading: ClaimReading,
  patient: Readonly<Record<string, unknown>>,
  coverages: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown> | undefined {
  const { on } = reading;
  const isGrown = (person: Readonly<Record<string, unknown>>): boolean =>
    on === undefined ||
    person['birthDate'] === undefined ||
    ageInYears(person['birthDate'] as PlainDate, on) >= majority;
  if (isGrown(patient)) {
    return undefined;
  }
  const holder = coverages
    .map((coverage) => coverage['subscriber'] as Record<string, unknown> | undefined)
    .find((subscriber) => subscriber !== undefined && isGrown(subscriber));
  if (holder === undefined) {
    return undefined;
  }
  reading.notes.add('guarantor-is-subscriber');
  const { lastName, firstName, address, birthDate } = holder;
  return known({
    sourceGuarantorId: `G-${contentHashOf({ lastName, firstName, birthDate }).slice(0, 16)}`,
    lastName,
    firstName,
    address,
  });
}
