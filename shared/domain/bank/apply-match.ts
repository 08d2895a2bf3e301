import type { AwaitedDeposit, OpenEntry } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { subtractCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { depositPosting } from './deposit-postings.ts';

/** One match as it is written, and what is open on both sides after it. */
export interface AppliedMatch {
  readonly writes: readonly Write[];
  readonly entry: OpenEntry;
  readonly deposit: AwaitedDeposit;
}

/**
 * What is written when money of an entry is found to be that of a deposit: its posting, and what is left open of both.
 * A person who was asked about either is asked anew about the rest.
 * @param sequence counts the postings of this entry for this holder, from 1.
 */
export function applyMatch(
  {
    amountCents,
    how,
    sequence,
  }: { readonly amountCents: Cents; readonly how: string; readonly sequence: number },
  entry: OpenEntry,
  deposit: AwaitedDeposit,
  occasion: PostingOccasion,
): AppliedMatch {
  const { practiceId, bankEntryId } = entry;
  const { holder, payerId } = deposit;
  const posting = depositPosting(
    { practiceId, bankEntryId, holder, amountCents, how, payerId, sequence },
    occasion,
  );
  const entryAfter = lowered(entry, amountCents);
  const depositAfter = lowered(deposit, amountCents);
  return {
    writes: [
      { kind: 'post', posting },
      { kind: 'save-open-entry', entry: entryAfter, expectedVersion: entry.version },
      { kind: 'save-awaited-deposit', deposit: depositAfter, expectedVersion: deposit.version },
    ],
    entry: entryAfter,
    deposit: depositAfter,
  };
}

/** What is open after an amount of it was explained. */
export function lowered<Open extends { openCents: Cents; version: number; asked: number }>(
  open: Open,
  byCents: Cents,
): Open {
  return {
    ...open,
    openCents: subtractCents(open.openCents, byCents),
    version: open.version + 1,
    asked: open.asked + 1,
  };
}
