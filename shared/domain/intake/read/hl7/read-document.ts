import { visitPart, type MessageOrigin, type PartOrigin } from './compose-parts.ts';
import { unescapeText } from './escapes.ts';
import { rawField } from './field-path.ts';
import type { ReadParts } from './read-charge-message.ts';
import { readPatientId, readVisitNumber } from './read-patient.ts';
import { addMissing, addWrong, placeFor, valueFor, type Reading } from './reading.ts';

/** Events by which a document comes with its text. */
const withContent: ReadonlySet<string> = new Set(['T02', 'T04', 'T06', 'T08', 'T10']);
const cancellation = 'T11';

/** Whether an event of documents is one that is read. */
export function isDocumentEvent(trigger: string): boolean {
  return withContent.has(trigger) || trigger === cancellation;
}

/**
 * HL7 table 0271: dictated, documented, incomplete, in progress, pre-authenticated. A sender that says nothing has
 * nothing to say: not everybody fills the field.
 */
const unsigned: ReadonlySet<string> = new Set(['DI', 'DO', 'IN', 'IP', 'PA']);
/** HL7 table 0273: cancelled, obsolete. */
const withdrawn: ReadonlySet<string> = new Set(['CA', 'OB']);
/** OBX-2 of text that can be read as it is. */
const texts: ReadonlySet<string> = new Set(['', 'TX', 'FT', 'ST']);

/** Reads an MDM: a note of a visit, signed or not, or that one is withdrawn. */
export function readDocument(reading: Reading, origin: MessageOrigin, trigger: string): ReadParts {
  readPatientId(reading);
  const encounterId = readVisitNumber(reading, true);
  const documentId = valueFor(reading, 'document.documentId')?.text;
  if (documentId === undefined) {
    addWrong(reading, placeFor(reading, 'document.documentId'), {
      code: reading.message.byName.has('TXA') ? 'field-missing' : 'segment-missing',
      found: 'nothing',
      expected: 'the number of the document',
      howToFix: 'Have the sending system fill TXA-12.',
    });
  }
  const isWithdrawn =
    trigger === cancellation ||
    withdrawn.has(valueFor(reading, 'document.availability')?.text.toUpperCase() ?? '');
  const text = isWithdrawn ? '' : readText(reading);
  if (encounterId === undefined || documentId === undefined || reading.wrong.length > 0) {
    return { encounterId, parts: [], things: [] };
  }
  const ofVisit: PartOrigin = { ...origin, encounterId };
  const key = `document:${documentId}`;
  if (isWithdrawn) {
    return { encounterId, parts: [visitPart(ofVisit, key, { kind: 'void' })], things: [] };
  }
  if (text === '') {
    reading.notes.add('not-carried');
    addMissing(reading, 'document.documentId', 'the text of the document in OBX-5');
    return { encounterId, parts: [], things: [] };
  }
  const isSigned = !unsigned.has(valueFor(reading, 'document.completion')?.text.toUpperCase() ?? '');
  const replaced = trigger === 'T10' ? valueFor(reading, 'document.replacedDocumentId')?.text : undefined;
  return {
    encounterId,
    parts: [
      visitPart(ofVisit, key, { kind: 'note', text, signed: isSigned }),
      ...(replaced === undefined || replaced === documentId
        ? []
        : [visitPart(ofVisit, `document:${replaced}`, { kind: 'void' })]),
    ],
    things: [],
  };
}

/** The text of the OBX segments, a line for each and for each of their repetitions. Files inside (ED, RP) are none. */
function readText({ message, notes }: Reading): string {
  const { delimiters } = message;
  const lines: string[] = [];
  for (const segment of message.byName.get('OBX') ?? []) {
    const raw = rawField(segment, 5);
    if (texts.has(rawField(segment, 2).trim().toUpperCase())) {
      if (raw !== '""') {
        lines.push(...raw.split(delimiters.repetition).map((line) => unescapeText(line, delimiters)));
      }
    } else if (raw !== '') {
      notes.add('not-carried');
    }
  }
  return lines.join('\n').trim();
}
