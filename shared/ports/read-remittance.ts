import type { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { RemittanceFacts } from '#domain/remittance/read-adjudication.ts';
import {
  chunkNumberOf,
  factsOfRemittance,
  readRemittanceChunk,
  remittanceChunkKey,
} from '#domain/remittance/remittance-chunk.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import type { DocumentStore } from './document-store.ts';
import { readClaimsOfFile } from './read-claims-of-file.ts';
import { InvariantBroken } from './work-on-claim.ts';

/** Takes claims of a remittance as they are read, in the file's order; the position of the first is counted from 1. */
export type TakeClaims = (claims: readonly Claim835[], firstIndex: number) => Promise<void> | void;

/** Claims of no more bytes of a file than this are kept, so that they need not be read a second time. */
const usualKeptBytes = 2_000_000;

/** A remittance in the file that it came in. It may be read as often as need be, and is never in memory as a whole. */
export class StoredRemittance {
  readonly #run: RemittanceRun;
  readonly #documents: Pick<DocumentStore, 'stream'>;
  readonly #keptBytes: number;
  /** The whole of a small one, when it was read. */
  #kept: Remittance835 | undefined;

  constructor(
    run: RemittanceRun,
    documents: Pick<DocumentStore, 'stream'>,
    keptBytes: number = usualKeptBytes,
  ) {
    this.#run = run;
    this.#documents = documents;
    this.#keptBytes = keptBytes;
  }

  /**
   * Reads it: its claims are given away as they pass, what stands around them is answered, without claims.
   * @throws InvariantBroken when it is not where its run record says.
   */
  async read(take: TakeClaims): Promise<Remittance835> {
    if (this.#kept !== undefined) {
      await take(this.#kept.claims, 1);
      return { ...this.#kept, claims: [] };
    }
    const { start, remittanceId } = this.#run;
    const { interchangeIndex, transactionIndex } = start === undefined ? this.#run : firstPlace;
    const keptBytes = this.#keptBytes;
    let kept: Claim835[] | undefined = [];
    let claimIndex = 1;
    let remittance: Remittance835 | undefined;
    const bytes = bytesOfRun(this.#run, this.#documents);
    // Arrow functions: the bundler puts `this` of the class where a constant made of it stands.
    await readClaimsOfFile(bytes, {
      claims: async (place, claims, bytesRead) => {
        if (place.interchangeIndex === interchangeIndex && place.transactionIndex === transactionIndex) {
          kept = bytesRead <= keptBytes ? kept : undefined;
          kept?.push(...claims);
          const firstIndex = claimIndex;
          claimIndex += claims.length;
          await take(claims, firstIndex);
        }
      },
      transaction: (place, transaction) => {
        if (place.interchangeIndex === interchangeIndex && place.transactionIndex === transactionIndex) {
          remittance = read835(transaction);
        }
        return remittance === undefined ? 'go-on' : 'stop';
      },
    });
    if (remittance === undefined) {
      throw new InvariantBroken(`Remittance ${remittanceId} is not where its run record says`);
    }
    this.#kept = kept === undefined ? undefined : { ...remittance, claims: kept };
    return remittance;
  }
}

/** Reads one claim of a remittance by its position, counted from 1, from the file. */
async function claimOfFile(
  run: RemittanceRun,
  claimIndex: number,
  documents: Pick<DocumentStore, 'stream'>,
): Promise<{ readonly remittance: Remittance835; readonly clp: Claim835 | undefined }> {
  let clp: Claim835 | undefined;
  const remittance = await new StoredRemittance(run, documents).read((claims, firstIndex) => {
    clp ??= claims[claimIndex - firstIndex];
  });
  return { remittance, clp };
}

/**
 * Reads one claim of a remittance that was posted: from its chunk, or from the file where the chunks have expired.
 * @param claimIndex position of the CLP in its remittance, counted from 1.
 */
export async function readRemittanceClaim(
  run: RemittanceRun,
  claimIndex: number,
  practice: Pick<Practice, 'payers'>,
  documents: Pick<DocumentStore, 'get' | 'stream'>,
): Promise<{ readonly facts: RemittanceFacts; readonly clp: Claim835 } | undefined> {
  const { practiceId, remittanceId } = run;
  const stored = await documents.get(
    'documents',
    remittanceChunkKey(practiceId, remittanceId, chunkNumberOf(claimIndex)),
  );
  if (stored !== undefined) {
    const { facts, firstIndex, claims } = readRemittanceChunk(new TextDecoder().decode(stored.body));
    const clp = claims[claimIndex - firstIndex];
    if (clp !== undefined) {
      return { facts, clp };
    }
  }
  const { remittance, clp } = await claimOfFile(run, claimIndex, documents);
  return clp === undefined ? undefined : { facts: factsOfRemittance(run, remittance, practice), clp };
}

const firstPlace = { interchangeIndex: 0, transactionIndex: 0 } as const;

/** The file from where the remittance begins in it, as if it were the first; none where the file is gone. */
async function* bytesOfRun(
  { fileKey, fileVersionId, start }: RemittanceRun,
  documents: Pick<DocumentStore, 'stream'>,
): AsyncGenerator<Uint8Array> {
  const bytes = await documents.stream('exchange', fileKey, fileVersionId, start?.byte);
  if (bytes !== undefined) {
    if (start !== undefined) {
      yield new TextEncoder().encode(start.envelope);
    }
    yield* bytes;
  }
}
