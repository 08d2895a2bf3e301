import { appointmentStatusFor } from '../../map/appointment-status.ts';
import { describeText } from '../../mask-value.ts';
import type { AppointmentPart } from '../intake-record.ts';
import type { MessageOrigin } from './compose-parts.ts';
import { componentOf } from './field-path.ts';
import { readMessageTime } from './message-time.ts';
import { readPatientId, readSourceId } from './read-patient.ts';
import { addWrong, placeFor, repetitionsFor, resolvedOr, valueFor, type Reading } from './reading.ts';

type Status = AppointmentPart['status'];

/** What an event says of an appointment where its status says nothing else. */
export const appointmentEvents: ReadonlyMap<string, Status> = new Map([
  ['S12', 'booked'],
  ['S13', 'booked'],
  ['S14', 'booked'],
  ['S15', 'cancelled'],
  ['S16', 'cancelled'],
  ['S17', 'cancelled'],
  ['S26', 'no-show'],
]);

/** Events after which nothing can be said otherwise. */
const final: ReadonlySet<string> = new Set(['S15', 'S16', 'S17', 'S26']);

/** HL7 table 0278 and what senders write beside it, in capitals and without blanks and dashes. */
const statuses: ReadonlyMap<string, Status> = new Map([
  ...[
    'BOOKED',
    'PENDING',
    'WAITLIST',
    'OVERBOOK',
    'SCHEDULED',
    'CONFIRMED',
    'RESCHEDULED',
    'BLOCKED',
    'SCH',
  ].map((code) => [code, 'booked'] as const),
  ...['ARRIVED', 'CHECKEDIN', 'STARTED', 'ROOMED', 'INPROGRESS', 'ARR'].map(
    (code) => [code, 'arrived'] as const,
  ),
  ...['COMPLETE', 'COMPLETED', 'CHECKEDOUT', 'KEPT', 'COMP', 'DISCHARGED'].map(
    (code) => [code, 'kept'] as const,
  ),
  ...['CANCELLED', 'CANCELED', 'DELETED', 'DC', 'DISCONTINUED', 'CAN'].map(
    (code) => [code, 'cancelled'] as const,
  ),
  ...['NOSHOW', 'NOS', 'DIDNOTATTEND', 'LEFTWITHOUTBEINGSEEN'].map((code) => [code, 'no-show'] as const),
]);

/** Reads an SIU. */
export function readAppointment(
  reading: Reading,
  origin: MessageOrigin,
  trigger: string,
): AppointmentPart | undefined {
  const sourcePatientId = readPatientId(reading);
  const appointmentId = readSourceId(reading, 'appointmentId');
  if (appointmentId === undefined && valueFor(reading, 'appointmentId') === undefined) {
    addWrong(reading, placeFor(reading, 'appointmentId'), {
      code: reading.message.byName.has('SCH') ? 'field-missing' : 'segment-missing',
      found: 'nothing',
      expected: 'the number of the appointment',
      howToFix: 'Have the sending system fill SCH-1 or SCH-2.',
    });
  }
  const start = valueFor(reading, 'appointment.start');
  const time = start === undefined ? undefined : readMessageTime(start.text, reading.settings.timeZone);
  if (time === undefined) {
    addWrong(reading, start?.where ?? placeFor(reading, 'appointment.start'), {
      code: start === undefined ? 'field-missing' : 'field-invalid',
      found: start === undefined ? 'nothing' : describeText(start.text, /^[\d/.:-]{4,24}$/),
      expected: 'the start of the appointment as YYYYMMDDHHMM',
      howToFix: 'Have the sending system fill SCH-11.4.',
    });
  }
  const status = readStatus(reading, trigger);
  if (
    appointmentId === undefined ||
    sourcePatientId === undefined ||
    time === undefined ||
    status === undefined
  ) {
    return undefined;
  }
  const providerId = idIn(reading, 'appointment.provider');
  const locationId = idIn(reading, 'appointment.location');
  return {
    sourceSystem: origin.sourceSystem,
    appointmentId,
    sourcePatientId,
    date: time.day,
    ...(time.time === undefined ? {} : { time: time.time }),
    ...(providerId === '' ? {} : { providerId }),
    ...(locationId === '' ? {} : { locationId }),
    status,
    order: origin.order,
  };
}

function idIn(reading: Reading, field: 'appointment.provider' | 'appointment.location'): string {
  const [repetition] = repetitionsFor(reading, field);
  return repetition === undefined ? '' : componentOf(repetition, repetition.path.component ?? 1);
}

function readStatus(reading: Reading, trigger: string): Status | undefined {
  const ofEvent = appointmentEvents.get(trigger);
  const said = valueFor(reading, 'appointment.status');
  if (said === undefined || final.has(trigger)) {
    return ofEvent;
  }
  const sought = { sourceSystem: reading.settings.sourceSystem, text: said.text };
  return resolvedOr(reading, said.where, appointmentStatusFor(reading.practice, sought, statuses));
}
