import { ByteFramer } from './byte-framer.ts';
import type { FramerState, IntakeLimits, MakeFramer } from './framer.ts';

/** Bytes that are written in base64 at once: a multiple of three. */
const stepBytes = 30_000;

/** A document: the whole file is one record. Its text, or, for what is no text, its bytes in base64. */
class WholeFileFramer extends ByteFramer {
  readonly #isText: boolean;
  #isOverlong = false;

  constructor(isText: boolean, limits: IntakeLimits, state?: FramerState) {
    super(limits, state);
    this.#isText = isText;
  }

  protected override scan(final: boolean): void {
    this.at = this.length;
    const size = this.base + this.length - this.recordOffset;
    this.#isOverlong ||= size > this.limits.documentBytes;
    if (!final || size === 0) {
      return;
    }
    const start = this.recordOffset - this.base;
    if (this.#isOverlong) {
      this.give({
        number: 1,
        line: 1,
        offset: this.recordOffset,
        text: '',
        problem: {
          field: '',
          code: 'record-too-long',
          found: `a document of ${size} bytes`,
          expected: `at most ${this.limits.documentBytes} bytes`,
          howToFix: 'Scan with a lower resolution, or divide the document.',
        },
      });
    } else if (this.#isText) {
      this.giveText({ number: 1, line: 1 }, start, this.length);
    } else {
      const text = base64(this.bytes.subarray(start, this.length));
      this.give({ number: 1, line: 1, offset: this.recordOffset, text, context: { encoding: 'base64' } });
    }
    this.recordOffset = this.base + this.length;
    this.mark(this.length);
  }

  protected override keepFrom(): number {
    return this.#isOverlong ? this.length : this.recordOffset - this.base;
  }

  protected override more(): FramerState['more'] {
    return {};
  }

  protected override expected(): string {
    return 'a document';
  }
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += stepBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + stepBytes)));
  }
  return text;
}

export const frameTextDocument: MakeFramer = (limits, state) => new WholeFileFramer(true, limits, state);
/** Context: `encoding`, which is `base64`. */
export const frameBinaryDocument: MakeFramer = (limits, state) => new WholeFileFramer(false, limits, state);
