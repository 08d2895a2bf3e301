import { contentHashOf } from '#domain/identity/content-hash.ts';
import { RemittanceContentHash } from '#domain/remittance/remittance-content-hash.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { WholeFile } from '#domain/x12/read-interchanges.ts';
import type { ReadResult } from '#domain/x12/read-result.ts';
import type { DocumentStore } from './document-store.ts';
import { readClaimsOfFile, type TransactionPlace } from './read-claims-of-file.ts';
import { inPieces } from './upload-split/stored-upload.ts';

/** What the claims of a remittance come to, without them. */
export interface RemittanceContent {
  readonly claims: number;
  /** Of the whole remittance, its claims included. */
  readonly contentHash: string;
}

/** A file that a partner sent: what was read of it, and the content of each of its remittances. */
export interface ExchangeFile {
  /** Of a file of more than {@link wholeBytes}, remittances are without their claims. */
  readonly read: ReadResult;
  contentOf(place: TransactionPlace): Promise<RemittanceContent>;
}

/** A file of no more bytes is read once, and its claims are kept while it is worked. */
const wholeBytes = 2_000_000;

/**
 * Reads a file of the exchange bucket in memory that does not grow with its claims; undefined when it is gone.
 * @param sizeBytes as far as it is known; a file of unknown size is taken for a large one.
 */
export async function readExchangeFile(
  { key, versionId, sizeBytes }: ExchangeFileName,
  documents: Pick<DocumentStore, 'stream'>,
): Promise<ExchangeFile | undefined> {
  const isSmall = sizeBytes !== undefined && sizeBytes <= wholeBytes;
  const bytes = await documents.stream('exchange', key, versionId);
  if (bytes === undefined) {
    return undefined;
  }
  const file = new WholeFile(isSmall ? 'kept' : 'let-go');
  for await (const piece of inPieces(bytes)) {
    if (!file.push(piece)) {
      break;
    }
  }
  const read = file.end();
  const remittances = remittancesIn(read);
  let contents: Promise<ReadonlyMap<string, RemittanceContent>> | undefined;
  return {
    read,
    async contentOf(place) {
      contents ??= isSmall
        ? Promise.resolve(contentsOf(remittances))
        : contentsOfLarge(remittances, (await documents.stream('exchange', key, versionId)) ?? noBytes());
      const content = (await contents).get(nameOf(place));
      if (content === undefined) {
        throw new Error(`${key} has no remittance at ${nameOf(place)} any more`);
      }
      return content;
    },
  };
}

export interface ExchangeFileName {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sizeBytes?: number | undefined;
}

function nameOf({ interchangeIndex, transactionIndex }: TransactionPlace): string {
  return `${interchangeIndex}.${transactionIndex}`;
}

/** The remittances of a file that can be used, by their places. */
function remittancesIn({ interchanges }: ReadResult): ReadonlyMap<string, Remittance835> {
  const found = new Map<string, Remittance835>();
  for (const [interchangeIndex, { groups }] of interchanges.entries()) {
    const transactions = groups.flatMap((group) => group.transactions);
    for (const [transactionIndex, transaction] of transactions.entries()) {
      if (transaction.accepted && transaction.model?.guide === '835') {
        found.set(nameOf({ interchangeIndex, transactionIndex }), read835(transaction));
      }
    }
  }
  return found;
}

function contentsOf(remittances: ReadonlyMap<string, Remittance835>): ReadonlyMap<string, RemittanceContent> {
  return new Map(
    [...remittances].map(([name, remittance]) => [
      name,
      { claims: remittance.claims.length, contentHash: contentHashOf(remittance) },
    ]),
  );
}

/** Reads the file once more: what stands before the claims in the hash is known only when they have passed. */
async function contentsOfLarge(
  remittances: ReadonlyMap<string, Remittance835>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReadonlyMap<string, RemittanceContent>> {
  const hashes = new Map(
    [...remittances].map(([name, remittance]) => [name, new RemittanceContentHash(remittance)]),
  );
  await readClaimsOfFile(bytes, {
    claims: (place, claims) => {
      hashes.get(nameOf(place))?.add(claims);
    },
  });
  return new Map(
    [...hashes].map(([name, hash]) => [name, { claims: hash.claims, contentHash: hash.digest() }]),
  );
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // The file is gone.
}
