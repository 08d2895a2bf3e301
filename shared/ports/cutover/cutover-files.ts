import {
  cutoverChunkKey,
  CutoverChunk,
  cutoverNumbersKey,
  CutoverProgress,
  cutoverProgressKey,
} from '#contracts/cutover.ts';
import type { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { SeenNames } from '#domain/cutover/cutover-check.ts';
import type { DocumentStore } from '../document-store.ts';
import { InvariantBroken } from '../work-on-claim.ts';

const json = 'application/json';
/** Eight bytes of a hash, and the row. */
const numberBytes = 12;

/** What is kept of one file of an old system between two calls: how far it has come, its checked chunks, its numbers. */
export class CutoverFiles {
  readonly #documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly #practiceId: PracticeId;
  readonly #importId: UploadId;

  constructor(documents: Pick<DocumentStore, 'get' | 'put'>, practiceId: PracticeId, importId: UploadId) {
    this.#documents = documents;
    this.#practiceId = practiceId;
    this.#importId = importId;
  }

  async progress(): Promise<CutoverProgress | undefined> {
    const stored = await this.#documents.get(
      'documents',
      cutoverProgressKey(this.#practiceId, this.#importId),
    );
    return stored === undefined ? undefined : CutoverProgress.parse(jsonOf(stored.body));
  }

  async saveProgress(progress: CutoverProgress): Promise<void> {
    const key = cutoverProgressKey(this.#practiceId, this.#importId);
    await this.#documents.put('documents', key, JSON.stringify(progress), json);
  }

  async seen(): Promise<SeenNames> {
    const stored = await this.#documents.get(
      'documents',
      cutoverNumbersKey(this.#practiceId, this.#importId),
    );
    const seen: SeenNames = new Map();
    if (stored !== undefined) {
      const view = new DataView(stored.body.buffer, stored.body.byteOffset, stored.body.byteLength);
      for (let at = 0; at + numberBytes <= view.byteLength; at += numberBytes) {
        seen.set(view.getBigUint64(at).toString(16).padStart(16, '0'), view.getUint32(at + 8));
      }
    }
    return seen;
  }

  async saveSeen(seen: SeenNames): Promise<void> {
    const bytes = new Uint8Array(seen.size * numberBytes);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [hash, row] of seen) {
      view.setBigUint64(at, BigInt(`0x${hash}`));
      view.setUint32(at + 8, row);
      at += numberBytes;
    }
    const key = cutoverNumbersKey(this.#practiceId, this.#importId);
    await this.#documents.put('documents', key, bytes, 'application/octet-stream');
  }

  async chunk(chunkNumber: number): Promise<CutoverChunk> {
    const key = cutoverChunkKey(this.#practiceId, this.#importId, chunkNumber);
    const stored = await this.#documents.get('documents', key);
    if (stored === undefined) {
      throw new InvariantBroken(`Chunk ${chunkNumber} of the checked file ${this.#importId} is gone`);
    }
    return CutoverChunk.parse(jsonOf(stored.body));
  }

  async saveChunk(chunkNumber: number, chunk: CutoverChunk): Promise<void> {
    const key = cutoverChunkKey(this.#practiceId, this.#importId, chunkNumber);
    await this.#documents.put('documents', key, JSON.stringify(chunk), json);
  }
}

function jsonOf(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}
