import type { Posting } from '#contracts/ledger.ts';
import type { ClaimMoved } from '../claims/move-claim.ts';
import type { PostingOccasion } from './make-posting.ts';
import { postCharge } from './post-charge.ts';

/**
 * Adds the posting of a claim's charges to a move of the claim, so that both are written or neither: the claim records
 * what the ledger holds.
 */
export function withCharges(
  moved: ClaimMoved,
  occasion: PostingOccasion & { readonly postings: readonly Posting[] },
): ClaimMoved {
  const { writes, postedChargeCents } = postCharge(moved.claim, occasion);
  const claim = { ...moved.claim, postedChargeCents };
  return {
    claim,
    writes: [
      ...moved.writes.map((write) => (write.kind === 'save-claim' ? { ...write, claim } : write)),
      ...writes,
    ],
  };
}
