import * as z from 'zod';
import { ByteFramer } from './byte-framer.ts';
import { csvCells, csvHeaderName, csvSeparators, type CsvSeparator } from './csv-cells.ts';
import type { Frame, FrameProblem, FramerState, IntakeLimits, MakeFramer } from './framer.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const separatorBytes = new Map<number, CsvSeparator>(
  csvSeparators.map((separator) => [separator.charCodeAt(0), separator]),
);

/** Rows whose quotation mark is never closed, after which the file is given up: each costs reading up to a record again. */
const mostRecoveries = 20;
/** Share of a row's cells that are names of columns, from which on the row is a header. */
const headerShare = 0.6;

const lineEnds = ['LF', 'CRLF', 'CR'] as const;
type LineEnd = (typeof lineEnds)[number];

/** Where in a row the byte stands that comes next. */
type Position = 'cell-start' | 'plain' | 'quoted' | 'after-quote';

const CsvState = z.object({
  row: z.int(),
  recoveries: z.int(),
  separator: z.enum(csvSeparators).optional(),
  header: z.string().optional(),
  headerLine: z.int(),
  lineEnd: z.enum(lineEnds).optional(),
  lineEndLine: z.int(),
});

/**
 * Cuts a CSV file (RFC 4180, and with other separators) into rows. The first row that is not blank is the header; it
 * goes with each row as context, and so does the separator: a row `sep=;` says it, else the sign that the header has
 * most of. A record's number is its row as a spreadsheet counts, the header included; its line is the one it starts on.
 *
 * A quotation mark that is never closed costs the row it is in: reading goes on at the next line. Other columns than the
 * header's cost the row. A second header, and line ends of two kinds outside quotation marks, refuse the file: two
 * exports were put together, or rows would vanish.
 */
class CsvRowsFramer extends ByteFramer {
  #separator: CsvSeparator | undefined;
  #separatorByte: number;
  #header: string | undefined;
  #headerLine: number;
  #headerNames: ReadonlySet<string> = new Set();
  #columns = 0;
  #context: Readonly<Record<string, string>> = {};
  #lineEnd: LineEnd | undefined;
  #lineEndLine: number;
  /** Rows before the one being read. */
  #row: number;
  #recoveries: number;
  // The row being read.
  #position: Position = 'cell-start';
  #cells = 1;
  #rowLine: number;
  /** Byte of the file after the first line break inside quotation marks. */
  #nextLineOffset: number | undefined;
  /** What is wrong with the row whose bytes are let go. */
  #letGo: FrameProblem | undefined;

  constructor(limits: IntakeLimits, state?: FramerState) {
    super(limits, state);
    const stored = state === undefined ? undefined : CsvState.parse(state.more);
    this.#separator = stored?.separator;
    this.#separatorByte = stored?.separator?.charCodeAt(0) ?? -1;
    this.#headerLine = stored?.headerLine ?? 0;
    this.#lineEnd = stored?.lineEnd;
    this.#lineEndLine = stored?.lineEndLine ?? 0;
    this.#row = stored?.row ?? 0;
    this.#recoveries = stored?.recoveries ?? 0;
    this.#rowLine = this.line;
    if (stored?.header !== undefined) {
      this.#rememberHeader(stored.header);
    }
  }

  protected override scan(final: boolean): void {
    while (this.at < this.length && this.fileProblem === undefined) {
      const moved = this.#letGo !== undefined ? this.#letGoOfLine() : this.#followRow(final);
      if (!moved) {
        return;
      }
    }
    if (final && this.fileProblem === undefined) {
      this.#endFile();
    }
  }

  protected override keepFrom(): number {
    return this.#letGo !== undefined ? this.at : this.recordOffset - this.base;
  }

  protected override more(): FramerState['more'] {
    return {
      row: this.#row,
      recoveries: this.#recoveries,
      headerLine: this.#headerLine,
      lineEndLine: this.#lineEndLine,
      ...(this.#separator === undefined ? {} : { separator: this.#separator }),
      ...(this.#header === undefined ? {} : { header: this.#header }),
      ...(this.#lineEnd === undefined ? {} : { lineEnd: this.#lineEnd }),
    };
  }

  protected override expected(): string {
    return 'a header row and one row for each visit, charge or appointment, as CSV';
  }

  protected override nothingFound(): string {
    return this.#header === undefined ? super.nothingFound() : 'a header row only';
  }

  /** Follows the row from `at` on until it ends; false when more bytes are needed. */
  #followRow(final: boolean): boolean {
    const { bytes, length } = this;
    const most = Math.min(length, this.recordOffset - this.base + this.limits.recordBytes + 1);
    let { at } = this;
    let position = this.#position;
    for (; at < most; at += 1) {
      const byte = bytes[at] ?? 0;
      if (position === 'quoted') {
        if (byte === quote) {
          position = 'after-quote';
        } else if (byte === lineFeed || byte === carriageReturn) {
          this.#breakInsideQuotes(byte, at);
        }
      } else if (byte === carriageReturn || byte === lineFeed) {
        if (byte === carriageReturn && at + 1 >= length && !final) {
          break;
        }
        this.#position = position;
        const isPair = byte === carriageReturn && bytes[at + 1] === lineFeed && at + 1 < length;
        this.#endRow(at, at + (isPair ? 2 : 1), byte === lineFeed ? 'LF' : isPair ? 'CRLF' : 'CR');
        return true;
      } else if (
        byte === this.#separatorByte ||
        (this.#separator === undefined && separatorBytes.has(byte))
      ) {
        this.#cells += 1;
        position = 'cell-start';
      } else if (position === 'after-quote') {
        if (byte === quote) {
          position = 'quoted';
        } else if (byte !== 0x20) {
          this.at = at;
          this.#recover('characters after a closing quotation mark');
          return true;
        }
      } else if (position === 'cell-start') {
        position = byte === quote ? 'quoted' : 'plain';
      }
    }
    this.at = at;
    this.#position = position;
    if (this.base + at - this.recordOffset > this.limits.recordBytes) {
      this.#tooLong();
      return true;
    }
    return false;
  }

  #breakInsideQuotes(byte: number, at: number): void {
    const offset = this.base + at;
    if (byte === carriageReturn || this.bytes[at - 1] !== carriageReturn) {
      this.line += 1;
    }
    const isPair =
      byte === lineFeed && this.#nextLineOffset === offset && this.bytes[at - 1] === carriageReturn;
    if (this.#nextLineOffset === undefined || isPair) {
      this.#nextLineOffset = offset + 1;
    }
  }

  #endRow(end: number, next: number, lineEnd: LineEnd): void {
    const line = this.line + 1;
    if (this.#lineEnd === undefined) {
      this.#lineEnd = lineEnd;
      this.#lineEndLine = line;
    } else if (this.#lineEnd !== lineEnd) {
      this.refuse({
        code: 'line-ends-mixed',
        found: `${this.#lineEnd} at the end of line ${this.#lineEndLine}, ${lineEnd} at the end of line ${line}`,
        expected: 'line ends of one kind outside quotation marks',
        howToFix: 'Export the file again in one piece; do not put exports of two systems into one file.',
        line,
      });
      return;
    }
    if (this.#takeRow(end)) {
      this.line += 1;
      this.#startRow(next);
    }
  }

  /** The file ended; a row without a line end may be left. */
  #endFile(): void {
    while (this.fileProblem === undefined && this.recordOffset < this.base + this.length) {
      if (this.#letGo !== undefined) {
        this.#endLetGo(this.length);
      } else if (this.#position === 'quoted') {
        this.#recover('the end of the file');
        this.scan(true);
        return;
      } else if (this.#takeRow(this.length)) {
        this.#startRow(this.length);
      } else {
        this.scan(true);
        return;
      }
    }
  }

  #startRow(next: number): void {
    this.at = next;
    this.recordOffset = this.base + next;
    this.#row += 1;
    this.#rowLine = this.line;
    this.#position = 'cell-start';
    this.#cells = 1;
    this.#nextLineOffset = undefined;
    this.mark(next);
  }

  /** Gives the row that ends before `end`; false when reading goes on inside it. */
  #takeRow(end: number): boolean {
    const start = this.recordOffset - this.base;
    if (this.#isBlank(start, end)) {
      return true;
    }
    if (this.#header === undefined) {
      this.#takeHeader(start, end);
    } else if (this.#cells === this.#columns) {
      this.#giveRow(start, end);
    } else if (this.#nextLineOffset === undefined) {
      this.#giveProblem({
        field: '',
        code: 'csv-columns-differ',
        found: `${this.#cells} columns`,
        expected: `${this.#columns} columns, as the header on line ${this.#headerLine} has`,
        howToFix: 'Put values that hold the separator into quotation marks.',
      });
    } else {
      // The row runs over several lines: more likely a quotation mark that was meant to close on the first.
      this.#recover(`${this.#cells} columns in a row that runs over several lines`);
      return false;
    }
    return true;
  }

  #takeHeader(start: number, end: number): void {
    const text = this.decode(start, end);
    if (typeof text !== 'string') {
      const { found, expected } = text;
      this.refuse({
        code: 'file-not-utf-8',
        found,
        expected,
        howToFix: 'Export or save the file as UTF-8 and upload it again.',
      });
      return;
    }
    const said = /^"?sep=([,;\t|])"?$/i.exec(text.trim())?.[1];
    const separator = csvSeparators.find((sign) => sign === said);
    if (separator !== undefined && this.#separator === undefined) {
      this.#separator = separator;
      this.#separatorByte = separator.charCodeAt(0);
      return;
    }
    this.#separator ??= separatorOfHeader(text);
    this.#separatorByte = this.#separator.charCodeAt(0);
    this.#headerLine = this.#rowLine + 1;
    this.#rememberHeader(text);
    if (this.#columns > this.limits.columnCount) {
      this.refuse({
        code: 'csv-too-many-columns',
        found: `${this.#columns} columns on line ${this.#headerLine}`,
        expected: `at most ${this.limits.columnCount} columns`,
        howToFix: 'Export only the columns that are mapped.',
        line: this.#headerLine,
      });
    }
  }

  #rememberHeader(text: string): void {
    const separator = this.#separator ?? separatorOfHeader(text);
    const cells = csvCells(text, separator);
    this.#header = text;
    this.#columns = cells.length;
    this.#headerNames = new Set(cells.map(csvHeaderName).filter((name) => name !== ''));
    this.#context = { header: text, separator };
  }

  #giveRow(start: number, end: number): void {
    const place = this.#place();
    const text = this.decode(start, end);
    if (typeof text !== 'string') {
      this.give({ ...place, text: '', problem: text });
    } else if (this.#isHeader(text)) {
      this.refuse({
        code: 'csv-second-header',
        found: `a header on line ${this.#headerLine} and another on line ${place.line}`,
        expected: 'one header, on the first row',
        howToFix: 'Upload each export by itself.',
        line: place.line,
      });
    } else {
      this.give({ ...place, text, context: this.#context });
    }
  }

  /** Whether most cells of a row are names of columns. */
  #isHeader(text: string): boolean {
    const separator = this.#separator ?? ',';
    // Looking at the first cells is enough for nearly every row.
    const head = csvCells(text.slice(0, 400), separator).slice(0, 3);
    if (!head.some((cell) => this.#headerNames.has(csvHeaderName(cell)))) {
      return false;
    }
    const cells = csvCells(text, separator);
    const named = cells.filter((cell) => this.#headerNames.has(csvHeaderName(cell)));
    return named.length >= cells.length * headerShare;
  }

  #giveProblem(problem: FrameProblem): void {
    this.give({ ...this.#place(), text: '', problem });
  }

  #place(): Pick<Frame, 'number' | 'offset'> & { readonly line: number } {
    return { number: this.#row + 1, line: this.#rowLine + 1, offset: this.recordOffset };
  }

  #isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) {
      const byte = this.bytes[at] ?? 0;
      if (byte !== 0x20 && byte !== 0x09 && byte !== this.#separatorByte) {
        return false;
      }
    }
    return true;
  }

  /** Refuses the row whose quotation marks cannot be followed, and goes on at its second line. */
  #recover(found: string): void {
    const line = this.#rowLine + 1;
    const howToFix = 'Close it, and write a quotation mark inside a value twice.';
    const expected = 'a closing quotation mark before the separator or the end of the row';
    if (this.#header === undefined) {
      this.refuse({
        code: 'file-broken-off',
        found: `a quotation mark that is not closed in the header on line ${line}`,
        expected,
        howToFix,
        line,
      });
      return;
    }
    const problem: FrameProblem = { field: '', code: 'csv-quote-not-closed', found, expected, howToFix };
    const next = this.#nextLineOffset;
    if (next === undefined) {
      this.#letGo = problem;
      return;
    }
    this.#giveProblem(problem);
    this.#recoveries += 1;
    if (this.#recoveries > mostRecoveries) {
      this.refuse({
        code: 'file-broken-off',
        found: `more than ${mostRecoveries} rows whose quotation marks cannot be followed, the last on line ${line}`,
        expected,
        howToFix,
        line,
      });
      return;
    }
    this.line = this.#rowLine + 1;
    this.#startRow(next - this.base);
  }

  /** The row is longer than a record may be. */
  #tooLong(): void {
    if (this.#position === 'quoted' && this.#nextLineOffset !== undefined) {
      this.#recover(`no closing quotation mark within ${this.limits.recordBytes} bytes`);
    } else if (this.#header === undefined) {
      this.refuse({
        code: 'csv-too-many-columns',
        found: `a header of more than ${this.limits.recordBytes} bytes on line ${this.#rowLine + 1}`,
        expected: `at most ${this.limits.columnCount} columns`,
        howToFix: 'Export only the columns that are mapped.',
        line: this.#rowLine + 1,
      });
    } else {
      this.#letGo = {
        field: '',
        code: 'record-too-long',
        found: `a row of more than ${this.limits.recordBytes} bytes`,
        expected: `at most ${this.limits.recordBytes} bytes a record`,
        howToFix: 'Shorten its note, and close every quotation mark.',
      };
    }
  }

  /** Lets go of bytes up to the end of the line; false when more are needed. */
  #letGoOfLine(): boolean {
    const rest = this.bytes.subarray(this.at, this.length);
    const feed = rest.indexOf(lineFeed);
    const untilFeed = feed === -1 ? rest : rest.subarray(0, feed);
    const carriage = this.#lineEnd === 'CR' ? untilFeed.indexOf(carriageReturn) : -1;
    const end = carriage === -1 ? feed : carriage;
    if (end === -1) {
      this.at = this.length;
      return false;
    }
    this.#endLetGo(this.at + end + 1);
    return true;
  }

  #endLetGo(next: number): void {
    const problem = this.#letGo;
    this.#letGo = undefined;
    if (problem !== undefined) {
      this.#giveProblem(problem);
    }
    this.line += 1;
    this.#startRow(next);
  }
}

/** The separator that a header has most of outside quotation marks. */
function separatorOfHeader(header: string): CsvSeparator {
  const plain = header.replaceAll(/"(?:[^"]|"")*"/g, '');
  let best: CsvSeparator = ',';
  let most = 0;
  for (const separator of csvSeparators) {
    const count = plain.split(separator).length;
    if (count > most) {
      best = separator;
      most = count;
    }
  }
  return best;
}

/** Rows of a CSV file. Context: `header`, the header row as it stands, and `separator`. */
export const frameCsvRows: MakeFramer = (limits, state) => new CsvRowsFramer(limits, state);
