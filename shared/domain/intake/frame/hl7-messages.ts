import * as z from 'zod';
import { ByteFramer } from './byte-framer.ts';
import type { FrameProblem, FramerState, IntakeLimits, MakeFramer } from './framer.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Segments of one message beyond which it is refused. */
const mostSegments = 2_000;
/** Bytes of a header or trailer of a batch. */
const envelopeBytes = 2_000;

// What HL7 calls 8859/1 is written with the signs that Windows has between 80 and 9F; this decoder reads both.
const latin1 = new TextDecoder('latin1');
/** Segments whose text runs over several lines in what some systems write. */
const mayContinue = new Set(['OBX', 'NTE']);
const segmentId = /^[A-Z][A-Z0-9]{2}$/;
const envelopeIds = new Set(['FHS', 'BHS', 'BTS', 'FTS']);
/** What MSH-18 says, and how the message is then read. No other character set is met in the United States. */
const decoders = new Map<string, 'utf-8' | 'latin1'>([
  ['', 'utf-8'],
  ['ASCII', 'utf-8'],
  ['UTF-8', 'utf-8'],
  ['UTF8', 'utf-8'],
  ['UNICODE', 'utf-8'],
  ['UNICODE UTF-8', 'utf-8'],
  ['8859/1', 'latin1'],
  ['ISO-8859-1', 'latin1'],
  ['ISO8859-1', 'latin1'],
]);

type LineEnd = 'LF' | 'CRLF' | 'CR';

/** What the line being read is: `start` until enough of it is there to tell. */
type LineKind = 'start' | 'message' | 'envelope' | 'blank';

const Envelope = z.object({
  fileHeader: z.string().optional(),
  batchHeader: z.string().optional(),
  /** Messages since the last header or trailer of a batch. */
  batchMessages: z.int(),
  /** Batches since the last header or trailer of a file. */
  fileBatches: z.int(),
});
type Envelope = z.infer<typeof Envelope>;

/** A line of the message being read, by bytes of the file. */
interface MessageLine {
  readonly from: number;
  readonly to: number;
  readonly isContinuation: boolean;
}

interface OpenMessage {
  readonly line: number;
  readonly lines: MessageLine[];
  separator: string;
  charset: 'utf-8' | 'latin1';
  limit: number;
  lastId: string;
  lineEnd: LineEnd | undefined;
  previousEnd: LineEnd | undefined;
  /** Set once the message is refused; its bytes are let go from then on. */
  problem: FrameProblem | undefined;
}

/**
 * Cuts HL7 v2 messages out of a file: one message, many one after another, or batches with their envelopes. A message
 * starts at `MSH` at the start of a line. Its text has its segments with a carriage return between them, however the
 * file ended its lines; a line inside OBX or NTE that is no segment belongs to the text before it, after a line feed.
 * The bytes that frame a message on the wire (0B and 1C) are left out.
 *
 * Context: `fileHeader` (FHS) and `batchHeader` (BHS) where the file has them. The counts of BTS and FTS are checked; HL7
 * lets a batch go without them.
 */
class Hl7MessagesFramer extends ByteFramer {
  #envelope: Envelope;
  #message: OpenMessage | undefined;
  #lineKind: LineKind = 'start';
  /** Bytes of the file before which, from `at` on, there is no line feed and no carriage return. */
  #noFeedBefore = 0;
  #noReturnBefore = 0;
  /** Byte of the file where the line starts that is being read; nothing was read yet when undefined. */
  #lineOffset: number | undefined;

  constructor(limits: IntakeLimits, state?: FramerState) {
    super(limits, state);
    this.#envelope = state === undefined ? { batchMessages: 0, fileBatches: 0 } : Envelope.parse(state.more);
  }

  protected override scan(final: boolean): void {
    this.#lineOffset ??= this.recordOffset;
    const { bytes, length } = this;
    while (this.fileProblem === undefined && (this.at < length || this.#hasOpenLine())) {
      if (this.#lineKind === 'start' && !this.#startLine(final)) {
        return;
      }
      const at = this.#lineEnd();
      this.at = at;
      const isCut = at >= length || (bytes[at] === carriageReturn && at + 1 >= length);
      if (isCut && !final) {
        this.#lookAtLength(at);
        return;
      }
      const isPair = bytes[at] === carriageReturn && at + 1 < length && bytes[at + 1] === lineFeed;
      this.#endLine(at, Math.min(at + (isPair ? 2 : 1), length), lineEndOf(bytes[at], isPair));
    }
    if (final && this.fileProblem === undefined) {
      this.#closeMessage(this.length);
    }
  }

  protected override keepFrom(): number {
    const line = (this.#lineOffset ?? this.base) - this.base;
    if (this.#lineKind === 'start' || this.#lineKind === 'envelope') {
      return this.#isKept() ? Math.min(line, this.recordOffset - this.base) : line;
    }
    return this.#isKept() ? this.recordOffset - this.base : this.at;
  }

  protected override more(): FramerState['more'] {
    return this.#envelope;
  }

  protected override expected(): string {
    return 'HL7 v2 messages, each starting with MSH at the start of a line';
  }

  /** Whether a line was begun; that it does not end is found out when no more bytes come. */
  #hasOpenLine(): boolean {
    return (this.#lineOffset ?? this.base) < this.base + this.length;
  }

  #isKept(): boolean {
    return this.#message !== undefined && this.#message.problem === undefined;
  }

  /** Where the line ends that `at` stands in; what is read of the file so far where it does not. */
  #lineEnd(): number {
    const { bytes, at, base, length } = this;
    // Either is looked for once, however many lines end in the other.
    const feed = nextOf(lineFeed, bytes, Math.max(at, this.#noFeedBefore - base), length);
    const carriage = nextOf(carriageReturn, bytes, Math.max(at, this.#noReturnBefore - base), length);
    this.#noFeedBefore = base + feed;
    this.#noReturnBefore = base + carriage;
    return Math.min(feed, carriage);
  }

  /** Finds out what the line is that starts at `at`; false when more bytes are needed. */
  #startLine(final: boolean): boolean {
    const { bytes, length } = this;
    while (this.at < length && isPassedOver(bytes[this.at] ?? 0, this.#message !== undefined)) {
      this.at += 1;
    }
    this.#lineOffset = this.base + this.at;
    const { at } = this;
    let end = at;
    while (end < length && end < at + 4 && bytes[end] !== carriageReturn && bytes[end] !== lineFeed) {
      end += 1;
    }
    if (end >= length && end < at + 4 && !final) {
      return false;
    }
    const id = textAt(bytes, at, Math.min(at + 3, end));
    const hasSeparator = end < at + 4 || !isLetterOrDigit(bytes[at + 3] ?? 0);
    if (hasSeparator && (id === 'MSH' || envelopeIds.has(id))) {
      this.#closeMessage(at);
      if (this.fileProblem === undefined && id === 'MSH') {
        this.#openMessage(at);
      }
      this.#lineKind = id === 'MSH' ? 'message' : 'envelope';
    } else if (this.#message !== undefined) {
      this.#lineKind = 'message';
    } else if (end === at) {
      this.#lineKind = 'blank';
    } else {
      this.refuse({
        code: 'envelope-invalid',
        found: `on line ${this.line + 1}, text outside any message`,
        expected: 'MSH, FHS, BHS, BTS or FTS at the start of the line',
        howToFix: 'Export the messages again, without anything before or between them.',
        line: this.line + 1,
      });
    }
    return true;
  }

  #openMessage(at: number): void {
    this.recordOffset = this.base + at;
    this.#message = {
      line: this.line + 1,
      lines: [],
      separator: '|',
      charset: 'utf-8',
      limit: this.limits.recordBytes,
      lastId: '',
      lineEnd: undefined,
      previousEnd: undefined,
      problem: undefined,
    };
  }

  #endLine(end: number, next: number, lineEnd: LineEnd): void {
    const from = this.#lineOffset ?? this.base;
    this.#lookAtLength(end);
    if (this.#message !== undefined) {
      this.#endMessageLine(this.#message, from, this.base + end, lineEnd);
    } else if (this.#lineKind === 'envelope' && this.fileProblem === undefined) {
      const start = from - this.base;
      this.#takeEnvelope(latin1.decode(this.bytes.subarray(start, this.#withoutEndBlock(start, end))));
    }
    this.line += 1;
    this.at = next;
    this.#lineOffset = this.base + next;
    this.#lineKind = 'start';
    if (this.#message === undefined) {
      this.recordOffset = this.#lineOffset;
      this.mark(next);
    }
  }

  /** Refuses what is longer than it may be, as soon as that is known. */
  #lookAtLength(end: number): void {
    const message = this.#message;
    if (message !== undefined) {
      const size = this.base + end - this.recordOffset;
      if (size > message.limit) {
        message.problem ??= tooLong(
          `more than ${message.limit} bytes`,
          `at most ${message.limit} bytes a message`,
        );
      }
    } else if (this.#lineKind === 'envelope') {
      const size = this.base + end - (this.#lineOffset ?? this.base);
      if (size > envelopeBytes) {
        this.#refuseEnvelope(`a line of more than ${envelopeBytes} bytes`, `at most ${envelopeBytes} bytes`);
      }
    }
  }

  #endMessageLine(message: OpenMessage, from: number, to: number, lineEnd: LineEnd): void {
    if (message.problem !== undefined) {
      return;
    }
    const start = from - this.base;
    const end = this.#withoutEndBlock(start, to - this.base);
    const id = textAt(this.bytes, start, Math.min(start + 3, end));
    if (message.lines.length === 0) {
      this.#readHeader(message, latin1.decode(this.bytes.subarray(start, end)));
      message.lastId = 'MSH';
      message.lines.push({ from, to: this.base + end, isContinuation: false });
    } else if (segmentId.test(id) && this.#isSeparated(start + 3, end, message.separator)) {
      message.lineEnd ??= message.previousEnd;
      if (message.previousEnd !== message.lineEnd) {
        message.problem = {
          field: '',
          code: 'line-ends-mixed',
          found: `${message.lineEnd} and, before segment ${message.lines.length + 1}, ${message.previousEnd}`,
          expected: 'line ends of one kind inside a message',
          howToFix: 'Export the message again; a line end inside a value is written as \\X0D\\ or \\.br\\.',
        };
      }
      message.lastId = id;
      message.lines.push({ from, to: this.base + end, isContinuation: false });
    } else if (mayContinue.has(message.lastId)) {
      message.lines.push({ from, to: this.base + end, isContinuation: true });
    } else if (!this.#isBlank(start, end)) {
      const text = latin1.decode(this.bytes.subarray(start, start + 1));
      message.problem = {
        field: '',
        code: 'segment-malformed',
        found: `segment ${message.lines.length + 1}, on line ${this.line + 1}, starts with "${text}***"`,
        expected: `an id of three signs and "${message.separator}" after it`,
        howToFix: 'Write a line end inside a value as \\X0D\\ or \\.br\\.',
      };
    } else {
      // Blank lines between segments say nothing, also about line ends.
      return;
    }
    message.previousEnd = lineEnd;
    if (message.lines.length > mostSegments) {
      message.problem ??= tooLong(
        `more than ${mostSegments} segments`,
        `at most ${mostSegments} segments a message`,
      );
    }
  }

  #readHeader(message: OpenMessage, text: string): void {
    const separator = text.charAt(3);
    const fields = text.split(separator);
    const signs = fields[1] ?? '';
    message.separator = separator;
    if (
      /[\sA-Za-z0-9]/.test(separator) ||
      !/^[^\sA-Za-z0-9]{3,5}$/.test(signs) ||
      new Set(signs).size !== signs.length
    ) {
      message.problem = {
        field: 'MSH^1^2',
        code: 'hl7-delimiters',
        found: `${signs.length} signs in MSH-2`,
        expected: 'separators in MSH-1 and MSH-2 that can be told apart from each other and from data',
        howToFix: 'Write MSH-1 and MSH-2 as the standard has them: MSH|^~\\&|',
      };
      return;
    }
    const named = (fields[17] ?? '').split(signs.charAt(1))[0]?.trim().toUpperCase() ?? '';
    const charset = decoders.get(named);
    if (charset === undefined) {
      message.problem = {
        field: 'MSH^1^18',
        code: 'hl7-charset',
        found: `${named.length} characters that name another character set`,
        expected: 'nothing, ASCII, UNICODE UTF-8 or 8859/1',
        howToFix: 'Export as UTF-8 and say so in MSH-18.',
      };
      return;
    }
    message.charset = charset;
    if (fields[8]?.startsWith('MDM') === true) {
      message.limit = this.limits.documentBytes;
    }
  }

  /** Gives the message that ended before `at`. */
  #closeMessage(at: number): void {
    const message = this.#message;
    if (message === undefined) {
      return;
    }
    this.#message = undefined;
    const { fileHeader, batchHeader } = this.#envelope;
    const context = {
      ...(fileHeader === undefined ? {} : { fileHeader }),
      ...(batchHeader === undefined ? {} : { batchHeader }),
    };
    const text = message.problem ?? this.#textOf(message);
    this.give({
      number: this.number + 1,
      line: message.line,
      offset: this.recordOffset,
      context,
      ...(typeof text === 'string' ? { text } : { text: '', problem: text }),
    });
    this.#envelope = { ...this.#envelope, batchMessages: this.#envelope.batchMessages + 1 };
    this.recordOffset = this.base + at;
    this.mark(at);
  }

  /** The segments with a carriage return between them. */
  #textOf(message: OpenMessage): string | FrameProblem {
    const whole = this.#wholeTextOf(message);
    if (whole !== undefined) {
      return whole;
    }
    let text = '';
    for (const { from, to, isContinuation } of message.lines) {
      const start = from - this.base;
      const end = to - this.base;
      const line =
        message.charset === 'latin1'
          ? latin1.decode(this.bytes.subarray(start, end))
          : this.decode(start, end);
      if (typeof line !== 'string') {
        return line;
      }
      text = text === '' ? line : `${text}${isContinuation ? '\n' : '\r'}${line}`;
    }
    return text;
  }

  /** Of a message in UTF-8 that stands in the file as its text will be; undefined when it does not, or is no UTF-8. */
  #wholeTextOf({ lines, charset }: OpenMessage): string | undefined {
    const [first] = lines;
    const last = lines.at(-1);
    const isAsItStands = lines.every(
      ({ from, isContinuation }, index) =>
        !isContinuation &&
        (index === 0 ||
          (from === (lines[index - 1]?.to ?? 0) + 1 && this.bytes[from - 1 - this.base] === carriageReturn)),
    );
    if (charset !== 'utf-8' || !isAsItStands || first === undefined || last === undefined) {
      return undefined;
    }
    const text = this.decode(first.from - this.base, last.to - this.base);
    return typeof text === 'string' ? text : undefined;
  }

  #takeEnvelope(line: string): void {
    const text = line.trimEnd();
    const id = text.slice(0, 3);
    const count = Number(text.split(text.charAt(3))[1]?.trim() || Number.NaN);
    const { fileHeader, batchHeader, batchMessages, fileBatches } = this.#envelope;
    const file = fileHeader === undefined ? {} : { fileHeader };
    if (id === 'FHS') {
      this.#envelope = { fileHeader: text, batchMessages: 0, fileBatches: 0 };
    } else if (id === 'BHS') {
      this.#envelope = { ...file, batchHeader: text, batchMessages: 0, fileBatches: fileBatches + 1 };
    } else if (id === 'BTS') {
      this.#envelope = { ...file, batchMessages: 0, fileBatches };
      this.#compare('BTS-1', count, batchMessages, 'messages');
    } else {
      const batch = batchHeader === undefined ? {} : { batchHeader };
      this.#envelope = { ...batch, batchMessages, fileBatches: 0 };
      if (fileBatches > 0) {
        this.#compare('FTS-1', count, fileBatches, 'batches');
      }
    }
  }

  /** An envelope need not count; what it counts must be so. */
  #compare(field: string, said: number, counted: number, words: string): void {
    if (!Number.isNaN(said) && said !== counted) {
      this.refuse({
        code: 'batch-count-differs',
        found: `${field} on line ${this.line + 1} says ${said} ${words}; the file has ${counted}`,
        expected: `as many ${words} as the trailer says`,
        howToFix: 'Export the file again: something was lost or added on the way.',
        line: this.line + 1,
      });
    }
  }

  #refuseEnvelope(found: string, expected: string): void {
    this.refuse({
      code: 'envelope-invalid',
      found: `on line ${this.line + 1}, ${found}`,
      expected: `${expected} in FHS, BHS, BTS or FTS`,
      howToFix: 'Export the file again.',
      line: this.line + 1,
    });
  }

  #withoutEndBlock(from: number, to: number): number {
    return to > from && this.bytes[to - 1] === 0x1c ? to - 1 : to;
  }

  /** Whether a segment id is followed by the separator or by nothing. */
  #isSeparated(at: number, end: number, separator: string): boolean {
    return at >= end || this.bytes[at] === separator.charCodeAt(0);
  }

  #isBlank(from: number, to: number): boolean {
    return this.bytes.subarray(from, to).every((byte) => byte === 0x20 || byte === 0x09);
  }
}

/** Where a byte stands next; `length` where it does not before it. */
function nextOf(byte: number, bytes: Uint8Array, from: number, length: number): number {
  if (from < length && bytes[from] === byte) {
    return from;
  }
  const found = from < length ? bytes.indexOf(byte, from) : -1;
  return found === -1 || found > length ? length : found;
}

function lineEndOf(byte: number | undefined, isPair: boolean): LineEnd {
  if (isPair) {
    return 'CRLF';
  }
  return byte === lineFeed ? 'LF' : 'CR';
}

/** Bytes before a line that frame a message on the wire; outside of messages also blanks. */
function isPassedOver(byte: number, inMessage: boolean): boolean {
  return byte === 0x0b || byte === 0x1c || (!inMessage && (byte === 0x20 || byte === 0x09));
}

/** A few bytes as the signs of ASCII that they are; other bytes are nobody's id. */
function textAt(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    text += String.fromCharCode(bytes[at] ?? 0);
  }
  return text;
}

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function tooLong(found: string, expected: string): FrameProblem {
  return {
    field: '',
    code: 'record-too-long',
    found,
    expected,
    howToFix: 'Shorten its notes, or send documents in messages of their own (MDM).',
  };
}

/** HL7 v2 messages, single or in batches. */
export const frameHl7Messages: MakeFramer = (limits, state) => new Hl7MessagesFramer(limits, state);
