import { contentHashOf } from '../../../identity/content-hash.ts';
import { appointmentStatusFor } from '../../map/appointment-status.ts';
import { readAmount } from '../../map/read-amount.ts';
import { knownCharges, totalOfCharges } from '../../map/total-of-charges.ts';
import { describeText } from '../../mask-value.ts';
import type { PartContent, VisitPart } from '../../visit/part.ts';
import type { IntakeRecord, Place } from '../intake-record.ts';
import { fieldIn, known, numbered, type CsvRow } from './csv-row.ts';
import { dayIn, readHead } from './read-head.ts';
import { readDiagnoses, readLine } from './read-line.ts';

const linePrefixes = numbered('lines', 12);
const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/** The visit's number in its source. */
function encounterIdOf(row: CsvRow): string | undefined {
  const text = row.text('encounterId');
  if (sourceIdShape.test(text)) {
    return text;
  }
  row.object('encounterId', {
    code: text === '' ? 'visit-number-missing' : 'field-invalid',
    found: text === '' ? 'nothing' : describeText(text, /^$/),
    expected: "the visit's number: 1 to 50 letters, digits, dot, colon, dash or underscore",
    howToFix: 'Export the visit number, and map its column.',
  });
  return undefined;
}

function refusedOr(
  row: CsvRow,
  place: Place,
  charges: readonly unknown[],
  records: () => readonly IntakeRecord[],
): readonly IntakeRecord[] {
  const id = row.text('encounterId');
  return row.problems.length === 0
    ? records()
    : [
        {
          kind: 'refused',
          problems: row.problems,
          ...(sourceIdShape.test(id) ? { encounterId: id } : {}),
          chargeCents: knownCharges(charges),
          place,
        },
      ];
}

/** A row that is a whole visit. */
export function readVisitRow(row: CsvRow, place: Place): readonly IntakeRecord[] {
  const encounterId = encounterIdOf(row);
  const serviceDateFrom = dayIn(row, 'serviceDateFrom');
  if (row.text('serviceDateFrom') === '') {
    row.missing('serviceDateFrom', 'the first day of service');
  }
  const diagnoses = readDiagnoses(row, serviceDateFrom);
  const lines = linePrefixes
    .filter((prefix) => ['code', 'charge'].some((field) => row.text(fieldIn(prefix, field)) !== ''))
    .map((prefix) => readLine(row, prefix, diagnoses));
  const total = row.text('totalCharge');
  const version = row.text('version');
  const draft = known({
    sourceSystem: row.setting.sourceSystem,
    encounterId,
    version: /^\d{1,9}$/.test(version) ? Number(version) : undefined,
    ...readHead(row, serviceDateFrom),
    serviceDateFrom,
    serviceDateTo: dayIn(row, 'serviceDateTo'),
    diagnoses,
    lines,
    totalCharge:
      total === ''
        ? totalOfCharges(lines.map((line) => line?.['charge']))
        : row.take('totalCharge', readAmount(total)),
    note: row.optional('note'),
  });
  const charges = lines.map((line) => line?.['charge']);
  return refusedOr(row, place, charges, () => [{ kind: 'encounter', draft, place, notes: [...row.notes] }]);
}

/**
 * A row that is one charge of a visit: a part of the visit with the charge, and one with what the row says of the visit
 * itself. A charge without a number of its own is known by all that it says, so that two equal rows are one charge.
 */
export function readChargeLineRow(row: CsvRow, place: Place): readonly IntakeRecord[] {
  const encounterId = encounterIdOf(row);
  const visitFrom = dayIn(row, 'serviceDateFrom');
  const diagnoses = readDiagnoses(row, visitFrom);
  const line = readLine(row, 'line', diagnoses);
  const onDay = visitFrom ?? (line?.['serviceDate'] as typeof visitFrom);
  if (onDay === undefined && row.text('line.serviceDate') === '' && row.text('serviceDateFrom') === '') {
    row.missing(row.has('line.serviceDate') ? 'line.serviceDate' : 'serviceDateFrom', 'the day of service');
  }
  const head = readHead(row, onDay);
  const note = row.optional('note');
  const order = row.text('updatedAt');
  const notes = [...row.notes];
  return refusedOr(row, place, [line?.['charge']], () => {
    const { sourceSystem } = row.setting;
    const charge =
      known({
        ...line,
        diagnosisPointers: undefined,
        serviceDate: line?.['serviceDate'] ?? visitFrom,
      }) ?? {};
    const part = (partKey: string, content: PartContent): IntakeRecord => ({
      kind: 'part',
      part: {
        sourceSystem,
        encounterId: encounterId ?? '',
        partKey,
        order,
        hash: contentHashOf(content),
        content,
        refs: [],
      } satisfies VisitPart,
      place,
      notes,
    });
    const lineId = row.optional('line.sourceLineId') ?? contentHashOf({ charge, diagnoses }).slice(0, 16);
    return [
      part('head', {
        kind: 'fields',
        fields:
          known({ ...head, serviceDateFrom: visitFrom, serviceDateTo: dayIn(row, 'serviceDateTo') }) ?? {},
      }),
      part(`line:${lineId}`, { kind: 'line', line: charge, diagnoses: pointedAt(line, diagnoses) }),
      ...(note === undefined
        ? []
        : [part(`document:${contentHashOf(note).slice(0, 16)}`, { kind: 'note', text: note, signed: true })]),
    ];
  });
}

/** The diagnoses that the line points at, most important first; all of the row's when it points at none. */
function pointedAt(line: Record<string, unknown> | undefined, diagnoses: readonly string[]): string[] {
  const pointers = (line?.['diagnosisPointers'] ?? []) as readonly number[];
  const chosen = pointers.flatMap((pointer) => diagnoses[pointer - 1] ?? []);
  return chosen.length === 0 ? [...diagnoses] : chosen;
}

const statuses: ReadonlyMap<string, 'booked' | 'arrived' | 'kept' | 'cancelled' | 'no-show'> = new Map([
  ...['BOOKED', 'SCHEDULED', 'PENDING', 'CONFIRMED', 'OPEN'].map((word) => [word, 'booked'] as const),
  ...['ARRIVED', 'CHECKEDIN', 'INROOM'].map((word) => [word, 'arrived'] as const),
  ...['KEPT', 'COMPLETE', 'COMPLETED', 'CHECKEDOUT', 'SEEN', 'FULFILLED'].map(
    (word) => [word, 'kept'] as const,
  ),
  ...['CANCELLED', 'CANCELED', 'RESCHEDULED', 'DELETED'].map((word) => [word, 'cancelled'] as const),
  ...['NOSHOW', 'MISSED'].map((word) => [word, 'no-show'] as const),
]);

/** A row that is an appointment. */
export function readAppointmentRow(row: CsvRow, place: Place): readonly IntakeRecord[] {
  const { sourceSystem } = row.setting;
  const appointmentId = row.required('appointmentId', "the appointment's number");
  const sourcePatientId = row.required('patient.sourcePatientId', "the patient's number");
  const date = dayIn(row, 'appointment.date');
  if (row.text('appointment.date') === '') {
    row.missing('appointment.date', 'the day of the appointment');
  }
  const word = row.required('appointment.status', 'booked, arrived, kept, cancelled or no-show');
  const status =
    word === undefined
      ? undefined
      : row.take(
          'appointment.status',
          appointmentStatusFor(row.setting.practice, { sourceSystem, text: word }, statuses),
        );
  const providerId = row.optional('renderingProvider');
  const locationId = row.optional('location');
  const time = row.optional('appointment.time');
  return refusedOr(row, place, [], () =>
    appointmentId === undefined || sourcePatientId === undefined || date === undefined || status === undefined
      ? []
      : [
          {
            kind: 'appointment',
            appointment: {
              sourceSystem,
              appointmentId,
              sourcePatientId,
              date,
              ...(time === undefined ? {} : { time }),
              ...(providerId === undefined ? {} : { providerId }),
              ...(locationId === undefined ? {} : { locationId }),
              status,
              order: row.text('updatedAt'),
            },
            place,
          },
        ],
  );
}
