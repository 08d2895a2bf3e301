import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun, UnbalancedClaim } from '#contracts/remittance-run.ts';
import { contractVersion, type RemittanceChunkInput } from '#contracts/steps.ts';
import type { ReversedInFile } from '#domain/takebacks/claims-of-adjustment.ts';
import {
  chunkClaims,
  factsOfRemittance,
  remittanceChunkKey,
  remittanceIndexKey,
  remittanceRestKey,
  type RemittanceChunkContent,
  type RemittanceRestContent,
} from '#domain/remittance/remittance-chunk.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { DocumentStore } from './document-store.ts';
import type { StoredRemittance } from './read-remittance.ts';

/** Chunks that are on their way at the same time: S3 takes each its time, whatever its length. */
const chunksAtOnce = 16;

/**
 * Lays a remittance out in chunks as it passes, in the memory of a few of them, and the index of the chunks last: the
 * same chunks however often it is done.
 */
export async function layOutRemittance(
  run: RemittanceRun,
  stored: StoredRemittance,
  read: {
    readonly remittance: Remittance835;
    readonly reversals: readonly ReversedInFile[];
    /** Claims that are parked whole. */
    readonly unbalanced: readonly UnbalancedClaim[];
    readonly practice: Practice;
  },
  documents: Pick<DocumentStore, 'put'>,
): Promise<void> {
  const { practiceId, remittanceId } = run;
  const { remittance, reversals, unbalanced, practice } = read;
  const facts = factsOfRemittance(run, remittance, practice);
  const put = (key: string, value: RemittanceChunkContent | RemittanceRestContent | RemittanceChunkInput[]) =>
    documents.put('documents', key, JSON.stringify(value), 'application/json');
  const index: RemittanceChunkInput[] = [];
  const onTheirWay = new BoundedWork(chunksAtOnce);
  let open: Claim835[] = [];
  const finishChunk = async (): Promise<void> => {
    const chunkNumber = index.length + 1;
    const start = index.length * chunkClaims;
    const claims = open;
    const parked = unbalanced.filter(
      ({ claimIndex }) => claimIndex > start && claimIndex <= start + chunkClaims,
    );
    open = [];
    index.push({ contractVersion, practiceId, remittanceId, chunkNumber });
    await onTheirWay.start(() =>
      put(remittanceChunkKey(practiceId, remittanceId, chunkNumber), {
        facts,
        firstIndex: start + 1,
        claims,
        ...(parked.length === 0 ? {} : { parked }),
      }),
    );
  };
  await stored.read(async (claims) => {
    for (const claim of claims) {
      open.push(claim);
      if (open.length === chunkClaims) {
        await finishChunk();
      }
    }
  });
  if (open.length > 0) {
    await finishChunk();
  }
  await onTheirWay.end();
  await put(remittanceRestKey(practiceId, remittanceId), {
    facts,
    providerAdjustments: remittance.providerAdjustments,
    reversals,
  });
  await put(remittanceIndexKey(practiceId, remittanceId), index);
}

/** Work of which so much is done at the same time. The first that fails is what starting more, or the end, throws. */
class BoundedWork {
  readonly #limit: number;
  readonly #open = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Starts it when there is room. */
  async start(work: () => Promise<void>): Promise<void> {
    while (this.#open.size >= this.#limit) {
      await Promise.race(this.#open);
    }
    this.#throwFailure();
    const one: Promise<void> = work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#open.delete(one));
    this.#open.add(one);
  }

  /** Waits until all of it is done. */
  async end(): Promise<void> {
    await Promise.all(this.#open);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) {
      throw this.#failure.error;
    }
  }
}
