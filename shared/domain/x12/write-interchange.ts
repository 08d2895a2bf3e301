import type { Finding } from './findings.ts';
import type { Guide } from './guide.ts';
import type { InterchangeAcknowledgementTA1 } from './guides/TA1/model.ts';
import {
  type ControlNumbers,
  type Delimiters,
  type Envelope,
  isLineLength,
  usualDelimiters,
} from './interchange.ts';
import { compactDate, isTime } from './values.ts';
import { type WrittenTransaction, X12WriteRefused } from './write-transaction.ts';

/**
 * Checks an envelope before anything is written for it, and gives its delimiters.
 * Errors: {@link X12WriteRefused}.
 */
export function openEnvelope(envelope: Envelope, controlNumbers: ControlNumbers): Required<Delimiters> {
  const delimiters = envelope.delimiters ?? usualDelimiters;
  const group = {
    senderCode: envelope.senderCode ?? envelope.senderId,
    receiverCode: envelope.receiverCode ?? envelope.receiverId,
  };
  const { firstTransaction = 1 } = controlNumbers;
  refuse('The envelope', (check) => {
    checkInterchange(check, envelope, delimiters, controlNumbers.interchange);
    check(numberFits(controlNumbers.group), 'GS', 6, String(controlNumbers.group), '1 to 999999999');
    check(numberFits(firstTransaction), 'ST', 2, String(firstTransaction), '1 to 999999999');
    checkGroupCodes(check, group, delimiters);
  });
  return delimiters;
}

/** {@link openEnvelope} for an interchange whose groups have headers of their own. */
export function openInterchange(envelope: Envelope, controlNumber: number): Required<Delimiters> {
  const { delimiters = usualDelimiters } = envelope;
  refuse('The envelope', (check) => checkInterchange(check, envelope, delimiters, controlNumber));
  return delimiters;
}

/** ST02 of the n-th transaction (from 0) of a group. */
export function transactionControlNumber(controlNumbers: ControlNumbers, index: number): string {
  return String((controlNumbers.firstTransaction ?? 1) + index).padStart(4, '0');
}

/** One functional group to be written. */
export interface GroupToWrite {
  /** GS02 and GS03. */
  readonly senderCode: string;
  readonly receiverCode: string;
  /** GS04, `YYYY-MM-DD`. */
  readonly date: string;
  /** GS05, `HHMM` or with seconds. */
  readonly time: string;
  /** GS06, one to nine digits. */
  readonly controlNumber: string;
  /** GS08; the guide's own id unless the guide goes by more than one. */
  readonly version?: string;
  /** At least one; all of one guide. */
  readonly transactions: readonly WrittenTransaction[];
}

/**
 * Writes one interchange: TA1 segments if any, and one group with the transactions if any. All counts are taken from
 * what is written; all numbers are given.
 *
 * Errors: {@link X12WriteRefused} when the envelope cannot be written, or the transactions are of different kinds.
 */
export function writeInterchange(interchange: {
  readonly envelope: Envelope;
  readonly controlNumbers: ControlNumbers;
  readonly transactions: readonly WrittenTransaction[];
  readonly acknowledgements?: readonly InterchangeAcknowledgementTA1[];
}): string {
  const { envelope, controlNumbers, transactions, acknowledgements = [] } = interchange;
  openEnvelope(envelope, controlNumbers);
  const group: GroupToWrite = {
    senderCode: envelope.senderCode ?? envelope.senderId,
    receiverCode: envelope.receiverCode ?? envelope.receiverId,
    date: envelope.date,
    time: envelope.time,
    controlNumber: String(controlNumbers.group),
    transactions,
  };
  return writeGroups({
    envelope,
    controlNumber: controlNumbers.interchange,
    groups: transactions.length === 0 ? [] : [group],
    acknowledgements,
  });
}

/** {@link writeInterchange} with any number of groups, each with its own header. */
export function writeGroups(interchange: {
  readonly envelope: Envelope;
  /** ISA13. */
  readonly controlNumber: number;
  readonly groups: readonly GroupToWrite[];
  readonly acknowledgements: readonly InterchangeAcknowledgementTA1[];
}): string {
  const { envelope, controlNumber, groups, acknowledgements } = interchange;
  const delimiters = openInterchange(envelope, controlNumber);
  const control = String(controlNumber).padStart(9, '0');
  const join = (...elements: string[]): string => elements.join(delimiters.element);
  const segments = [
    join(
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      envelope.senderQualifier,
      envelope.senderId.padEnd(15),
      envelope.receiverQualifier,
      envelope.receiverId.padEnd(15),
      compactDate(envelope.date).slice(2),
      envelope.time,
      delimiters.repetition,
      '00501',
      control,
      envelope.acknowledgementRequested === true ? '1' : '0',
      envelope.usageIndicator,
      delimiters.component,
    ),
  ];
  for (const answer of acknowledgements) {
    refuse('The interchange acknowledgement', (check) => checkAcknowledgement(check, answer, delimiters));
    segments.push(
      join(
        'TA1',
        answer.interchangeControlNumber,
        compactDate(answer.date).slice(2),
        answer.time,
        answer.code,
        answer.noteCode,
      ),
    );
  }
  for (const group of groups) {
    const guide = openGroup(group, delimiters);
    segments.push(
      join(
        'GS',
        guide.functionalCode,
        group.senderCode,
        group.receiverCode,
        compactDate(group.date),
        group.time,
        group.controlNumber,
        'X',
        group.version ?? guide.id,
      ),
    );
    // One by one: a batch has more segments than one call may have arguments.
    for (const transaction of group.transactions) {
      for (const segment of transaction.segments) segments.push(segment);
    }
    segments.push(join('GE', String(group.transactions.length), group.controlNumber));
  }
  segments.push(join('IEA', String(groups.length), control));
  const end = `${delimiters.segment}${envelope.lineBreak ?? ''}`;
  const text = segments.map((segment) => segment + end).join('');
  return envelope.lineLengthCharacters === undefined ? text : wrapped(text, envelope.lineLengthCharacters);
}

/**
 * Checks a group before anything is written for it, and gives the guide of its transactions.
 * Errors: {@link X12WriteRefused}.
 */
export function openGroup(group: GroupToWrite, delimiters: Required<Delimiters>): Guide {
  const guide = group.transactions[0]?.guide;
  if (guide === undefined) {
    throw new X12WriteRefused('The group', [
      envelopeFault('GS', 1, '', 'A group must have at least one transaction'),
    ]);
  }
  if (group.transactions.some((transaction) => transaction.guide !== guide)) {
    throw new X12WriteRefused('The group', [
      envelopeFault('GS', 8, guide.id, 'All transactions of one group must have one guide'),
    ]);
  }
  refuse('The group', (check) => checkGroup(check, group, guide, delimiters));
  return guide;
}

/** The same text in lines of one length; the last may be shorter, and nothing follows it. */
function wrapped(text: string, lineLengthCharacters: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += lineLengthCharacters) {
    lines.push(text.slice(at, at + lineLengthCharacters));
  }
  return lines.join('\r\n');
}

type Check = (fits: boolean, segment: string, element: number, value: string, expected: string) => void;

/** Refuses when a check does not fit, with all that do not. */
function refuse(what: string, run: (check: Check) => void): void {
  const faults: Finding[] = [];
  run((fits, segment, element, value, expected) => {
    if (!fits) {
      faults.push(
        envelopeFault(
          segment,
          element,
          value,
          `${segment}${String(element).padStart(2, '0')} would hold "${value}"; expected ${expected}`,
        ),
      );
    }
  });
  if (faults.length > 0) throw new X12WriteRefused(what, faults);
}

function numberFits(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 999_999_999;
}

/** Whether X12 can carry the text between these delimiters. */
function isClean(text: string, delimiters: Required<Delimiters>): boolean {
  return /^[ -~]*$/.test(text) && !Object.values(delimiters).some((sign) => text.includes(sign));
}

function checkInterchange(
  check: Check,
  envelope: Envelope,
  delimiters: Required<Delimiters>,
  controlNumber: number,
): void {
  const signs = Object.values(delimiters);
  check(
    new Set(signs).size === 4 &&
      signs.every((sign) => sign.length === 1 && sign < '\u0080' && !/[A-Za-z0-9 .-]/.test(sign)),
    'ISA',
    16,
    signs.join(' '),
    'four different delimiters, each one character that is no letter, digit, blank, point or minus',
  );
  const lineBreak = envelope.lineBreak ?? '';
  check(
    !signs.some((sign) => lineBreak.includes(sign)),
    'ISA',
    16,
    'line break',
    'a line break that is no delimiter',
  );
  const lineLength = envelope.lineLengthCharacters;
  check(
    lineLength === undefined || isLineLength(lineLength),
    'ISA',
    16,
    `lines of ${String(lineLength)} characters`,
    'lines of 40 characters or more that do not end just before a delimiter of the ISA (41, 52, 82, 104, 105)',
  );
  check(
    lineLength === undefined || (lineBreak === '' && !signs.some((sign) => '\r\n'.includes(sign))),
    'ISA',
    16,
    'lines of one length',
    'no other line break and no line break as a delimiter',
  );
  check(numberFits(controlNumber), 'ISA', 13, String(controlNumber), '1 to 999999999');
  for (const [element, text] of [
    [5, envelope.senderQualifier],
    [7, envelope.receiverQualifier],
  ] as const) {
    check(/^[A-Z0-9]{2}$/.test(text), 'ISA', element, text, 'a qualifier of 2 characters');
  }
  for (const [element, text] of [
    [6, envelope.senderId],
    [8, envelope.receiverId],
  ] as const) {
    check(
      isClean(text, delimiters) && /^\S.{0,14}$/.test(text),
      'ISA',
      element,
      text,
      'an id of 1 to 15 characters',
    );
  }
  check(/^\d{4}-\d{2}-\d{2}$/.test(envelope.date), 'ISA', 9, envelope.date, 'a date as YYYY-MM-DD');
  check(/^(?:[01]\d|2[0-3])[0-5]\d$/.test(envelope.time), 'ISA', 10, envelope.time, 'a time as HHMM');
}

function checkAcknowledgement(
  check: Check,
  answer: InterchangeAcknowledgementTA1,
  delimiters: Required<Delimiters>,
): void {
  for (const [element, text] of [
    [1, answer.interchangeControlNumber],
    [3, answer.time],
  ] as const) {
    check(
      text !== '' && isClean(text, delimiters),
      'TA1',
      element,
      text,
      'what the ISA that is answered holds',
    );
  }
  check(/^\d{3}$/.test(answer.noteCode), 'TA1', 5, answer.noteCode, 'a note code of 3 digits');
}

function checkGroupCodes(
  check: Check,
  group: { readonly senderCode: string; readonly receiverCode: string },
  delimiters: Required<Delimiters>,
): void {
  for (const [element, text] of [
    [2, group.senderCode],
    [3, group.receiverCode],
  ] as const) {
    check(
      isClean(text, delimiters) && /^\S.{1,14}$/.test(text),
      'GS',
      element,
      text,
      'a code of 2 to 15 characters',
    );
  }
}

function checkGroup(check: Check, group: GroupToWrite, guide: Guide, delimiters: Required<Delimiters>): void {
  checkGroupCodes(check, group, delimiters);
  check(/^\d{4}-\d{2}-\d{2}$/.test(group.date), 'GS', 4, group.date, 'a date as YYYY-MM-DD');
  check(isTime(group.time), 'GS', 5, group.time, 'a time as HHMM, or with seconds');
  check(/^\d{1,9}$/.test(group.controlNumber), 'GS', 6, group.controlNumber, 'one to nine digits');
  const { version = guide.id } = group;
  check(guide.versions.includes(version), 'GS', 8, version, guide.versions.join(' or '));
}

function envelopeFault(segment: string, element: number, value: string, sentence: string): Finding {
  return { snip: 1, severity: 'error', code: 'envelope', segment, element, value, sentence };
}
