import type { Appeal } from '#contracts/appeal.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf, daysBetween } from '../calendar/plain-date.ts';
import { appealBrief, awaitedAppeal, withStep } from '../denials/appeals.ts';
import { openDenials } from '../denials/denial-decisions.ts';
import { moveClaim, type ClaimMoved, type TaskBrief } from '../claims/move-claim.ts';
import { formatDollars } from '../money/cents.ts';
import { awaitsNextPayer } from '../remittance/passed-on.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { whatIsAwaited, whyTooMuchIsDecided } from '../remittance/what-is-awaited.ts';
import { placeInLine } from '../remittance/who-spoke.ts';
import { lastFilingDay } from './filing-limit.ts';

export type DeadlineMissed = ClaimMoved & {
  readonly outcome: 'nothing-came-back' | 'appeal-unanswered' | 'moved-on';
};

/** No acknowledgement came in time. `moved-on` when the claim no longer waits for one. */
export function missedAcknowledgement(claim: Claim, practice: Practice, at: Instant): DeadlineMissed {
  return missed(claim, practice, at, 'awaiting-acknowledgement', []);
}

/**
 * No remittance came in time. `moved-on` when the claim no longer waits for one.
 * @param postings every posting of the claim: they tell why one that payers have decided waits.
 */
export function missedRemittance(
  claim: Claim,
  practice: Practice,
  at: Instant,
  postings: readonly Posting[],
): DeadlineMissed {
  const appeal = awaitedAppeal(claim);
  return appeal === undefined
    ? missed(claim, practice, at, 'awaiting-remittance', postings)
    : unanswered(claim, practice, at, appeal, postings);
}

/** The day has come on which somebody wanted to look for the payer's answer to an appeal. */
function unanswered(
  claim: Claim,
  practice: Practice,
  at: Instant,
  appeal: Appeal,
  postings: readonly Posting[],
): DeadlineMissed {
  const by = 'record-missed-deadline';
  const changes = withStep(claim, { at, by, what: 'unanswered' });
  const brief = appealBrief({ ...claim, ...changes }, practice, openDenials(claim, postings), {
    ...appeal,
    steps: changes.appeals?.at(-1)?.steps ?? appeal.steps,
  });
  return {
    outcome: 'appeal-unanswered',
    ...moveClaim(claim, {
      move: 'appeal-unanswered',
      at,
      by,
      origin: 'leg',
      detail: `level ${appeal.level}`,
      changes,
      task: {
        ...brief,
        why: `No remittance has come for the appeal of level ${appeal.level}. ${brief.why}`,
        dueOn: addWorkingDays(dateOf(at), followUpTaskDays),
      },
    }),
  };
}

function missed(
  claim: Claim,
  practice: Practice,
  at: Instant,
  waitingIn: 'awaiting-acknowledgement' | 'awaiting-remittance',
  postings: readonly Posting[],
): DeadlineMissed {
  if (claim.state !== waitingIn) {
    return { outcome: 'moved-on', claim, writes: [] };
  }
  const standing = standingAdjudications(claim);
  const tooMuch = whyTooMuchIsDecided(claim, postings);
  const why = tooMuch ?? (standing.length === 0 ? undefined : whatIsAwaited(claim, postings));
  const task = followUpTask(claim, practice, at, why === undefined ? '' : `: ${why}`, [
    ...standing.map(
      (decision) =>
        `${decision.payerId} decided on ${decision.postingDate} as payer ${placeInLine(decision)} and paid ${formatDollars(decision.paidCents)}, under its number ${decision.payerClaimControlNumber || 'none'}.`,
    ),
    ...(tooMuch === undefined
      ? []
      : [
          'When the payer that should not have paid takes its decision back, the claim goes on by itself; money that is to be sent back is refunded from the task about the credit balance. Nothing is left to write off.',
        ]),
  ]);
  return {
    outcome: 'nothing-came-back',
    ...moveClaim(claim, {
      move: 'nothing-came-back',
      at,
      by: 'record-missed-deadline',
      origin: 'leg',
      detail: `${waitingIn === 'awaiting-acknowledgement' ? 'no acknowledgement' : 'no remittance'}${why === undefined ? '' : `; ${why}`}`,
      task,
    }),
  };
}

/** Working days that a biller has to follow up. */
const followUpTaskDays = 2;

function followUpTask(
  claim: Claim,
  practice: Practice,
  at: Instant,
  because: string,
  decided: readonly string[],
): TaskBrief {
  const submission = claim.submissions.at(-1);
  const today = dateOf(at);
  const payer = practice.payers.find(({ payerId }) => payerId === submission?.payerId);
  const awaited = claim.state === 'awaiting-acknowledgement' ? 'acknowledgement' : 'remittance';
  const days = submission === undefined ? 0 : daysBetween(dateOf(submission.submittedAt), today);
  const passedOn = awaitsNextPayer(claim);
  return {
    why: `No ${awaited} for the claim that was sent ${days} days ago${because}.`,
    evidence: [
      ...decided,
      ...(submission?.acknowledgements ?? []).map(
        ({ receivedAt, kind, sender, reason }) => `${dateOf(receivedAt)}: ${kind} of ${sender}. ${reason}`,
      ),
      ...(submission === undefined
        ? []
        : [
            `Submission ${submission.sequence} to ${submission.payerId}, control number ${submission.patientControlNumber}.`,
          ]),
      ...(payer === undefined
        ? []
        : [`${payer.name} must have the claim by ${lastFilingDay(claim, payer)}.`]),
      ...(passedOn === undefined
        ? []
        : [
            `${passedOn.payerId} decided on ${passedOn.postingDate} and passed the claim on: the next payer's decision is missing. Do not bill that one; ask it.`,
          ]),
      'Ask the payer for the status before sending anything again: a second original is denied as a duplicate.',
    ],
    dollarsAtStakeCents: claim.totalChargeCents,
    dueOn: addWorkingDays(today, followUpTaskDays),
  };
}
