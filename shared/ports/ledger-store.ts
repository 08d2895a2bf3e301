import type { ClaimId, PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';

export interface LedgerStore {
  /** Every posting of one claim, in the order they became known. */
  ofClaim(practiceId: PracticeId, claimId: ClaimId): Promise<readonly Posting[]>;
  /** Postings of a remittance that belong to no claim: provider adjustments and suspense. */
  ofRemittance(practiceId: PracticeId, remittanceId: RemittanceId): Promise<readonly Posting[]>;
  /** Every posting of one posting day of a practice. */
  ofDay(practiceId: PracticeId, postingDate: PlainDate): Promise<readonly Posting[]>;
}
