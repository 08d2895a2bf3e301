import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { allows, moveTable, stateTable, type MoveName } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { decisionsAbout, openDenials } from '../denials/denial-decisions.ts';
import { denialBrief } from '../denials/denial-brief.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { cents, formatDollars, sumCents } from '../money/cents.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { Write } from '../writes/write.ts';
import { adjudicationPosting, adjudicationPostingId } from './adjudication-posting.ts';
import {
  predeterminationStatus,
  readAdjudication,
  reversalStatus,
  unknownGroups,
  type RemittanceFacts,
} from './read-adjudication.ts';
import { replaceDecisions } from './replaced-decisions.ts';
import { findReversed, standingAdjudications } from './standing-adjudications.ts';
import { claimPaymentMessageKey, suspendPayment } from './suspend-payment.ts';

export type ClaimPaymentPosted =
  | {
      readonly outcome: 'posted';
      readonly claim: Claim;
      /** The move the claim made; none where it only records the decision and waits on. */
      readonly move?: MoveName;
      readonly writes: readonly Write[];
    }
  | { readonly outcome: 'suspended'; readonly why: string; readonly writes: readonly Write[] }
  | { readonly outcome: 'duplicate'; readonly writes: readonly [] };

export interface PaymentOccasion {
  readonly at: Instant;
  readonly postingDate: PlainDate;
  /** Every posting of the claim so far. */
  readonly postings: readonly Posting[];
}

/**
 * Posts one CLP of a remittance to the claim it decides: a balanced posting, the adjudication, the claim's move and the
 * marks that make a second delivery a no-op, all in one list of writes. What must not be posted is parked for a person.
 * The claim must be read again before the next CLP of the same claim is posted.
 * @param claimIndex position of the CLP in its remittance, counted from 1.
 */
export function postClaimPayment(
  claim: Claim,
  practice: Practice,
  facts: RemittanceFacts,
  clp: Claim835,
  claimIndex: number,
  occasion: PaymentOccasion,
): ClaimPaymentPosted {
  if (
    claim.adjudications.some(
      (former) => former.remittanceId === facts.remittanceId && former.claimIndex === claimIndex,
    )
  ) {
    return { outcome: 'duplicate', writes: [] };
  }
  const by = `remittance ${facts.remittanceId} claim ${claimIndex}`;
  const posted = { at: occasion.at, postingDate: occasion.postingDate, by };
  const suspend = (why: string): ClaimPaymentPosted => ({
    outcome: 'suspended',
    why,
    writes: suspendPayment(claim, facts, clp, claimIndex, posted, why),
  });
  const done: readonly Write[] = [
    {
      kind: 'count-remittance-claim',
      practiceId: claim.practiceId,
      remittanceId: facts.remittanceId,
      claimIndex,
      outcome: 'posted',
    },
    {
      kind: 'mark-handled',
      practiceId: claim.practiceId,
      messageKey: claimPaymentMessageKey(facts, claimIndex),
      at: occasion.at,
    },
  ];
  const [unknownGroup] = unknownGroups(clp);
  if (unknownGroup !== undefined) {
    return suspend(`An adjustment has the group ${unknownGroup}, which says nothing of who bears it.`);
  }
  if (claim.submissions.length === 0) {
    return suspend(`Claim ${claim.claimId} was never sent to a payer.`);
  }
  if (clp.statusCode === predeterminationStatus) {
    return clp.paidCents === 0
      ? { outcome: 'posted', ...recordPredetermination(claim, posted, done) }
      : suspend('A predetermination must not pay anything.');
  }
  const read = readAdjudication(clp, claim, { ...facts, ...occasion, claimIndex });
  let adjudication = read;
  let newPostings: Posting[];
  if (read.statusCode === reversalStatus) {
    const search = findReversed(claim, read);
    if (search.found === undefined) {
      return suspend(search.why);
    }
    const { remittanceId, claimIndex: reversedIndex } = search.found;
    adjudication = { ...mirrored(read, search.found), reverses: { remittanceId, claimIndex: reversedIndex } };
    newPostings = takeBack(search.found, adjudication, occasion.postings, posted);
  } else {
    newPostings = postDecision(claim, adjudication, occasion.postings, posted);
  }
  newPostings.push(
    ...replaceDecisions(
      { ...claim, adjudications: [...claim.adjudications, adjudication] },
      adjudication,
      [...occasion.postings, ...newPostings],
      posted,
    ),
  );
  const moved = moveByLedger(claim, practice, adjudication, [...occasion.postings, ...newPostings], posted);
  return {
    outcome: 'posted',
    claim: moved.claim,
    ...(moved.move === undefined ? {} : { move: moved.move }),
    writes: [...moved.writes, ...newPostings.map((posting): Write => ({ kind: 'post', posting })), ...done],
  };
}

/** The sums of a reversal are those of the decision it takes back, however its groups are named. */
function mirrored(reversal: Adjudication, original: Adjudication): Adjudication {
  return {
    ...reversal,
    payerId: original.payerId,
    contractualCents: cents(0 - original.contractualCents),
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
): Posting[] {
  const originalPosting = postings.find(({ postingId }) => postingId === adjudicationPostingId(original));
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
          postingId: adjudicationPostingId(reversal),
          cause: 'reversal',
          remittanceId: reversal.remittanceId,
          words: `${original.payerId} took back its decision of ${original.postingDate}`,
        }),
        ...decisions,
      ];
}

/**
 * The postings of a decision. Where the practice had given up the payer's debt, the payer has spoken after all: the
 * write-off is taken back first.
 */
function postDecision(
  claim: Claim,
  adjudication: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Posting[] {
  const made: Posting[] = standingPostings(postings)
    .filter(
      ({ cause, legs }) =>
        cause === 'write-off' &&
        legs.some(({ account, amountCents }) => account === 'payer-receivable' && amountCents < 0),
    )
    .map((writeOff) =>
      correctingPosting(writeOff, { ...occasion, words: 'The payer decided after it was written off' }),
    );
  const decision = adjudicationPosting(claim, adjudication, occasion);
  return decision === undefined ? made : [...made, decision];
}

/**
 * Where the claim goes follows from all that now stands, not from the one CLP, so that decisions that come in another
 * order lead to the same place: nothing stands - wait for the payer; more is decided than was billed - wait for
 * the reversal of the earlier decision; something is denied - a person works it; less is decided - wait for the rest.
 */
function moveByLedger(
  claim: Claim,
  practice: Practice,
  adjudication: Adjudication,
  postings: readonly Posting[],
  { at, by }: PostingOccasion,
): ClaimMoved & { readonly move?: MoveName } {
  const changes = { adjudications: [...claim.adjudications, adjudication] };
  const after = { ...claim, ...changes };
  const payer = practice.payers.find(({ payerId }) => payerId === adjudication.payerId);
  const owedCents = balancesOf(postings)['payer-receivable'];
  const said = `${adjudication.payerId} ${adjudication.statusCode === reversalStatus ? 'took back' : 'paid'} ${formatDollars(
    cents(Math.abs(adjudication.paidCents)),
  )}`;
  const isLegal = (move: MoveName) => allows(claim.state, move);
  const base = { at, by, origin: 'outside', changes } as const;
  const waitOn = (why: string): ClaimMoved & { readonly move?: MoveName } => {
    const waitsAlready = ['awaiting-acknowledgement', 'awaiting-remittance'].includes(claim.state);
    if (!waitsAlready && isLegal('reversed-by-payer')) {
      const deadline = payer === undefined ? {} : { deadlineSeconds: payer.remittanceDeadlineDays * 86_400 };
      return {
        ...moveClaim(claim, { ...base, ...deadline, move: 'reversed-by-payer', detail: `${said}; ${why}` }),
        move: 'reversed-by-payer',
      };
    }
    const words = `${said}; ${why}`;
    const summary = `${words}. Next: ${stateTable[claim.state].expects}.`;
    return amendClaim(claim, { ...changes, summary }, at, { event: 'decision-recorded', by, words });
  };
  if (standingAdjudications(after).length === 0) {
    return waitOn('no decision of the payer stands now');
  }
  if (owedCents < 0) {
    return waitOn(
      `more is decided than was billed, by ${formatDollars(cents(0 - owedCents))}: an earlier decision must yet be taken back`,
    );
  }
  const denials = openDenials(after, postings);
  if (sumCents(denials, ({ openCents }) => openCents) > 0 && isLegal('denied')) {
    const { name, limit } = moveTable.denied.round;
    if ((claim.rounds[name] ?? 0) >= limit) {
      return waitOn(`denied more than ${limit} times; ask the payer before the deadline`);
    }
    const task = denialBrief(after, practice, denials);
    return { ...moveClaim(claim, { ...base, move: 'denied', detail: said, task }), move: 'denied' };
  }
  if (owedCents > 0) {
    return waitOn(`${formatDollars(owedCents)} of the charges are not decided`);
  }
  return isLegal('settled-by-payer')
    ? { ...moveClaim(claim, { ...base, move: 'settled-by-payer', detail: said }), move: 'settled-by-payer' }
    : waitOn('the claim is being worked');
}

/** A forecast decides nothing: it is kept in the history and posts no money. */
function recordPredetermination(
  claim: Claim,
  { at, by }: PostingOccasion,
  done: readonly Write[],
): { claim: Claim; writes: Write[] } {
  const recorded = amendClaim(claim, {}, at, {
    event: 'predetermination-recorded',
    by,
    words: 'The payer sent a predetermination, which pays nothing',
  });
  return { claim: recorded.claim, writes: [...recorded.writes, ...done] };
}
