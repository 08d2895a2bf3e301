import { sha256Text } from '../../../identity/content-hash.ts';
import { knownCharges } from '../../map/total-of-charges.ts';
import { describeText } from '../../mask-value.ts';
import type { Finding } from '../../describe-issue.ts';
import type { Frame } from '../../frame/framer.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';
import { orderOf, type MessageOrigin } from './compose-parts.ts';
import { at } from './field-path.ts';
import { parseMessage } from './parse-message.ts';
import { readAdmission } from './read-admission.ts';
import { appointmentEvents, readAppointment } from './read-appointment.ts';
import { readChargeMessage, type ReadParts } from './read-charge-message.ts';
import { isDocumentEvent, readDocument } from './read-document.ts';
import { headerProblems, readHeader, type Header } from './read-header.ts';
import { readMerge, readPatientId } from './read-patient.ts';
import type { Reading } from './reading.ts';
import { settingsOfSender } from './source-settings.ts';

type MessageKind = 'charges' | 'admission' | 'merge' | 'appointment' | 'document' | 'unused';

const chargeEvents: ReadonlySet<string> = new Set(['P03', 'P11', '']);
const admissionEvents: ReadonlySet<string> = new Set([
  'A01',
  'A02',
  'A03',
  'A04',
  'A05',
  'A06',
  'A07',
  'A08',
  'A10',
  'A11',
  'A13',
  'A23',
  'A28',
  'A31',
]);
/** A40 from 2.3.1 on; the others before. */
const mergeEvents: ReadonlySet<string> = new Set(['A18', 'A30', 'A34', 'A36', 'A39', 'A40', 'A47']);
const accountEvents: ReadonlySet<string> = new Set(['P01', 'P05']);

function kindOf({ type, trigger }: Header): MessageKind {
  switch (type) {
    case 'DFT':
      return chargeEvents.has(trigger) ? 'charges' : 'unused';
    case 'ADT':
      return admissionEvents.has(trigger) ? 'admission' : mergeEvents.has(trigger) ? 'merge' : 'unused';
    case 'BAR':
      return accountEvents.has(trigger) ? 'admission' : 'unused';
    case 'SIU':
      return appointmentEvents.has(trigger) ? 'appointment' : 'unused';
    case 'MDM':
      return isDocumentEvent(trigger) ? 'document' : 'unused';
    default:
      return 'unused';
  }
}

/**
 * Reads one message of HL7 version 2. A message with anything wrong in it is refused whole, with all that is wrong and
 * all that is missing; what is only missing may come by another message, and the visit waits for it.
 */
export const readHl7: Reader = (frame, context) => {
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place: placeOf(frame, '') }];
  }
  const parsed = parseMessage(frame.text);
  if (parsed.message === undefined) {
    return [{ kind: 'refused', problems: parsed.problems, place: placeOf(frame, parsed.controlId) }];
  }
  const { message } = parsed;
  const header = readHeader(message);
  const place = placeOf(frame, header.controlId);
  const settings = settingsOfSender(context.practice, header.senderNames, context.sourceFolder);
  const takesTestMessages =
    context.practice.mode === 'training' || settings?.mapping.takesTestMessages === true;
  const problems: Finding[] = [...headerProblems(header, takesTestMessages)];
  if (settings === undefined) {
    problems.push(unknownSource(header));
    return [{ kind: 'refused', problems, place }];
  }
  const reading: Reading = {
    practice: context.practice,
    settings,
    message,
    wrong: problems,
    missing: [],
    notes: new Set(),
  };
  return readKind(reading, header, place, context);
};

function readKind(
  reading: Reading,
  header: Header,
  place: Place,
  { today, sha256 = sha256Text }: ReadContext,
): readonly IntakeRecord[] {
  const origin: MessageOrigin = {
    sourceSystem: reading.settings.sourceSystem,
    order: orderOf(reading.message),
    sha256,
  };
  switch (kindOf(header)) {
    case 'charges':
      return recordsOf(reading, readChargeMessage(reading, origin, today), place);
    case 'admission':
      return recordsOf(reading, readAdmission(reading, origin, header.trigger, today), place);
    case 'document':
      return recordsOf(reading, readDocument(reading, origin, header.trigger), place);
    case 'merge':
      return readMergeMessage(reading, origin, place);
    case 'appointment': {
      const appointment = readAppointment(reading, origin, header.trigger);
      return reading.wrong.length > 0 || appointment === undefined
        ? [refused(reading, place, undefined)]
        : [{ kind: 'appointment', appointment, place }];
    }
    case 'unused':
      return reading.wrong.length > 0
        ? [refused(reading, place, undefined)]
        : [{ kind: 'nothing', why: 'message-type-not-used', place }];
  }
}

function readMergeMessage(reading: Reading, origin: MessageOrigin, place: Place): readonly IntakeRecord[] {
  const { message } = reading;
  const from = at(message, 'MRG-1[5=MR].1') ?? at(message, 'MRG-1.1');
  const merge = readMerge(reading, origin, from, readPatientId(reading));
  return merge === undefined || reading.wrong.length > 0
    ? [refused(reading, place, undefined)]
    : [{ ...merge, place }];
}

function recordsOf(
  reading: Reading,
  { encounterId, parts, things, charged }: ReadParts,
  place: Place,
): readonly IntakeRecord[] {
  if (reading.wrong.length > 0) {
    return [refused(reading, place, encounterId, charged)];
  }
  const notes = [...reading.notes].toSorted();
  if (parts.length === 0 && things.length === 0) {
    return [{ kind: 'nothing', why: notes[0] ?? 'message-without-content', place }];
  }
  return [
    ...things.map((thing) => ({ kind: 'shared', thing, place }) as const),
    ...parts.map((part) => ({ kind: 'part', part, place, notes }) as const),
  ];
}

function refused(
  reading: Reading,
  place: Place,
  encounterId: string | undefined,
  charged: readonly unknown[] = [],
): IntakeRecord {
  const first = reading.wrong[0]?.field;
  // What is missing may come by another message, and would hold up nothing once the names are mapped.
  const isMapped = reading.wrong.some(({ unmapped }) => unmapped === undefined);
  return {
    kind: 'refused',
    problems: isMapped ? [...reading.wrong, ...reading.missing] : reading.wrong,
    ...(encounterId === undefined ? {} : { encounterId }),
    chargeCents: knownCharges(charged),
    place: first === undefined || first === '' ? place : { ...place, path: first },
  };
}

function placeOf(frame: Frame, controlId: string): Place {
  return {
    ...(frame.line === undefined ? {} : { line: frame.line }),
    message: frame.number,
    // A control id that is no number of a message may hold anything.
    ...(/^[\w.:-]{1,50}$/.test(controlId) ? { controlId } : {}),
  };
}

function unknownSource({ senderNames }: Header): Finding {
  const shown = senderNames.map((name) => (name === '' ? 'nothing' : describeText(name, /^[\w .-]{1,40}$/)));
  return {
    field: 'MSH^1^3',
    code: 'source-unknown',
    found: `a message from ${shown.join(' at ')}`,
    expected: 'a sending application or facility that one HL7 source of the practice goes by',
    howToFix: 'Have the practice administrator add the sender to the sources of the practice.',
  };
}
