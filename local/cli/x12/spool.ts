import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memoryCharacters = 1_048_576;
const chunkBytes = 65_536;

/** Text that must wait for what stands before it: in memory while it is short, in a temporary file beyond that. */
export class Spool {
  #text = '';
  #folder: string | undefined;
  #descriptor = -1;

  write(text: string): void {
    this.#text += text;
    if (this.#text.length > memoryCharacters) this.#spill();
  }

  /** All of it, in pieces. */
  *pieces(): Generator<string> {
    if (this.#folder !== undefined) {
      const decoder = new TextDecoder();
      const buffer = new Uint8Array(chunkBytes);
      let position = 0;
      for (;;) {
        const count = readSync(this.#descriptor, buffer, 0, chunkBytes, position);
        if (count === 0) break;
        position += count;
        yield decoder.decode(buffer.subarray(0, count), { stream: true });
      }
    }
    yield this.#text;
  }

  /** Removes the temporary file, if there is one. */
  close(): void {
    if (this.#folder === undefined) return;
    closeSync(this.#descriptor);
    rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #spill(): void {
    if (this.#folder === undefined) {
      this.#folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
      this.#descriptor = openSync(join(this.#folder, 'spool'), 'wx+', 0o600);
    }
    writeSync(this.#descriptor, this.#text);
    this.#text = '';
  }
}
