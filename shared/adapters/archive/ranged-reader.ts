import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { StoredBytes } from '#ports/upload-contents.ts';

/** The directory of an archive is read in small pieces; each would be a request of its own. */
const blockBytes = 262_144;

/** Lets a zip library read a stored object from any byte on, and keeps the last block that it looked at. */
export class RangedReader extends RandomAccessReader {
  /** What went wrong when the object was read; nothing that is wrong with the archive. */
  fault: unknown;
  readonly #stored: StoredBytes;
  #blockStart = 0;
  #block: Buffer = Buffer.alloc(0);

  constructor(stored: StoredBytes) {
    super();
    this.#stored = stored;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#watched(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#copy(buffer, offset, length, position).then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #copy(buffer: Buffer, offset: number, length: number, position: number): Promise<void> {
    const isThere =
      position >= this.#blockStart && position + length <= this.#blockStart + this.#block.length;
    if (!isThere) {
      const end = Math.min(position + Math.max(length, blockBytes), this.#stored.sizeBytes);
      if (position < 0 || position + length > end) {
        throw new Error('the archive points beyond its end');
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of this.#watched(position, end)) {
        pieces.push(piece);
      }
      this.#block = Buffer.concat(pieces);
      this.#blockStart = position;
    }
    const from = position - this.#blockStart;
    if (this.#block.copy(buffer, offset, from, from + length) < length) {
      throw new Error('the archive is shorter than was said');
    }
  }

  async *#watched(start: number, end: number): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#stored.read(start, end);
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}
