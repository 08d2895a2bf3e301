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
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { DocumentStore } from './document-store.ts';
import { InvariantBroken } from './work-on-claim.ts';

/**
 * Reads a remittance once more from the file that it came in.
 * @throws InvariantBroken when it is not where its run record says.
 */
export async function readRemittance(
  run: RemittanceRun,
  documents: Pick<DocumentStore, 'get'>,
): Promise<Remittance835> {
  const file = await documents.get('exchange', run.fileKey, run.fileVersionId);
  const interchange =
    file === undefined ? undefined : readInterchanges(file.body).interchanges[run.interchangeIndex];
  const transaction = interchange?.groups.flatMap((group) => group.transactions)[run.transactionIndex];
  if (transaction === undefined) {
    throw new InvariantBroken(`Remittance ${run.remittanceId} is not where its run record says`);
  }
  return read835(transaction);
}

/**
 * Reads one claim of a remittance that was posted: from its chunk, or from the file where the chunks have expired.
 * @param claimIndex position of the CLP in its remittance, counted from 1.
 */
export async function readRemittanceClaim(
  run: RemittanceRun,
  claimIndex: number,
  practice: Pick<Practice, 'payers'>,
  documents: Pick<DocumentStore, 'get'>,
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
  const remittance = await readRemittance(run, documents);
  const clp = remittance.claims[claimIndex - 1];
  return clp === undefined ? undefined : { facts: factsOfRemittance(run, remittance, practice), clp };
}
