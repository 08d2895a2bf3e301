import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { adjudicationPostingId } from './adjudication-posting.ts';
import { coverGivenUp } from './cover-given-up.ts';
import { reversalStatus } from './read-adjudication.ts';
import { replaceDecisions } from './replaced-decisions.ts';
import { takeDecision, takeReversal, type Taken } from './take-decision.ts';

/** A decision that is taken, with all that it does to the ledger. */
export interface DecisionPosted {
  readonly why?: never;
  readonly taken: Taken;
  /** The claim with what it decided. */
  readonly after: Claim;
  /** What follows of it for other decisions and for what was given up, and is told with it. */
  readonly following: readonly Posting[];
  /** All of its postings. */
  readonly postings: readonly Posting[];
}

/**
 * Posts a payer's decision to its claim, or takes one back: the decision itself, what it replaces, and what it covers of
 * what was given up.
 * @param postings every posting of the claim so far.
 * @returns why it cannot be posted, where it cannot.
 */
export function postDecision(
  claim: Claim,
  read: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): DecisionPosted | Exclude<ReturnType<typeof takeReversal>, Taken> {
  const taken =
    read.statusCode === reversalStatus
      ? takeReversal(claim, read, postings, occasion)
      : takeDecision(claim, read, postings, occasion);
  if (taken.why !== undefined) {
    return taken;
  }
  const { changes, last } = taken;
  const after = { ...claim, ...changes };
  const replacing = replaceDecisions(after, last, [...postings, ...taken.postings], occasion);
  const covering = coverGivenUp(
    after,
    [...postings, ...taken.postings, ...replacing],
    { id: adjudicationPostingId(last), remittanceId: last.remittanceId },
    occasion,
  );
  const following = [...replacing, ...covering];
  return { taken, after, following, postings: [...taken.postings, ...following] };
}
