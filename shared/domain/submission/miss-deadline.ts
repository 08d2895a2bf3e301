import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf, daysBetween } from '../calendar/plain-date.ts';
import { moveClaim, type ClaimMoved, type TaskBrief } from '../claims/move-claim.ts';
import { awaitsNextPayer } from '../remittance/passed-on.ts';
import { lastFilingDay } from './filing-limit.ts';

export type DeadlineMissed = ClaimMoved & { readonly outcome: 'nothing-came-back' | 'moved-on' };

/** No acknowledgement came in time. `moved-on` when the claim no longer waits for one. */
export function missedAcknowledgement(claim: Claim, practice: Practice, at: Instant): DeadlineMissed {
  return missed(claim, practice, at, 'awaiting-acknowledgement');
}

/** No remittance came in time. `moved-on` when the claim no longer waits for one. */
export function missedRemittance(claim: Claim, practice: Practice, at: Instant): DeadlineMissed {
  return missed(claim, practice, at, 'awaiting-remittance');
}

function missed(
  claim: Claim,
  practice: Practice,
  at: Instant,
  waitingIn: 'awaiting-acknowledgement' | 'awaiting-remittance',
): DeadlineMissed {
  if (claim.state !== waitingIn) {
    return { outcome: 'moved-on', claim, writes: [] };
  }
  const task = followUpTask(claim, practice, at);
  return {
    outcome: 'nothing-came-back',
    ...moveClaim(claim, {
      move: 'nothing-came-back',
      at,
      by: 'record-missed-deadline',
      origin: 'leg',
      detail: waitingIn === 'awaiting-acknowledgement' ? 'no acknowledgement' : 'no remittance',
      task,
    }),
  };
}

/** Working days that a biller has to follow up. */
const followUpTaskDays = 2;

function followUpTask(claim: Claim, practice: Practice, at: Instant): TaskBrief {
  const submission = claim.submissions.at(-1);
  const today = dateOf(at);
  const payer = practice.payers.find(({ payerId }) => payerId === submission?.payerId);
  const awaited = claim.state === 'awaiting-acknowledgement' ? 'acknowledgement' : 'remittance';
  const days = submission === undefined ? 0 : daysBetween(dateOf(submission.submittedAt), today);
  const passedOn = awaitsNextPayer(claim);
  return {
    why: `No ${awaited} for the claim that was sent ${days} days ago.`,
    evidence: [
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
