import { ByteFramer, withoutCarriageReturn } from './byte-framer.ts';
import type { FrameProblem, FramerState, IntakeLimits, MakeFramer } from './framer.ts';
import { isNestedDeeper, nestedTooDeep } from './json-nesting.ts';

const lineFeed = 0x0a;
const latin1 = new TextDecoder('latin1');
/** Two records with a carriage return between them that no line feed follows. */
const recordsOnOneLine = /[}\]][ \t]*\r+[ \t]*[{[]/;

interface JsonLinesSettings {
  readonly recordBytes: number;
  readonly recordWords: string;
}

/**
 * Cuts a file with one JSON value a line. A record's number is its line, so that an editor finds it; blank lines are
 * passed over but counted. Lines end in LF or CRLF, the last one may end with the file.
 */
class JsonLinesFramer extends ByteFramer {
  readonly #settings: JsonLinesSettings;
  /** Set once the line is known to be too long, and its bytes are let go. */
  #overlong = false;

  constructor(settings: JsonLinesSettings, limits: IntakeLimits, state?: FramerState) {
    super(limits, state);
    this.#settings = settings;
  }

  protected override scan(final: boolean): void {
    const bytes = this.bytes.subarray(0, this.length);
    while (this.fileProblem === undefined) {
      this.#passOverEmptyLines();
      const end = bytes.indexOf(lineFeed, this.at);
      if (end !== -1) {
        this.#endLine(end, end + 1);
        continue;
      }
      this.at = this.length;
      if (final && this.#pendingBytes(this.length) > 0) {
        this.#endLine(this.length, this.length);
      } else if (!final) {
        this.#lookAtLength(this.length);
      }
      return;
    }
  }

  protected override keepFrom(): number {
    return this.#overlong ? this.length : this.recordOffset - this.base;
  }

  protected override more(): FramerState['more'] {
    return {};
  }

  protected override expected(): string {
    return this.#settings.recordWords;
  }

  /** A file may be millions of line ends: nothing is done for each. */
  #passOverEmptyLines(): void {
    const { bytes, length } = this;
    let { at } = this;
    if (this.base + at !== this.recordOffset) {
      return;
    }
    while (at < length && bytes[at] === lineFeed) {
      at += 1;
    }
    if (at > this.at) {
      this.line += at - this.at;
      this.at = at;
      this.recordOffset = this.base + at;
      this.mark(at);
    }
  }

  #pendingBytes(end: number): number {
    return this.base + end - this.recordOffset;
  }

  /** A line too long is let go; what is kept of it tells whether it is many records without line feeds. */
  #lookAtLength(end: number): void {
    // One more for the carriage return of a CRLF.
    if (this.#overlong || this.#pendingBytes(end) <= this.#settings.recordBytes + 1) {
      return;
    }
    this.#overlong = true;
    const start = this.recordOffset - this.base;
    this.#lookAtLineEnds(start, start + this.#settings.recordBytes);
  }

  #endLine(end: number, next: number): void {
    this.#lookAtLength(end);
    const number = this.line + 1;
    const start = this.recordOffset - this.base;
    const textEnd = this.#overlong ? end : withoutCarriageReturn(this.bytes, start, end);
    if (this.#overlong || textEnd - start > this.#settings.recordBytes) {
      this.#giveProblem(number, {
        field: '',
        code: 'record-too-long',
        found: `a line of ${this.#pendingBytes(end)} bytes`,
        expected: `at most ${this.#settings.recordBytes} bytes a record`,
        howToFix: 'Put each encounter on a line of its own and shorten its note.',
      });
    } else if (!isBlank(this.bytes, start, textEnd)) {
      this.#lookAtLineEnds(start, textEnd);
      if (isNestedDeeper(this.bytes, start, textEnd, this.limits.nestingDepth)) {
        this.#giveProblem(number, nestedTooDeep(this.limits.nestingDepth));
      } else {
        this.giveText({ number, line: number }, start, textEnd);
      }
    }
    this.line += 1;
    this.#overlong = false;
    this.at = next;
    this.recordOffset = this.base + next;
    this.mark(next);
  }

  #giveProblem(number: number, problem: FrameProblem): void {
    if (this.fileProblem === undefined) {
      this.give({ number, line: number, offset: this.recordOffset, text: '', problem });
    }
  }

  #lookAtLineEnds(from: number, to: number): void {
    const line = this.bytes.subarray(from, to);
    if (line.includes(0x0d) && recordsOnOneLine.test(latin1.decode(line))) {
      this.refuse({
        code: 'line-ends-mixed',
        found: `on line ${this.line + 1}, a carriage return between two records that no line feed follows`,
        expected: 'a line feed, or a carriage return and a line feed, after each record',
        howToFix: 'Export the file again with the line ends of one system.',
        line: this.line + 1,
      });
    }
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (bytes[at] !== 0x20 && bytes[at] !== 0x09) {
      return false;
    }
  }
  return true;
}

/** One encounter a line. */
export const frameEncounterLines: MakeFramer = (limits, state) =>
  new JsonLinesFramer(
    { recordBytes: limits.recordBytes, recordWords: 'one encounter a line, as JSON' },
    limits,
    state,
  );

/** One resource a line; a resource may be a document. */
export const frameResourceLines: MakeFramer = (limits, state) =>
  new JsonLinesFramer(
    { recordBytes: limits.documentBytes, recordWords: 'one FHIR resource a line, as JSON' },
    limits,
    state,
  );
