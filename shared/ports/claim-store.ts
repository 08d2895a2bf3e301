import type { Claim, ClaimEvent, ClaimState } from '#contracts/claim.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';

/** What a list of claims shows of each. */
export interface ClaimListing {
  readonly claims: readonly Claim[];
  /** Present when there are more; give it back to go on. */
  readonly next?: string;
}

export interface ClaimStore {
  load(practiceId: PracticeId, claimId: ClaimId): Promise<Claim | undefined>;
  /** Every move and amendment, the first first. */
  history(practiceId: PracticeId, claimId: ClaimId): Promise<readonly ClaimEvent[]>;
  /** Claims of a practice, by state when given; a page at a time. */
  list(
    practiceId: PracticeId,
    filter: { readonly state?: ClaimState; readonly limit?: number; readonly next?: string },
  ): Promise<ClaimListing>;
}
