import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { decisionsAbout } from '../denials/denial-decisions.ts';
import { correctingPosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { adjudicationPosting, adjudicationPostingId } from './adjudication-posting.ts';
import { findReversed, findTaker, isSameClp, type ReversedSearch } from './standing-adjudications.ts';
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
  const reversal = mirrored(read, search.found, occasion);
  return {
    changes: { adjudications: [...claim.adjudications, reversal] },
    last: reversal,
    postings: takeBack(search.found, reversal, postings, occasion),
  };
}

/**
 * A decision, and with it the reversal of it that came before, if one did. Where that waited, its money leaves suspense,
 * and it is posted as if it had come now. Where it had taken back another decision of the same amounts, for this one was
 * not here, that one stands again, and a reversal of that one is looked for in turn.
 */
export function takeDecision(
  claim: Claim,
  decision: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Taken {
  let adjudications = [...claim.adjudications, decision];
  let { earlyReversals } = claim;
  let last = decision;
  const made = postDecision(claim, decision, postings, occasion);
  const closed: Write[] = [];
  let standing: Adjudication | undefined = decision;
  while (standing !== undefined) {
    const original: Adjudication = standing;
    const taker = findTaker({ adjudications, earlyReversals }, original);
    standing = taker?.insteadOf;
    if (taker?.insteadOf !== undefined) {
      const reversal = matchedAnew(taker.reversal, original, occasion);
      adjudications = adjudications.map((one) => (isSameClp(one, reversal) ? reversal : one));
      made.push(
        ...letGo(taker.insteadOf, reversal, decision, [...postings, ...made], occasion),
        ...takeBack(
          original,
          reversal,
          [...postings, ...made],
          occasion,
          `matched-${adjudicationPostingId(reversal)}-with-${adjudicationPostingId(original)}`,
        ),
      );
    } else if (taker !== undefined) {
      const early = taker.reversal;
      last = mirrored(early, original, occasion);
      adjudications = [...adjudications, last];
      earlyReversals = earlyReversals?.filter((waiting) => waiting !== early);
      made.push(
        ...leaveSuspense(early, postings, occasion),
        ...takeBack(original, last, [...postings, ...made], occasion, `late-${adjudicationPostingId(early)}`),
      );
      closed.push({
        kind: 'close-task',
        practiceId: claim.practiceId,
        taskId: suspendedTaskId(early),
        status: 'moot',
        outcome: 'decision-came',
        closedAt: occasion.at,
        closedBy: occasion.by,
      });
    }
  }
  return {
    changes: { adjudications, ...(earlyReversals === undefined ? {} : { earlyReversals }) },
    last,
    postings: made,
    ...(closed.length === 0 ? {} : { writes: closed }),
  };
}

function leaveSuspense(
  early: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Posting[] {
  return standingPostings(postings)
    .filter(({ postingId }) => postingId === parkedPostingId(early))
    .map((parked) =>
      correctingPosting(parked, {
        ...occasion,
        words: 'The decision that this reversal takes back has come',
      }),
    );
}

/** A decision that a reversal took back for want of the one that it means stands again. */
function letGo(
  taken: Adjudication,
  reversal: Adjudication,
  because: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Posting[] {
  // Of two reversals in one remittance the other may have taken it back before, and let it go.
  const letGoBefore = new Set(postings.map(({ corrects }) => corrects));
  return postings
    .filter(
      ({ postingId, corrects, remittanceId, cause }) =>
        cause === 'reversal' &&
        remittanceId === reversal.remittanceId &&
        corrects === adjudicationPostingId(taken) &&
        !letGoBefore.has(postingId),
    )
    .map((takingBack) => ({
      ...correctingPosting(takingBack, {
        ...occasion,
        cause: 'correction',
        postingId: `let-go-${takingBack.postingId}-for-${adjudicationPostingId(because)}`,
        words: `The decision that ${reversal.payerId} took back has come: the one of ${taken.postingDate}, of the same amounts, stands again`,
      }),
      // What looks for the decisions of a day finds by this that it must look at this one again.
      concerns: adjudicationPostingId(taken),
    }));
}

/** The sums of a reversal are those of the decision it takes back, however its groups are named. */
function mirrored(given: Adjudication, original: Adjudication, { at }: PostingOccasion): Adjudication {
  const { matchedBefore: _, ...reversal } = given;
  return {
    ...reversal,
    payerId: original.payerId,
    ...(original.placeInLine === undefined ? {} : { placeInLine: original.placeInLine }),
    contractualCents: cents(0 - original.contractualCents),
    reverses: { remittanceId: original.remittanceId, claimIndex: original.claimIndex },
    matchedAt: at,
    patientResponsibilityCents: cents(0 - original.patientResponsibilityCents),
    deniedCents: cents(0 - original.deniedCents),
    otherCents: cents(0 - original.otherCents),
  };
}

/** A reversal that takes back another decision than before, which it remembers. */
function matchedAnew(
  reversal: Adjudication,
  original: Adjudication,
  occasion: PostingOccasion,
): Adjudication {
  const { reverses, matchedAt = reversal.postedAt, matchedBefore = [] } = reversal;
  return {
    ...mirrored(reversal, original, occasion),
    ...(reverses === undefined ? {} : { matchedBefore: [...matchedBefore, { ...reverses, matchedAt }] }),
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
