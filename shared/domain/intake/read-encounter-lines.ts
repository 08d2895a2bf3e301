import type { FileProblem, RecordProblem } from '#contracts/upload-answer.ts';
import { firstInvalidUtf8Byte } from './invalid-utf-8.ts';

export interface IntakeLimits {
  /** A longer line is refused as one record, without being kept in memory. */
  readonly recordBytes: number;
}

const usualIntakeLimits: IntakeLimits = { recordBytes: 1_000_000 };

/** One line of an upload: a record to check, a record that cannot be read, or a file that cannot. */
export type EncounterLine =
  | { readonly kind: 'record'; readonly recordNumber: number; readonly text: string }
  | { readonly kind: 'unreadable-record'; readonly recordNumber: number; readonly problem: RecordProblem }
  | { readonly kind: 'unreadable-file'; readonly problem: FileProblem };

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const utf8ByteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Splits an upload into its records as the bytes come in, never holding more than one record.
 * A record's number is its line in the file, so that an editor finds it; blank lines are passed over but counted.
 * Lines end in LF or CRLF, the last one may end with the file. A byte order mark of UTF-8 is passed over; a file in
 * UTF-16 is refused, and so is one without a single record.
 */
class EncounterLineSplitter {
  readonly #limits: IntakeLimits;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Bytes of the file before the pending line. */
  #lineOffset = 0;
  #lineNumber = 1;
  #overlong = false;
  #records = 0;
  #start: number[] = [];
  #refused = false;

  constructor(limits: IntakeLimits = usualIntakeLimits) {
    this.#limits = limits;
  }

  /** Takes the next bytes of the file and gives the lines that they complete. */
  push(chunk: Uint8Array): EncounterLine[] {
    const lines: EncounterLine[] = [];
    if (this.#refused) {
      return lines;
    }
    if (this.#start.length < 3) {
      this.#start.push(...chunk.subarray(0, 3 - this.#start.length));
      const utf16 = this.#utf16Problem();
      if (utf16 !== undefined) {
        this.#refused = true;
        return [{ kind: 'unreadable-file', problem: utf16 }];
      }
    }
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      this.#keep(chunk.subarray(from, end));
      this.#endLine(lines, 1);
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
    return lines;
  }

  /** The file has ended: gives its last line, if that had no line feed, and whatever is wrong with the file as a whole. */
  finish(): EncounterLine[] {
    const lines: EncounterLine[] = [];
    if (this.#refused) {
      return lines;
    }
    const isEmpty = this.#lineOffset + this.#pendingBytes === 0;
    if (this.#pendingBytes > 0) {
      this.#endLine(lines, 0);
    }
    if (isEmpty) {
      lines.push({
        kind: 'unreadable-file',
        problem: {
          code: 'file-empty',
          found: 'a file of 0 bytes',
          expected: 'one encounter a line, as JSON',
          howToFix: 'Export the encounters again and upload the new file.',
        },
      });
    } else if (this.#records === 0) {
      lines.push({
        kind: 'unreadable-file',
        problem: {
          code: 'file-without-records',
          found: 'blank lines only',
          expected: 'one encounter a line, as JSON',
          howToFix: 'Export the encounters again and upload the new file.',
        },
      });
    }
    return lines;
  }

  #keep(bytes: Uint8Array): void {
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > this.#limits.recordBytes + 1) {
      this.#overlong = true;
      this.#pending = [];
    } else if (bytes.length > 0) {
      // A copy: the caller may use its buffer again.
      this.#pending.push(bytes.slice());
    }
  }

  #endLine(lines: EncounterLine[], terminatorBytes: number): void {
    const line = this.#overlong ? undefined : this.#pendingLine();
    const recordNumber = this.#lineNumber;
    if (line === undefined || line.bytes.length > this.#limits.recordBytes) {
      this.#records += 1;
      lines.push({ kind: 'unreadable-record', recordNumber, problem: this.#tooLong(recordNumber) });
    } else if (line.bytes.some((byte) => byte !== 0x20 && byte !== 0x09)) {
      this.#records += 1;
      lines.push(this.#readLine(recordNumber, line.bytes, line.skippedBytes));
    }
    this.#lineOffset += this.#pendingBytes + terminatorBytes;
    this.#lineNumber += 1;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#overlong = false;
  }

  #pendingLine(): { readonly bytes: Uint8Array; readonly skippedBytes: number } {
    const bytes = new Uint8Array(this.#pendingBytes);
    let at = 0;
    for (const part of this.#pending) {
      bytes.set(part, at);
      at += part.length;
    }
    const hasMark = this.#lineNumber === 1 && utf8ByteOrderMark.every((byte, index) => bytes[index] === byte);
    const skippedBytes = hasMark ? utf8ByteOrderMark.length : 0;
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    return { bytes: bytes.subarray(skippedBytes, Math.max(end, skippedBytes)), skippedBytes };
  }

  #readLine(recordNumber: number, bytes: Uint8Array, skippedBytes: number): EncounterLine {
    const invalid = firstInvalidUtf8Byte(bytes);
    if (invalid === undefined) {
      return {
        kind: 'record',
        recordNumber,
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      };
    }
    const offset = this.#lineOffset + skippedBytes + invalid;
    const byte = (bytes[invalid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return {
      kind: 'unreadable-record',
      recordNumber,
      problem: {
        recordNumber,
        field: '',
        code: 'not-utf-8',
        found: `byte ${byte} (hexadecimal) at offset ${offset} of the file`,
        expected: 'text in UTF-8',
        howToFix: 'Export the file as UTF-8; the record before and after it were read on their own.',
      },
    };
  }

  #tooLong(recordNumber: number): RecordProblem {
    return {
      recordNumber,
      field: '',
      code: 'record-too-long',
      found: `a line of ${this.#pendingBytes} bytes`,
      expected: `at most ${this.#limits.recordBytes} bytes a record`,
      howToFix: 'Put each encounter on a line of its own and shorten its note.',
    };
  }

  #utf16Problem(): FileProblem | undefined {
    const [first, second] = this.#start;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    return isUtf16
      ? {
          code: 'file-not-utf-8',
          found: 'a byte order mark of UTF-16 at offset 0',
          expected: 'text in UTF-8',
          howToFix: 'Export or save the file as UTF-8 and upload it again.',
        }
      : undefined;
  }
}

/** Splits a whole stream; see {@link EncounterLineSplitter}. */
export async function* readEncounterLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: IntakeLimits = usualIntakeLimits,
): AsyncGenerator<EncounterLine> {
  const splitter = new EncounterLineSplitter(limits);
  for await (const chunk of chunks) {
    yield* splitter.push(chunk);
  }
  yield* splitter.finish();
}
