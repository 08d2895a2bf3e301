import type * as z from 'zod';
import type { Cents } from '#contracts/cents.ts';
import { ClaimContent, type Claim } from '#contracts/claim.ts';
import type { Dispute } from '#contracts/dispute.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import type { Practice } from '#contracts/practice.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { contentDifferences } from '../charge-changes/content-differences.ts';
import { openChargeChange } from '../charge-changes/open-charge-change.ts';
import { amendClaim } from '../claims/move-claim.ts';
import { correct } from '../coding/work-task.ts';
import { effectOf } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents, smaller, subtractCents, zeroCents } from '../money/cents.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import { askedAgain } from '../remittance/decide-unexplained-adjustment.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';
import type { Write } from '../writes/write.ts';
import { givenUpPostingId, openDisputes, savingDisputes, withDispute } from './disputes.ts';
import { handBalancesOver, type VisitBalance } from './hand-over.ts';

type Decision = z.output<(typeof practiceTaskOutcomes)['dispute']>;

interface DisputeFacts {
  readonly practice: Practice;
  readonly account: PatientAccount | undefined;
  /** The claim that the decision names, and every posting of it. */
  readonly claim: Claim | undefined;
  readonly postings: readonly Posting[];
}

type Decided =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly summary?: never; readonly refused: readonly string[] };

/**
 * Carries out what a person decided about a disputed balance. Money moves by a new posting only, and only where something
 * is given up; what becomes of a claim that its insurance or somebody else owes, a biller decides at the claim. The
 * account's version guards all of it, so that two who decide at once do so once.
 */
export function decideDispute(
  task: Task,
  decision: Decision,
  facts: DisputeFacts,
  user: string,
  occasion: PostingOccasion,
): Decided {
  const { account } = facts;
  const dispute = account && openDisputes(account).find(({ number }) => number === task.disputed?.number);
  if (account === undefined || dispute === undefined) {
    return { refused: ['The dispute is decided already; nothing is left to decide'] };
  }
  if (decision.outcome === 'keep-looking') {
    return keepLooking(task, decision, { account, dispute }, occasion);
  }
  const closed = { outcome: decision.outcome, at: occasion.at, by: user, words: decision.reason };
  if (decision.outcome === 'patient-owes') {
    const decided = { ...account, disputes: withDispute(account, dispute.number, { closed }) };
    return {
      summary: 'The patient owes it: statements go on where they stood.',
      writes: goOn({ account, dispute }, decided, occasion),
    };
  }
  const { claim } = facts;
  if (claim === undefined || claim.guarantorId !== account.guarantorId) {
    return { refused: [`claim: ${decision.claim} is not of this account`] };
  }
  if ((dispute.claimId ?? claim.claimId) !== claim.claimId) {
    return { refused: [`claim: found ${claim.claimId}; the dispute is about ${dispute.claimId ?? 'all'}`] };
  }
  const named = { ...closed, claimId: claim.claimId };
  return decision.outcome === 'adjust'
    ? adjust(decision, { ...facts, account, claim, dispute }, named, occasion)
    : backToTheClaim(decision, { ...facts, account, claim, dispute }, named, occasion);
}

interface Found {
  readonly account: PatientAccount;
  readonly dispute: Dispute;
}
type FoundClaim = DisputeFacts & Found & { readonly claim: Claim };
type Closed = NonNullable<Dispute['closed']>;

function keepLooking(
  task: Task,
  decision: Extract<Decision, { outcome: 'keep-looking' }>,
  { account, dispute }: Found,
  occasion: PostingOccasion,
): Decided {
  const fault = dayFault(decision.by, occasion.at);
  if (fault !== undefined) {
    return { refused: [fault] };
  }
  const next = askedAgain(task, decision, occasion);
  const evidence = [...task.evidence, `${occasion.by} looks again by ${decision.by}: ${decision.reason}.`];
  const changes = { reviewOn: decision.by, taskId: next.taskId };
  return {
    summary: `The dispute stays open; it is due again on ${decision.by}.`,
    writes: [
      savingDisputes(account, withDispute(account, dispute.number, changes)),
      { kind: 'open-task', task: { ...next, evidence } },
    ],
  };
}

/**
 * The writes by which statements go on for all that was disputed: a cycle that ended while they were held begins anew,
 * with each visit's own count.
 * @param lowered the visit of which something was given up, with what is left of it.
 */
function goOn(
  { account, dispute }: Found,
  decided: PatientAccount & { readonly disputes: Dispute[] },
  { at }: PostingOccasion,
  lowered?: VisitBalance,
): readonly Write[] {
  const others = account.visits.filter(
    ({ claimId, balanceCents }) =>
      balanceCents > 0 && (dispute.claimId ?? claimId) === claimId && claimId !== lowered?.claimId,
  );
  // A cycle carries the whole account, so that any of the others starts it for all.
  const visits = [...(lowered === undefined ? [] : [lowered]), ...others.slice(0, 1)];
  const handed = handBalancesOver(decided, visits, decided, at, 'raised');
  return handed.length === 0 ? [savingDisputes(account, decided.disputes)] : handed;
}

function adjust(
  { amount, writeOffReason, reason }: Extract<Decision, { outcome: 'adjust' }>,
  { account, claim, dispute, postings }: FoundClaim,
  named: Closed,
  occasion: PostingOccasion,
): Decided {
  const owedCents = balancesOf(postings)['patient-receivable'];
  if (claim.state !== 'closed') {
    return { refused: [`claim: ${claim.claimId} is with its payer again; wait until it is settled`] };
  }
  if (amount <= 0 || amount > owedCents) {
    return {
      refused: [
        `amount: found ${formatDollars(amount)}; expected at most ${formatDollars(owedCents)}, which the patient owes`,
      ],
    };
  }
  const made = givenUp(claim, postings, amount).map((part, index) =>
    makePosting({
      practiceId: claim.practiceId,
      postingId: givenUpPostingId(claim, dispute.number, index + 1),
      cause: 'write-off',
      claimId: claim.claimId,
      guarantorId: claim.guarantorId,
      // Should the payer take back what it left to the patient, this is taken back with it.
      ...(part.concerns === undefined ? {} : { concerns: part.concerns }),
      postingDate: occasion.postingDate,
      serviceDate: claim.serviceDateFrom,
      knownAt: occasion.at,
      by: occasion.by,
      words: `Given up of a disputed balance: ${reason}`,
      legs: [
        { account: 'write-off', amountCents: part.amountCents, reason: writeOffReason },
        { account: 'patient-receivable', amountCents: negateCents(part.amountCents) },
      ],
    }),
  );
  const closed = { ...named, adjustedCents: amount };
  const decided = { ...account, disputes: withDispute(account, dispute.number, { closed }) };
  const visit = {
    claimId: claim.claimId,
    serviceDate: claim.serviceDateFrom,
    balanceCents: subtractCents(owedCents, amount),
  };
  // The claim's version guards it against a payer that takes its decision back at the same moment.
  const amended = amendClaim(claim, { handedToPatientCents: visit.balanceCents }, occasion.at, {
    event: 'dispute-adjusted',
    by: occasion.by,
    words: `${formatDollars(amount)} of the patient's balance given up after a dispute: ${writeOffReason}`,
  });
  return {
    summary: `${formatDollars(amount)} were given up; ${formatDollars(visit.balanceCents)} of the visit are left.`,
    writes: [
      ...amended.writes,
      ...made.map((posting): Write => ({ kind: 'post', posting })),
      ...goOn({ account, dispute }, decided, occasion, visit),
    ],
  };
}

/** What is given up, by the decision of the payer that left it to the patient; what no payer left stands by itself. */
function givenUp(
  claim: Claim,
  postings: readonly Posting[],
  amountCents: Cents,
): readonly { readonly amountCents: Cents; readonly concerns?: Posting['postingId'] }[] {
  let left = amountCents;
  const parts: { amountCents: Cents; concerns?: Posting['postingId'] }[] = [];
  for (const adjudication of standingAdjudications(claim).toReversed()) {
    const concerns = adjudicationPostingId(adjudication);
    const share = balancesOf(effectOf(concerns, postings))['patient-receivable'];
    const part = smaller(share > 0 ? share : zeroCents, left);
    if (part > 0) {
      parts.push({ amountCents: part, concerns });
      left = subtractCents(left, part);
    }
  }
  return left > 0 ? [...parts, { amountCents: left }] : parts;
}

/** The dispute is over; what becomes of the claim is decided in a task of its own, and no statement asks for it until then. */
function backToTheClaim(
  decision: Extract<Decision, { outcome: 'insurance-owes' | 'not-this-patients' }>,
  { account, claim, dispute, practice }: FoundClaim,
  closed: Closed,
  occasion: PostingOccasion,
): Decided {
  if (claim.pendingChange !== undefined) {
    return {
      refused: [`A change of claim ${claim.claimId} waits already; decide its charge-changed task first`],
    };
  }
  const { source } = claim;
  const isInsurance = decision.outcome === 'insurance-owes';
  const named = isInsurance ? decision.coverages : undefined;
  const coverages = named ?? claim.coverages;
  if (isInsurance && coverages.length === 0) {
    return { refused: ['coverages: the claim has none; name the insurance that owes it'] };
  }
  // By the rules of every correction: nobody can ask a payer that the practice does not have.
  const wrong = named && correct(claim, practice, { coverages: named }, occasion.at).refused;
  if (wrong !== undefined) {
    return { refused: [wrong] };
  }
  const content = isInsurance ? ClaimContent.parse({ ...claim, coverages }) : undefined;
  const opened = openChargeChange(
    claim,
    {
      ...(content === undefined ? {} : { content }),
      // What the practice sent stays as it is: sent again it is no change of its own.
      contentHash: source.contentHash,
      version: source.version,
      uploadId: source.uploadId,
      recordNumber: source.recordNumber,
      differences: [
        ...(content === undefined ? [] : contentDifferences(claim, content)),
        `Dispute ${dispute.number} of account ${account.guarantorId}: ${decision.reason}`,
      ],
    },
    practice,
    occasion.at,
    {
      by: occasion.by,
      words: isInsurance
        ? 'A dispute found that the insurance owes it'
        : 'A dispute found that the visit is not this patient’s',
      why: isInsurance
        ? `The guarantor disputed the visit of ${claim.serviceDateFrom}: its insurance owes it. Bill it again, or leave it as it is.`
        : `The guarantor disputed the visit of ${claim.serviceDateFrom}: it is not this patient's. Void it, or leave it as it is.`,
    },
  );
  const decided = { ...account, disputes: withDispute(account, dispute.number, { closed }) };
  return {
    summary: `A charge-changed task of claim ${claim.claimId} is open; no statement asks for the visit until it is decided.`,
    writes: [
      ...opened.writes,
      // The visit itself waits for that task; whatever else was disputed with it goes on.
      ...goOn({ account, dispute }, decided, occasion),
    ],
  };
}
