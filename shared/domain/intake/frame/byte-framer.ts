import { firstInvalidUtf8Byte } from '../invalid-utf-8.ts';
import type { FileProblem, Frame, FrameProblem, Framer, FramerState, IntakeLimits } from './framer.ts';

const carriageReturn = 0x0d;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What all framers do alike: they keep the bytes that are not given yet, pass over a byte order mark, number the
 * records, and know where to go on after a stop. A format looks at the bytes from `at` on in `scan`, and calls `mark`
 * whenever everything before a place was given.
 */
export abstract class ByteFramer implements Framer {
  fileProblem: FileProblem | undefined;
  protected readonly limits: IntakeLimits;
  /** The bytes that are kept; only the first `length` count. */
  protected bytes: Uint8Array = new Uint8Array(0);
  protected length = 0;
  /** Where in `bytes` the first byte stands that was not looked at. */
  protected at = 0;
  /** Byte of the file that stands first in `bytes`. */
  protected base: number;
  /** Byte of the file where the record starts that is being read. */
  protected recordOffset: number;
  /** Line breaks before `at`. */
  protected line: number;
  /** Records given so far. */
  protected number: number;
  #frames: Frame[] = [];
  #resumeOffset: number;
  #resumeNumber: number;
  #resumeLine: number;
  #started: boolean;

  constructor(limits: IntakeLimits, state?: FramerState) {
    this.limits = limits;
    this.base = state?.resumeOffset ?? 0;
    this.recordOffset = this.base;
    this.line = state?.line ?? 0;
    this.number = state?.number ?? 0;
    this.#resumeOffset = this.base;
    this.#resumeNumber = this.number;
    this.#resumeLine = this.line;
    this.#started = this.base > 0;
  }

  push(bytes: Uint8Array): readonly Frame[] {
    if (this.fileProblem === undefined && bytes.length > 0) {
      this.#append(bytes);
      this.#look(false);
    }
    return this.#take();
  }

  finish(): readonly Frame[] {
    if (this.fileProblem === undefined) {
      const isEmpty = this.base + this.length === 0;
      this.#look(true);
      if (this.fileProblem === undefined && this.number === 0) {
        this.refuse(
          isEmpty
            ? { code: 'file-empty', found: 'a file of 0 bytes', ...this.#exportAgain() }
            : { code: 'file-without-records', found: this.nothingFound(), ...this.#exportAgain() },
        );
      }
    }
    return this.#take();
  }

  state(): FramerState {
    return {
      resumeOffset: this.#resumeOffset,
      number: this.#resumeNumber,
      line: this.#resumeLine,
      more: this.more(),
    };
  }

  /** Looks at the bytes from `at` on as far as they can be understood; `final` when no more come. */
  protected abstract scan(final: boolean): void;
  /** Where in `bytes` the first byte stands that is still needed. */
  protected abstract keepFrom(): number;
  /** What is remembered beyond place and number, as it was at the last `mark`. */
  protected abstract more(): FramerState['more'];
  /** What a file of this format holds, for an answer. */
  protected abstract expected(): string;

  /** What a file without records holds, for an answer. */
  protected nothingFound(): string {
    return 'blank lines only';
  }

  /** Everything before this place of `bytes` was given: a new framer may start there. */
  protected mark(position: number): void {
    this.#resumeOffset = this.base + position;
    this.#resumeNumber = this.number;
    this.#resumeLine = this.line;
  }

  protected refuse(problem: FileProblem): void {
    this.fileProblem ??= problem;
  }

  protected give(frame: Frame): void {
    if (this.number >= this.limits.recordCount) {
      this.refuse({
        code: 'file-too-many-records',
        found: `more than ${this.limits.recordCount} records`,
        expected: `at most ${this.limits.recordCount} records in one upload`,
        howToFix: 'Upload the file in pieces.',
      });
      return;
    }
    this.number += 1;
    this.#frames.push(frame);
  }

  /** Gives a record from its bytes, or says that they are no UTF-8. The place is in `bytes`. */
  protected giveText(frame: Omit<Frame, 'text' | 'offset' | 'problem'>, from: number, to: number): void {
    const offset = this.base + from;
    const text = this.decode(from, to);
    if (typeof text === 'string') {
      this.give({ ...frame, offset, text });
    } else {
      this.give({ ...frame, offset, text: '', problem: text });
    }
  }

  /** The text of the bytes, or what is wrong with them. */
  protected decode(from: number, to: number): string | FrameProblem {
    const bytes = this.bytes.subarray(from, to);
    try {
      return strictUtf8.decode(bytes);
    } catch {
      return notUtf8(bytes, this.base + from);
    }
  }

  #exportAgain(): Pick<FileProblem, 'expected' | 'howToFix'> {
    return { expected: this.expected(), howToFix: 'Export the encounters again and upload the new file.' };
  }

  #append(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.bytes.length * 2));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(chunk, this.length);
    this.length = length;
  }

  #look(final: boolean): void {
    if (!this.#started) {
      if (this.length < 3 && !final) {
        return;
      }
      this.#started = true;
      this.#passOverMark();
    }
    if (this.fileProblem === undefined) {
      this.scan(final);
    }
    if (this.fileProblem !== undefined) {
      this.bytes = new Uint8Array(0);
      this.length = 0;
      return;
    }
    const keep = Math.min(this.keepFrom(), this.length);
    if (keep > 0) {
      this.bytes.copyWithin(0, keep, this.length);
      this.base += keep;
      this.length -= keep;
      this.at -= keep;
    }
  }

  #passOverMark(): void {
    const [first, second, third] = this.bytes.subarray(0, Math.min(3, this.length));
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      this.refuse({
        code: 'file-not-utf-8',
        found: 'a byte order mark of UTF-16 at offset 0',
        expected: 'text in UTF-8',
        howToFix: 'Export or save the file as UTF-8 and upload it again.',
      });
    } else if (first === 0xef && second === 0xbb && third === 0xbf) {
      this.at = 3;
      this.recordOffset = 3;
      this.mark(3);
    }
  }

  #take(): readonly Frame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }
}

/** Where and how bytes stop being UTF-8; `offset` is where they stand in the file. */
function notUtf8(bytes: Uint8Array, offset: number): FrameProblem {
  const invalid = firstInvalidUtf8Byte(bytes) ?? 0;
  const byte = (bytes[invalid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return {
    field: '',
    code: 'not-utf-8',
    found: `byte ${byte} (hexadecimal) at offset ${offset + invalid} of the file`,
    expected: 'text in UTF-8',
    howToFix: 'Export the file as UTF-8; the record before and after it were read on their own.',
  };
}

/** The end of a line without the carriage return of a CRLF. */
export function withoutCarriageReturn(bytes: Uint8Array, from: number, to: number): number {
  return to > from && bytes[to - 1] === carriageReturn ? to - 1 : to;
}
