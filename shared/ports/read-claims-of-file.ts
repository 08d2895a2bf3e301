import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { InterchangeReader } from '#domain/x12/interchange-reader.ts';
import type { ReadTransaction } from '#domain/x12/read-result.ts';
import { UnreadableX12 } from '#domain/x12/tokenise.ts';
import { inPieces } from './upload-split/stored-upload.ts';

/** Where a transaction stands in its file, as its run record says it. */
export type TransactionPlace = Pick<RemittanceRun, 'interchangeIndex' | 'transactionIndex'>;

export interface ClaimsListener {
  /** Some claims of one remittance, in the file's order, and how many bytes of the file were read by then. */
  claims(place: TransactionPlace, claims: readonly Claim835[], bytesRead: number): Promise<void> | void;
  /** A transaction that has ended, of any kind; its model is without the claims. */
  transaction?(place: TransactionPlace, transaction: ReadTransaction): 'go-on' | 'stop';
}

/**
 * Reads the claims of the remittances in a file as it streams by, in the memory of a piece of it. No more is read than
 * is listened to; a file that breaks off is read as far as it goes.
 */
export async function readClaimsOfFile(
  bytes: AsyncIterable<Uint8Array>,
  listener: ClaimsListener,
): Promise<void> {
  let place: TransactionPlace = { interchangeIndex: 0, transactionIndex: 0 };
  let isOver = false;
  let bytesRead = 0;
  let passed: { readonly place: TransactionPlace; readonly claims: Claim835[] }[] = [];
  const reader = new InterchangeReader({
    part: (part) => {
      if (part.guide !== '835' || isOver) {
        return;
      }
      const last = passed.at(-1);
      if (last?.place === place) {
        last.claims.push(part.value);
      } else {
        passed.push({ place, claims: [part.value] });
      }
    },
    transaction: (transaction) => {
      isOver ||= listener.transaction?.(place, transaction) === 'stop';
      place = { ...place, transactionIndex: place.transactionIndex + 1 };
    },
    interchange: () => {
      place = { interchangeIndex: place.interchangeIndex + 1, transactionIndex: 0 };
    },
  });
  const handOn = async (): Promise<void> => {
    const claims = passed;
    passed = [];
    for (const some of claims) {
      await listener.claims(some.place, some.claims, bytesRead);
    }
  };
  try {
    for await (const piece of inPieces(bytes)) {
      bytesRead += piece.length;
      reader.push(piece);
      await handOn();
      if (isOver) {
        return;
      }
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof UnreadableX12)) {
      throw error;
    }
  }
  await handOn();
}
