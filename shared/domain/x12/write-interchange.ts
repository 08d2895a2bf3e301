import type { Finding } from './findings.ts';
import type { InterchangeAcknowledgementTA1 } from './guides/TA1/model.ts';
import {
  type ControlNumbers,
  type Delimiters,
  type Envelope,
  isLineLength,
  usualDelimiters,
} from './interchange.ts';
import { compactDate } from './values.ts';
import { type WrittenTransaction, X12WriteRefused } from './write-transaction.ts';

/**
 * Checks an envelope before anything is written for it, and gives its delimiters.
 * Errors: {@link X12WriteRefused}.
 */
export function openEnvelope(envelope: Envelope, controlNumbers: ControlNumbers): Required<Delimiters> {
  const delimiters = envelope.delimiters ?? usualDelimiters;
  refuseEnvelope(envelope, delimiters, controlNumbers);
  return delimiters;
}

/** ST02 of the n-th transaction (from 0) of a group. */
export function transactionControlNumber(controlNumbers: ControlNumbers, index: number): string {
  return String((controlNumbers.firstTransaction ?? 1) + index).padStart(4, '0');
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
  const delimiters = openEnvelope(envelope, controlNumbers);
  const control = String(controlNumbers.interchange).padStart(9, '0');
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
  const guide = transactions[0]?.guide;
  if (guide !== undefined) {
    if (transactions.some((transaction) => transaction.guide !== guide)) {
      throw new X12WriteRefused('The group', [
        envelopeFault('GS', 8, guide.id, 'All transactions of one group must have one guide'),
      ]);
    }
    segments.push(
      join(
        'GS',
        guide.functionalCode,
        envelope.senderCode ?? envelope.senderId,
        envelope.receiverCode ?? envelope.receiverId,
        compactDate(envelope.date),
        envelope.time,
        String(controlNumbers.group),
        'X',
        guide.id,
      ),
    );
    // One by one: a batch has more segments than one call may have arguments.
    for (const transaction of transactions) {
      for (const segment of transaction.segments) segments.push(segment);
    }
    segments.push(join('GE', String(transactions.length), String(controlNumbers.group)));
  }
  segments.push(join('IEA', guide === undefined ? '0' : '1', control));
  const end = `${delimiters.segment}${envelope.lineBreak ?? ''}`;
  const text = segments.map((segment) => segment + end).join('');
  return envelope.lineLengthCharacters === undefined ? text : wrapped(text, envelope.lineLengthCharacters);
}

/** The same text in lines of one length; the last may be shorter, and nothing follows it. */
function wrapped(text: string, lineLengthCharacters: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += lineLengthCharacters) {
    lines.push(text.slice(at, at + lineLengthCharacters));
  }
  return lines.join('\r\n');
}

function refuseEnvelope(
  envelope: Envelope,
  delimiters: Required<Delimiters>,
  controlNumbers: ControlNumbers,
): void {
  const faults: Finding[] = [];
  const check = (fits: boolean, segment: string, element: number, value: string, expected: string): void => {
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
  };
  const signs = Object.values(delimiters);
  const clean = (text: string): boolean =>
    /^[ -~]*$/.test(text) && !signs.some((sign) => text.includes(sign));
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
  const numberFits = (number: number): boolean =>
    Number.isInteger(number) && number >= 1 && number <= 999_999_999;
  check(
    numberFits(controlNumbers.interchange),
    'ISA',
    13,
    String(controlNumbers.interchange),
    '1 to 999999999',
  );
  check(numberFits(controlNumbers.group), 'GS', 6, String(controlNumbers.group), '1 to 999999999');
  check(
    numberFits(controlNumbers.firstTransaction ?? 1),
    'ST',
    2,
    String(controlNumbers.firstTransaction),
    '1 to 999999999',
  );
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
    check(clean(text) && /^\S.{0,14}$/.test(text), 'ISA', element, text, 'an id of 1 to 15 characters');
  }
  for (const [element, text] of [
    [2, envelope.senderCode ?? envelope.senderId],
    [3, envelope.receiverCode ?? envelope.receiverId],
  ] as const) {
    check(clean(text) && /^\S.{1,14}$/.test(text), 'GS', element, text, 'a code of 2 to 15 characters');
  }
  check(/^\d{4}-\d{2}-\d{2}$/.test(envelope.date), 'ISA', 9, envelope.date, 'a date as YYYY-MM-DD');
  check(/^(?:[01]\d|2[0-3])[0-5]\d$/.test(envelope.time), 'ISA', 10, envelope.time, 'a time as HHMM');
  if (faults.length > 0) throw new X12WriteRefused('The envelope', faults);
}

function envelopeFault(segment: string, element: number, value: string, sentence: string): Finding {
  return { snip: 1, severity: 'error', code: 'envelope', segment, element, value, sentence };
}
