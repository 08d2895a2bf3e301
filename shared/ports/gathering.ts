import * as z from 'zod';
import { NameKey, VisitId } from '#contracts/identifiers.ts';
import type { VisitChunk } from '#contracts/upload.ts';

/** How far a gathering has come; a call that goes on from here writes what the one before would have. */
export const GatherCheckpoint = z.object({
  /** The chunk of records that is read next. */
  chunk: z.int().min(1),
  /** Within that chunk: its own visits are placed, and so are those that use the first names of its news. */
  within: z.object({ name: z.int().min(0), after: VisitId.optional() }).optional(),
  /** Visit chunks written so far. */
  visitChunks: z.int().min(0),
  pending: z.array(z.object({ visitId: VisitId, recordNumber: z.int().min(1) })),
  /** The visits placed last, each with its visit chunk. */
  recent: z.array(z.tuple([VisitId, z.int().min(1)])),
  /** The names asked for last. */
  asked: z.array(NameKey),
});
export type GatherCheckpoint = z.infer<typeof GatherCheckpoint>;

/** Visits of one call of the next step: each is a few reads and a transaction. */
const visitsOfChunk = 10;
/** Records of one visit stand near each other; one that comes again much later is worked twice, which changes nothing. */
const rememberedVisits = 4000;
const rememberedNames = 2000;

/** Lays visits out in visit chunks, each visit once as far as is remembered. Memory does not grow with the upload. */
export class Gathering {
  visitChunks: number;
  #pending: VisitChunk['visits'];
  readonly #recent: Map<VisitId, number>;
  readonly #asked: Set<NameKey>;
  readonly #write: (chunkNumber: number, chunk: VisitChunk) => Promise<void>;

  constructor(
    { visitChunks, pending, recent, asked }: Omit<GatherCheckpoint, 'chunk' | 'within'>,
    write: (chunkNumber: number, chunk: VisitChunk) => Promise<void>,
  ) {
    this.visitChunks = visitChunks;
    this.#pending = [...pending];
    this.#recent = new Map(recent);
    this.#asked = new Set(asked);
    this.#write = write;
  }

  /** The visit chunk in which the visit is worked. */
  async place(visitId: VisitId, recordNumber: number): Promise<number> {
    const known = this.#recent.get(visitId);
    if (known !== undefined) {
      return known;
    }
    const chunkNumber = this.visitChunks + 1;
    this.#pending.push({ visitId, recordNumber });
    this.#recent.set(visitId, chunkNumber);
    forgetOldest(this.#recent, rememberedVisits);
    if (this.#pending.length >= visitsOfChunk) {
      await this.flush();
    }
    return chunkNumber;
  }

  /** Whether the name was not asked for lately. */
  asksFor(key: NameKey): boolean {
    if (this.#asked.has(key)) {
      return false;
    }
    this.#asked.add(key);
    forgetOldest(this.#asked, rememberedNames);
    return true;
  }

  /** Writes the visits that are waiting for a full chunk. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) {
      await this.#write(this.visitChunks + 1, { visits: this.#pending });
      this.visitChunks += 1;
      this.#pending = [];
    }
  }

  state(): Omit<GatherCheckpoint, 'chunk' | 'within'> {
    return {
      visitChunks: this.visitChunks,
      pending: [...this.#pending],
      recent: [...this.#recent],
      asked: [...this.#asked],
    };
  }
}

function forgetOldest<Key>(
  remembered: { readonly size: number; keys(): Iterator<Key>; delete(key: Key): boolean },
  limit: number,
): void {
  if (remembered.size > limit) {
    const oldest = remembered.keys().next();
    if (oldest.done !== true) {
      remembered.delete(oldest.value);
    }
  }
}
