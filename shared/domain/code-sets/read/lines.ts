import { refuse } from './code-set-refused.ts';

const lineFeed = 0x0a;
/** The longest line of an official file has some thousand characters; a file without line ends must not fill the memory. */
const mostLineBytes = 1_000_000;

/** What old systems wrote at the end of a text file; some of the publishers' programs still do. */
const endMark = '\u001A';

/** Takes the lines of a file, one after another. */
export interface LineTaker {
  /** A line without its end, and its number from 1. */
  line(text: string, number: number): void;
  /** After the last line. */
  end(): void;
}

/**
 * Cuts bytes into lines and decodes them: UTF-8, or Windows-1252 from the first byte on that is no UTF-8, which is what
 * the publishers' files are written in. Holds no more than the piece that it is given and one line.
 */
export class LineCutter {
  readonly #taker: LineTaker;
  #carried: Uint8Array = new Uint8Array(0);
  #decoder = new TextDecoder('utf-8', { fatal: true });
  #isUtf8 = true;
  #lines = 0;

  constructor(taker: LineTaker) {
    this.#taker = taker;
  }

  take(piece: Uint8Array): void {
    const end = piece.lastIndexOf(lineFeed) + 1;
    if (end === 0) {
      this.#carry(piece);
      return;
    }
    this.#give(
      this.#carried.length === 0 ? piece.subarray(0, end) : joined(this.#carried, piece.subarray(0, end)),
    );
    this.#carried = piece.slice(end);
  }

  end(): void {
    if (this.#carried.length > 0) {
      this.#give(this.#carried);
    }
    this.#taker.end();
  }

  #carry(piece: Uint8Array): void {
    this.#carried = joined(this.#carried, piece);
    if (this.#carried.length > mostLineBytes) {
      refuse(this.#lines + 1, `more than ${mostLineBytes} bytes without a line end`, 'a text file of lines');
    }
  }

  #give(bytes: Uint8Array): void {
    const text = this.#decoded(bytes);
    let at = 0;
    while (at < text.length) {
      const feed = text.indexOf('\n', at);
      const next = feed === -1 ? text.length : feed;
      const end = next > at && text.charCodeAt(next - 1) === 0x0d ? next - 1 : next;
      this.#lines += 1;
      const line = text.slice(at, end);
      if (line !== endMark) {
        this.#taker.line(line, this.#lines);
      }
      at = next + 1;
    }
  }

  #decoded(bytes: Uint8Array): string {
    if (this.#isUtf8) {
      try {
        return this.#decoder.decode(bytes);
      } catch {
        this.#isUtf8 = false;
        this.#decoder = new TextDecoder('windows-1252');
      }
    }
    return this.#decoder.decode(bytes);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
