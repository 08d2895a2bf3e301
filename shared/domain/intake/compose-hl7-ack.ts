import type { Instant } from '#contracts/dates.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { componentOf, repetitionsOf } from './read/hl7/field-path.ts';
import { parseMessage, type Delimiters, type Segment } from './read/hl7/parse-message.ts';

/** What became of one message, as the answer to its upload has it. */
export interface MessageAnswer {
  readonly recordNumber: number;
  readonly outcome: string;
  readonly problems: readonly Pick<RecordProblem, 'field' | 'code' | 'found' | 'expected' | 'howToFix'>[];
}

/** The envelope that a message stood in, as the file had it; the answer has the same. */
interface AckEnvelope {
  /** FHS. */
  readonly fileHeader?: string;
  /** BHS. */
  readonly batchHeader?: string;
}

const usual: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

/** Problems after which nothing of a message could be read: HL7 calls these rejected, all others errors. */
const rejections: ReadonlySet<string> = new Set([
  'hl7-delimiters',
  'hl7-charset',
  'hl7-version-missing',
  'message-type-unknown',
  'test-message',
  'segment-malformed',
  'record-too-long',
  'not-utf-8',
]);

/** HL7 table 0357 for our codes; what is not listed is an application's own error. */
const errorCodes: ReadonlyMap<string, readonly [code: string, words: string]> = new Map([
  ['segment-missing', ['100', 'Segment sequence error']],
  ['segment-malformed', ['100', 'Segment sequence error']],
  ['field-missing', ['101', 'Required field missing']],
  ['visit-number-missing', ['101', 'Required field missing']],
  ['charge-missing', ['101', 'Required field missing']],
  ['field-invalid', ['102', 'Data type error']],
  ['amount-not-in-cents', ['102', 'Data type error']],
  ['units-not-whole', ['102', 'Data type error']],
  ['diagnosis-icd-9', ['103', 'Table value not found']],
  ['diagnosis-code-invalid', ['103', 'Table value not found']],
  ['procedure-code-invalid', ['103', 'Table value not found']],
  ['modifier-invalid', ['103', 'Table value not found']],
  ['ndc-invalid', ['103', 'Table value not found']],
  ['code-unmapped', ['103', 'Table value not found']],
  ['place-of-service-unmapped', ['103', 'Table value not found']],
  ['message-type-unknown', ['200', 'Unsupported message type']],
  ['test-message', ['202', 'Unsupported processing id']],
  ['hl7-version-missing', ['203', 'Unsupported version id']],
  ['source-unknown', ['204', 'Unknown key identifier']],
  ['provider-unmapped', ['204', 'Unknown key identifier']],
  ['payer-unmapped', ['204', 'Unknown key identifier']],
  ['location-unmapped', ['204', 'Unknown key identifier']],
]);
const otherError = ['207', 'Application internal error'] as const;

/**
 * The acknowledgement of one message: `AA` taken in, `AE` refused with what is wrong field by field, `AR` not readable.
 * Values are masked in it as in the answer. Segments end with a carriage return.
 * Source: HL7 version 2.5.1, chapter 2: MSA, ERR; before 2.5 ERR-1 holds what ERR-2 and ERR-3 hold later.
 *
 * @param text the message, or at least its MSH.
 * @param at when the answer was written; the bytes are the same for the same answer.
 */
export function composeAck(text: string, answer: MessageAnswer, at: Instant): string {
  const header = headerOf(text);
  const { delimiters } = header;
  const code =
    answer.outcome !== 'refused'
      ? 'AA'
      : answer.problems.some((problem) => rejections.has(problem.code))
        ? 'AR'
        : 'AE';
  const segments = [
    [
      'MSH',
      [delimiters.component, delimiters.repetition, delimiters.escape, delimiters.subcomponent].join(''),
      header.field(5),
      header.field(6),
      header.field(3),
      header.field(4),
      at.replaceAll(/\D/g, '').slice(0, 14),
      '',
      ackType(header.trigger, header.version, delimiters),
      `A${answer.recordNumber}`,
      header.field(11) || 'P',
      header.version || '2.5',
    ],
    ['MSA', code, header.field(10)],
    ...(header.version !== '' && header.version < '2.5'
      ? oldErrors(answer, delimiters)
      : answer.problems.map((problem) => newError(problem, delimiters))),
  ];
  return segments.map((fields) => `${trimEnd(fields).join(delimiters.field)}\r`).join('');
}

/** A message of the upload, or at least its MSH, with what became of it. */
interface AnsweredMessage {
  readonly text: string;
  readonly answer: MessageAnswer;
  /** Of a message that could not be cut out nothing is known: it is answered in the envelope that is open. */
  readonly envelope?: AckEnvelope;
}

/**
 * The acknowledgements of an upload, one text after another, in the envelopes that the upload had: a header for a
 * header, with sender and receiver exchanged, and the counts in the trailers.
 */
export async function* composeAckFile(
  messages: AsyncIterable<AnsweredMessage>,
  at: Instant,
): AsyncGenerator<string> {
  let open: AckEnvelope = {};
  let batches = 0;
  let count = 0;
  const closeBatch = (): string => {
    const { batchHeader } = open;
    if (batchHeader === undefined) {
      return '';
    }
    batches += 1;
    return `BTS${batchHeader.charAt(3)}${count}\r`;
  };
  const closeFile = (): string =>
    open.fileHeader === undefined ? '' : `FTS${open.fileHeader.charAt(3)}${batches}\r`;
  for await (const { text, answer, envelope = open } of messages) {
    const isOtherFile = envelope.fileHeader !== open.fileHeader;
    if (isOtherFile || envelope.batchHeader !== open.batchHeader) {
      yield closeBatch();
      if (isOtherFile) {
        yield closeFile();
        batches = 0;
        yield envelope.fileHeader === undefined ? '' : answeringHeader(envelope.fileHeader, 'FHS', at);
      }
      yield envelope.batchHeader === undefined ? '' : answeringHeader(envelope.batchHeader, 'BHS', at);
      count = 0;
    }
    open = envelope;
    count += 1;
    yield composeAck(text, answer, at);
  }
  yield closeBatch();
  yield closeFile();
}

/** FHS and BHS have sender and receiver where MSH has them. */
function answeringHeader(text: string, name: 'FHS' | 'BHS', at: Instant): string {
  const separator = text.charAt(3);
  const fields = (text.split(/[\r\n]/, 1)[0] ?? '').split(separator);
  const field = (number: number): string => fields[number - 1] ?? '';
  const time = at.replaceAll(/\D/g, '').slice(0, 14);
  return `${trimEnd([name, field(2), field(5), field(6), field(3), field(4), time]).join(separator)}\r`;
}

interface AnsweredHeader {
  readonly delimiters: Delimiters;
  readonly version: string;
  readonly trigger: string;
  /** As it stands in the message, escapes included: it goes back as it came. */
  field(number: number): string;
}

function headerOf(text: string): AnsweredHeader {
  const start = text.indexOf('MSH');
  const line = start === -1 ? '' : (text.slice(start).split(/[\r\n]/, 1)[0] ?? '');
  const { message } = parseMessage(line);
  if (message === undefined) {
    return { delimiters: usual, version: '', trigger: '', field: () => '' };
  }
  const { delimiters } = message;
  const [segment] = message.segments;
  return {
    delimiters,
    version: valueOf(segment, 12, 1, delimiters),
    trigger: valueOf(segment, 9, 2, delimiters),
    field: (number) => segment?.fields[number] ?? '',
  };
}

function valueOf(
  segment: Segment | undefined,
  field: number,
  component: number,
  delimiters: Delimiters,
): string {
  const [repetition] = segment === undefined ? [] : repetitionsOf(segment, field, delimiters);
  return repetition === undefined ? '' : componentOf(repetition, component);
}

function ackType(trigger: string, version: string, { component }: Delimiters): string {
  const parts = ['ACK', ...(trigger === '' ? [] : [trigger, ...(version >= '2.3.1' ? ['ACK'] : [])])];
  return parts.join(component);
}

/** `FT1^2^25^1` as ERR-2 has it: segment, its number, field, repetition, component. */
function newError(problem: MessageAnswer['problems'][number], delimiters: Delimiters): string[] {
  const [segment = '', sequence = '', field = '', component = ''] = /^[A-Z][A-Z0-9]{2}\^/.test(problem.field)
    ? problem.field.split('^')
    : [];
  const place = trimEnd([segment, sequence, field, component === '' ? '' : '1', component]);
  const [code, words] = errorCodes.get(problem.code) ?? otherError;
  return [
    'ERR',
    '',
    place.join(delimiters.component),
    [code, words, 'HL70357'].join(delimiters.component),
    'E',
    [problem.code, '', 'L'].join(delimiters.component),
    '',
    '',
    escapeText(`Found ${problem.found}; expected ${problem.expected}. ${problem.howToFix}`, delimiters),
  ];
}

/** One ERR with a repetition for each problem: segment, number, field, and what is wrong with it. */
function oldErrors(answer: MessageAnswer, delimiters: Delimiters): string[][] {
  const errors = answer.problems.map((problem) => {
    const [segment = '', sequence = '', field = ''] = /^[A-Z][A-Z0-9]{2}\^/.test(problem.field)
      ? problem.field.split('^')
      : [];
    const [code, words] = errorCodes.get(problem.code) ?? otherError;
    const coded = [code, escapeText(`${words}: ${problem.code}`, delimiters), 'HL70357'];
    return [segment, sequence, field, coded.join(delimiters.subcomponent || ' ')].join(delimiters.component);
  });
  return errors.length === 0 ? [] : [['ERR', errors.join(delimiters.repetition)]];
}

function escapeText(text: string, delimiters: Delimiters): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const names = new Map([
    [escape, 'E'],
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [subcomponent, 'T'],
  ]);
  let escaped = '';
  for (const character of text) {
    const name = names.get(character);
    escaped += name === undefined ? character : `${escape}${name}${escape}`;
  }
  return escaped.replaceAll(/[\r\n]+/g, ' ');
}

function trimEnd(fields: readonly string[]): string[] {
  const last = fields.findLastIndex((field) => field !== '');
  return fields.slice(0, last + 1);
}
