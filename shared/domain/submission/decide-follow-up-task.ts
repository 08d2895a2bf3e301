import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseUnlessWaiting, rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import { coverageOwing, refuseSecondPayer } from '../cutover/coverage-owing.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { payerOf } from '../eligibility/primary-coverage.ts';
import { formatDollars } from '../money/cents.ts';
import { awaitsNextPayer } from '../remittance/passed-on.ts';
import { decisionOnLatest, pendingAcceptance, refuseSecondOriginal, sendAgain } from './next-submission.ts';

const daySeconds = 86_400;

/**
 * A biller waits on, or sends the claim again. A claim that the payer has accepted is never sent a second time while
 * it is pending, nor unchanged after a denial: the payer would deny it as a duplicate. Writing off and going back to a
 * denial are the ledger's decisions.
 */
export function decideFollowUpTask(
  claim: Claim,
  practice: Practice,
  decision: Extract<TaskOutcome<'follow-up'>, { outcome: 'keep-waiting' | 'resubmit' }>,
  worker: StaffMember,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'follow-up');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const forManager = refuseUnlessManager(claim, 'nothing-came-back', worker.role);
  if (forManager !== undefined) {
    return { refused: forManager };
  }
  const { outcome, reason } = decision;
  const coverage = coverageOwing(claim);
  const payer = coverage === undefined ? undefined : payerOf(coverage, practice);
  const submission = claim.submissions.at(-1);
  const request = {
    at: worker.at,
    by: `user ${worker.user}`,
    origin: 'outside',
    worked: { outcome, closedBy: worker.user },
  } as const;
  const remembered = rememberDecision(claim, worker, { task: 'follow-up', outcome, reason });
  if (outcome === 'keep-waiting') {
    return {
      outcome: 'kept-waiting',
      ...moveClaim(claim, {
        ...request,
        move: 'kept-waiting',
        changes: remembered,
        detail: `for the remittance of ${submission?.payerId ?? coverage?.payerId ?? 'the payer'}`,
        ...(payer === undefined ? {} : { deadlineSeconds: payer.remittanceDeadlineDays * daySeconds }),
      }),
    };
  }
  const notSent = refuseSecondPayer(claim);
  if (notSent !== undefined) {
    return { refused: notSent };
  }
  const passedOn = awaitsNextPayer(claim);
  if (passedOn !== undefined) {
    return {
      refused: `${passedOn.payerId} passed the claim on to the next payer itself; sent again, it would be denied as a duplicate. Ask the next payer and keep waiting; where it will not decide, a write-off of the nothing that payers owe hands what is left to the patient.`,
    };
  }
  const accepted = pendingAcceptance(claim);
  if (accepted !== undefined) {
    return { refused: refuseSecondOriginal(accepted) };
  }
  const decided = decisionOnLatest(claim);
  if (decided !== undefined && decided.deniedCents !== 0) {
    return {
      refused: `${decided.payerId} decided submission ${submission?.sequence ?? ''} on ${decided.postingDate} and denied ${formatDollars(decided.deniedCents)}; the same claim again would be denied as a duplicate. Choose back-to-denial, and correct it there.`,
    };
  }
  return {
    outcome: 'resubmission-chosen',
    ...moveClaim(claim, {
      ...request,
      move: 'resubmission-chosen',
      detail: submission === undefined ? 'to the payer' : `after submission ${submission.sequence}`,
      changes: {
        ...remembered,
        ...(payer === undefined ? {} : { nextSubmission: sendAgain(claim, payer) }),
      },
    }),
  };
}
