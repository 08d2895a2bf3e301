import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { AccountHolder, Posting } from '#contracts/ledger.ts';

export interface LedgerStore {
  /** Every posting of one claim, in the order they became known. */
  ofClaim(practiceId: PracticeId, claimId: ClaimId): Promise<readonly Posting[]>;
  /** Postings that belong to no claim, of the remittance, the batch or the bank entry that they came with. */
  ofHolder(practiceId: PracticeId, holder: AccountHolder): Promise<readonly Posting[]>;
  /** Every posting of one posting day of a practice. */
  ofDay(practiceId: PracticeId, postingDate: PlainDate): Promise<readonly Posting[]>;
  /** Every posting with a leg on `takeback-payable`, of claims and of remittances; one of this very moment may be missing. */
  takebacks(practiceId: PracticeId): Promise<readonly Posting[]>;
}
