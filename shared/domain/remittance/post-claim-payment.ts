import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { allows, moveTable, stateTable, type MoveName } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim, type ClaimMoved, type MoveRequest } from '../claims/move-claim.ts';
import { openDenials } from '../denials/denial-decisions.ts';
import { denialBrief } from '../denials/denial-brief.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { cents, formatDollars, sumCents } from '../money/cents.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { Write } from '../writes/write.ts';
import {
  notOursStatus,
  predeterminationStatus,
  readAdjudication,
  reversalStatus,
  unknownGroups,
  type RemittanceFacts,
} from './read-adjudication.ts';
import { decidedOfDenied } from './cover-given-up.ts';
import { askToReplaceLater } from './later-payer-outdated.ts';
import { postDecision } from './post-decision.ts';
import { standingAdjudications } from './standing-adjudications.ts';
import { claimPaymentMessageKey, suspendPayment } from './suspend-payment.ts';
import type { Taken } from './take-decision.ts';
import { whyTooMuch } from './too-much-to-post.ts';
import { whyLinesAreUnclear } from './unclear-lines.ts';
import { whatIsAwaited, whyTooMuchIsDecided } from './what-is-awaited.ts';

export type ClaimPaymentPosted =
  | {
      readonly outcome: 'posted';
      readonly claim: Claim;
      /** The move the claim made; none where it only records the decision and waits on. */
      readonly move?: MoveName;
      readonly writes: readonly Write[];
    }
  | {
      readonly outcome: 'suspended';
      readonly why: string;
      /** The claim that remembers it, where it is a reversal that came too early. */
      readonly claim?: Claim;
      readonly writes: readonly Write[];
    }
  | { readonly outcome: 'duplicate'; readonly writes: readonly [] };

export interface PaymentOccasion {
  readonly at: Instant;
  readonly postingDate: PlainDate;
  /** Every posting of the claim so far. */
  readonly postings: readonly Posting[];
  /** Where a person places a CLP that was parked: the run has counted it, and it is marked as handled. */
  readonly placing?: {
    readonly by: string;
    /** Which line of the claim each line of the CLP decides, both counted from 1. */
    readonly lines?: Readonly<Record<string, number>> | undefined;
  };
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
    [...claim.adjudications, ...(claim.earlyReversals ?? [])].some(
      (former) => former.remittanceId === facts.remittanceId && former.claimIndex === claimIndex,
    )
  ) {
    return { outcome: 'duplicate', writes: [] };
  }
  const { placing } = occasion;
  const by = placing?.by ?? `remittance ${facts.remittanceId} claim ${claimIndex}`;
  const posted = { at: occasion.at, postingDate: occasion.postingDate, by };
  const suspend = (why: string): ClaimPaymentPosted & { readonly outcome: 'suspended' } => ({
    outcome: 'suspended',
    why,
    writes: suspendPayment(claim, facts, clp, claimIndex, posted, why),
  });
  const done: readonly Write[] = [
    ...payerNumberOf(claim, clp),
    ...(placing === undefined ? doneWith(claim, facts, claimIndex, occasion.at) : []),
  ];
  const [unknownGroup] = unknownGroups(clp);
  if (unknownGroup !== undefined) {
    return suspend(`An adjustment has the group ${unknownGroup}, which says nothing of who bears it.`);
  }
  // A forecast is asked for before the service, so that the claim need not have been sent.
  if (clp.statusCode === predeterminationStatus) {
    return clp.paidCents === 0
      ? { outcome: 'posted', ...recordPredetermination(claim, posted, done) }
      : suspend('A predetermination must not pay anything.');
  }
  if (claim.submissions.length === 0) {
    return suspend(`Claim ${claim.claimId} was never sent to a payer.`);
  }
  if (clp.statusCode === notOursStatus) {
    return clp.paidCents === 0
      ? { outcome: 'posted', ...recordNotOurs(claim, facts, posted, done) }
      : suspend('A payer that says the claim is not its own must not pay anything.');
  }
  const read = readAdjudication(clp, claim, { ...facts, ...occasion, claimIndex, lines: placing?.lines });
  const unclear = whyLinesAreUnclear(read, claim);
  if (unclear !== undefined) {
    return suspend(unclear);
  }
  const decided = postDecision(claim, read, occasion.postings, posted);
  if (decided.why !== undefined) {
    return decided.mayYetCome
      ? parkReversal(claim, read, suspend(decided.why), posted)
      : suspend(decided.why);
  }
  const { taken, after, following, postings: newPostings } = decided;
  const moved = moveByLedger(
    claim,
    practice,
    taken,
    [...occasion.postings, ...newPostings],
    posted,
    following.map(({ words }) => `; ${words}`).join(''),
  );
  const tooMuch = whyTooMuch(moved.claim, newPostings);
  if (tooMuch !== undefined) {
    return suspend(tooMuch);
  }
  return {
    outcome: 'posted',
    claim: moved.claim,
    ...(moved.move === undefined ? {} : { move: moved.move }),
    writes: [
      ...moved.writes,
      ...newPostings.map((posting): Write => ({ kind: 'post', posting })),
      ...(taken.writes ?? []),
      ...askToReplaceLater(claim, after, taken.last, posted),
      ...done,
    ],
  };
}

/** So that a takeback which names nothing but this number finds its claim. */
function payerNumberOf({ practiceId, claimId }: Claim, { payerControlNumber = '' }: Claim835): Write[] {
  return payerControlNumber === ''
    ? []
    : [{ kind: 'name-payer-claim', practiceId, payerClaimControlNumber: payerControlNumber, claimId }];
}

/** What makes a second delivery of the CLP a no-op, and counts it in its run. */
function doneWith(
  { practiceId }: Claim,
  facts: RemittanceFacts,
  claimIndex: number,
  at: Instant,
): readonly Write[] {
  const { remittanceId } = facts;
  return [
    { kind: 'count-remittance-claim', practiceId, remittanceId, claimIndex, outcome: 'posted' },
    { kind: 'mark-handled', practiceId, messageKey: claimPaymentMessageKey(facts, claimIndex), at },
  ];
}

/** The claim remembers a reversal that came too early, so that the decision, when it comes, finds it. */
function parkReversal(
  claim: Claim,
  reversal: Adjudication,
  parked: ClaimPaymentPosted & { readonly outcome: 'suspended' },
  { at, by }: PostingOccasion,
): ClaimPaymentPosted {
  const amended = amendClaim(claim, { earlyReversals: [...(claim.earlyReversals ?? []), reversal] }, at, {
    event: 'reversal-parked',
    by,
    words: `${reversal.payerId} took back a decision that is not posted here; it is parked until the decision comes`,
  });
  return whyTooMuch(amended.claim, []) === undefined
    ? { ...parked, claim: amended.claim, writes: [...amended.writes, ...parked.writes] }
    : parked;
}

/**
 * Where the claim goes follows from all that now stands, not from the one CLP, so that decisions that come in another
 * order lead to the same place: nothing stands - wait for the payer; more is decided than was billed - wait for
 * the reversal of the earlier decision; later payers decided on more than was left to the patient - the same; something is denied - a person works it; less is decided - wait for the rest;
 * the payer passed the claim on - wait for the next payer before the patient is asked.
 */
function moveByLedger(
  claim: Claim,
  practice: Practice,
  { changes, last: adjudication }: Taken,
  postings: readonly Posting[],
  { at, by }: PostingOccasion,
  alsoMoved: string,
): ClaimMoved & { readonly move?: MoveName } {
  const after = { ...claim, ...changes };
  const payer = practice.payers.find(({ payerId }) => payerId === adjudication.payerId);
  const said = `${adjudication.payerId} ${adjudication.statusCode === reversalStatus ? 'took back' : 'paid'} ${formatDollars(
    cents(Math.abs(adjudication.paidCents)),
  )}${alsoMoved}`;
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
    return isVoided(claim)
      ? leaveVoided(claim, { ...base, changes: { ...changes, voidedAt: claim.voidedAt ?? at } }, said)
      : waitOn('no decision of the payer stands now');
  }
  const tooMuch = whyTooMuchIsDecided(after, postings);
  if (tooMuch !== undefined) {
    return waitOn(tooMuch);
  }
  const denials = openDenials(after, postings);
  if (sumCents(denials, ({ openCents }) => openCents) > 0 && isLegal('denied')) {
    const { name, limit } = moveTable.denied.round;
    if ((claim.rounds[name] ?? 0) >= limit) {
      return waitOn(`denied more than ${limit} times; ask the payer before the deadline`);
    }
    const task = denialBrief(after, practice, denials, decidedOfDenied(after, postings));
    return { ...moveClaim(claim, { ...base, move: 'denied', detail: said, task }), move: 'denied' };
  }
  const awaited = whatIsAwaited(after, postings);
  if (awaited !== undefined) {
    return waitOn(awaited);
  }
  return isLegal('settled-by-payer')
    ? { ...moveClaim(claim, { ...base, move: 'settled-by-payer', detail: said }), move: 'settled-by-payer' }
    : waitOn('the claim is being worked');
}

/** Whether a void of the claim was sent and not refused, or its charges are taken back already. */
function isVoided({ voidedAt, submissions }: Claim): boolean {
  const latest = submissions.at(-1);
  return (
    voidedAt !== undefined ||
    (latest?.frequency === '8' && !latest.acknowledgements.some(({ outcome }) => outcome === 'rejected'))
  );
}

/** The payer took back what it had decided of a voided claim: the rest of its charges is taken back, and it closes. */
function leaveVoided(
  claim: Claim,
  request: Pick<MoveRequest, 'at' | 'by' | 'origin' | 'changes'>,
  said: string,
): ClaimMoved & { readonly move?: MoveName } {
  return allows(claim.state, 'voided')
    ? { ...moveClaim(claim, { ...request, move: 'voided', detail: said }), move: 'voided' }
    : amendClaim(claim, request.changes, request.at, {
        event: 'decision-recorded',
        by: request.by,
        words: `${said}; the claim is voided`,
      });
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

/** The claim is another payer's and on its way there: nothing is denied, and that one's decision is waited for. */
function recordNotOurs(
  claim: Claim,
  { payerId }: RemittanceFacts,
  { at, by }: PostingOccasion,
  done: readonly Write[],
): { claim: Claim; writes: Write[] } {
  const words = `${payerId ?? 'The payer'} says that the claim is another payer's and passed it on; do not send it there again`;
  const summary = `${words}. Next: ${stateTable[claim.state].expects}.`;
  const recorded = amendClaim(claim, { summary }, at, { event: 'passed-on', by, words });
  return { claim: recorded.claim, writes: [...recorded.writes, ...done] };
}
