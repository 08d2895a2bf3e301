import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { decisionsAbout } from '../denials/denial-decisions.ts';
import { correctingPosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { adjudicationPosting, adjudicationPostingId } from './adjudication-posting.ts';
import { findEarlyReversal, findReversed, type ReversedSearch } from './standing-adjudications.ts';
import { parkedPostingId, suspendedTaskId } from './suspend-payment.ts';

/** What a CLP does to the claim and its ledger. */
export interface Taken {
  readonly why?: never;
  readonly changes: Pick<Claim, 'adjudications' | 'earlyReversals'>;
  /** The latest of the adjudications that it adds. */
  readonly last: Adjudication;
  readonly postings: readonly Posting[];
  readonly writes?: readonly Write[];
}

/** A reversal: takes the decision that it mirrors back. */
export function takeReversal(
  claim: Claim,
  read: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Taken | Exclude<ReversedSearch, { readonly found: Adjudication }> {
  const search = findReversed(claim, read);
  if (search.found === undefined) {
    return search;
  }
  const reversal = mirrored(read, search.found);
  return {
    changes: { adjudications: [...claim.adjudications, reversal] },
    last: reversal,
    postings: takeBack(search.found, reversal, postings, occasion),
  };
}

/**
 * A decision, and with it the reversal of it that came too early, if one did: its money leaves suspense, and it is posted
 * as if it had come now.
 */
export function takeDecision(
  claim: Claim,
  decision: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Taken {
  const made = postDecision(claim, decision, postings, occasion);
  const early = findEarlyReversal(claim, decision);
  if (early === undefined) {
    return { changes: { adjudications: [...claim.adjudications, decision] }, last: decision, postings: made };
  }
  const reversal = mirrored(early, decision);
  const inSuspense = standingPostings(postings)
    .filter(({ postingId }) => postingId === parkedPostingId(early))
    .map((parked) =>
      correctingPosting(parked, {
        ...occasion,
        words: 'The decision that this reversal takes back has come',
      }),
    );
  return {
    changes: {
      adjudications: [...claim.adjudications, decision, reversal],
      earlyReversals: claim.earlyReversals?.filter((parked) => parked !== early),
    },
    last: reversal,
    postings: [
      ...made,
      ...inSuspense,
      ...takeBack(
        decision,
        reversal,
        [...postings, ...made],
        occasion,
        `late-${adjudicationPostingId(early)}`,
      ),
    ],
    writes: [
      {
        kind: 'close-task',
        practiceId: claim.practiceId,
        taskId: suspendedTaskId(early),
        status: 'moot',
        outcome: 'decision-came',
        closedAt: occasion.at,
        closedBy: occasion.by,
      },
    ],
  };
}

/** The sums of a reversal are those of the decision it takes back, however its groups are named. */
function mirrored(reversal: Adjudication, original: Adjudication): Adjudication {
  return {
    ...reversal,
    payerId: original.payerId,
    ...(original.placeInLine === undefined ? {} : { placeInLine: original.placeInLine }),
    contractualCents: cents(0 - original.contractualCents),
    reverses: { remittanceId: original.remittanceId, claimIndex: original.claimIndex },
    patientResponsibilityCents: cents(0 - original.patientResponsibilityCents),
    deniedCents: cents(0 - original.deniedCents),
    otherCents: cents(0 - original.otherCents),
  };
}

/**
 * The postings that take a decision back, and with it whatever staff decided about what it denied. Where a later
 * decision had replaced it, that is taken back with it, and nothing changes.
 */
function takeBack(
  original: Adjudication,
  reversal: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
  postingId: string = adjudicationPostingId(reversal),
): Posting[] {
  // It stands no more where the claim was voided before the payer took its decision back.
  const originalPosting = standingPostings(postings).find(
    (posting) => posting.postingId === adjudicationPostingId(original),
  );
  const decisions = decisionsAbout(original, postings).map((decision) =>
    correctingPosting(decision, {
      ...occasion,
      words: 'The payer took back the decision that this followed from',
    }),
  );
  return originalPosting === undefined
    ? decisions
    : [
        correctingPosting(originalPosting, {
          ...occasion,
          postingId,
          cause: 'reversal',
          remittanceId: reversal.remittanceId,
          words: `${original.payerId} took back its decision of ${original.postingDate}`,
        }),
        ...decisions,
      ];
}

/**
 * The postings of a decision. Where the practice had given up the payer's debt, the payer has spoken after all: the
 * write-off is taken back first. A payer that follows another says nothing of what that one owes.
 */
function postDecision(
  claim: Claim,
  adjudication: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Posting[] {
  const decision = adjudicationPosting(claim, adjudication, occasion);
  if (decision === undefined || !lowersReceivable(decision)) {
    return decision === undefined ? [] : [decision];
  }
  const writeOffs = standingPostings(postings).filter(
    (posting) => posting.cause === 'write-off' && lowersReceivable(posting),
  );
  return [
    ...writeOffs.map((writeOff) =>
      correctingPosting(writeOff, { ...occasion, words: 'The payer decided after it was written off' }),
    ),
    decision,
  ];
}

function lowersReceivable({ legs }: Posting): boolean {
  return legs.some(({ account, amountCents }) => account === 'payer-receivable' && amountCents < 0);
}
