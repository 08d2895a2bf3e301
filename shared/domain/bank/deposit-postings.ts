import type { BankEntry } from '#contracts/bank.ts';
import type { BankEntryId, PayerId, PaymentBatchId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { DepositMatch } from './match-deposits.ts';

/** The one posting by which an entry of the bank is in the ledger. */
export function entryPostingId(bankEntryId: BankEntryId): string {
  return `bank-${bankEntryId}`;
}

/**
 * The posting of an entry as the bank shows it: it is in the bank, and in suspense until something explains it, so that
 * the ledger's bank is the bank's. An item that was returned is taken out again in the same way.
 */
export function bankEntryPosting(entry: BankEntry, occasion: PostingOccasion): Posting {
  const { practiceId, bankEntryId, amountCents, postedOn } = entry;
  return makePosting({
    practiceId,
    postingId: entryPostingId(bankEntryId),
    cause: 'deposit',
    bankEntryId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${formatDollars(amountCents)} on the bank's statement of ${postedOn}`,
    legs: [
      { account: 'bank', amountCents },
      { account: 'suspense', amountCents: negateCents(amountCents), reason: `bank-${entry.kind}` },
    ],
  });
}

/**
 * The posting of a match: what was in transit is found in the bank, so that it leaves suspense. It stands with the
 * remittance or the batch, whose proof shows it.
 * @param sequence counts the matches of this entry with this holder: the same two may meet again for a remainder.
 */
export function depositPosting(
  match: Omit<DepositMatch, 'method'> & {
    readonly practiceId: BankEntry['practiceId'];
    readonly payerId?: PayerId | undefined;
    readonly sequence: number;
  },
  occasion: PostingOccasion,
): Posting {
  const { practiceId, bankEntryId, holder, amountCents, how, payerId, sequence } = match;
  return makePosting({
    practiceId,
    postingId: `deposit-${bankEntryId}-${holder}-${sequence}`,
    cause: 'deposit',
    ...(isRemittance(holder) ? { remittanceId: holder } : { paymentBatchId: holder }),
    bankEntryId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words: `${formatDollars(amountCents)} found in the bank by ${how}`,
    legs: [
      { account: 'suspense', amountCents, reason: 'found in the bank' },
      {
        account: 'cash-in-transit',
        amountCents: negateCents(amountCents),
        ...(payerId === undefined ? {} : { payerId }),
      },
    ],
  });
}

function isRemittance(holder: RemittanceId | PaymentBatchId): holder is RemittanceId {
  return holder.startsWith('R');
}
