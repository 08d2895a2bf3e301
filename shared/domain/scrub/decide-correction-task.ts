import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/task.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseLateToPatient, takesCoverageOff } from '../coding/taken-off-coverage.ts';
import {
  correct,
  refuseUnlessWaiting,
  rememberDecision,
  type TaskWorked,
  type Worker,
} from '../coding/work-task.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { formatDollars } from '../money/cents.ts';

/**
 * Staff correct what the scrubber held, or find that the visit is not billable. Writing off what was billed before is the
 * ledger's decision.
 */
export function decideCorrectionTask(
  claim: Claim,
  practice: Practice,
  decision: Extract<TaskOutcome<'correction'>, { outcome: 'corrected' | 'not-billable' }>,
  worker: StaffMember,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'correction');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const forManager = refuseUnlessManager(claim, 'held-by-scrubber', worker.role);
  if (forManager !== undefined) {
    return { refused: forManager };
  }
  const { outcome, reason } = decision;
  const request = {
    at: worker.at,
    by: `user ${worker.user}`,
    origin: 'outside',
    worked: { outcome, closedBy: worker.user },
  } as const;
  if (decision.outcome === 'not-billable') {
    if (claim.postedChargeCents !== 0) {
      return {
        refused: `${formatDollars(claim.postedChargeCents)} of this claim were billed and stand in the ledger; correct it and let the payer decide, or write it off.`,
      };
    }
    return {
      outcome: 'found-not-billable',
      ...moveClaim(claim, {
        ...request,
        move: 'found-not-billable',
        detail: 'in the correction task',
        changes: rememberDecision(claim, worker, { task: 'correction', outcome, reason }),
      }),
    };
  }
  const corrected = correct(claim, practice, decision.correction, worker.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const { changes, fields } = corrected;
  if (fields.length === 0) {
    return {
      refused:
        'The correction changes nothing, so the scrubber would hold the claim again; correct what it found.',
    };
  }
  const notThePatients = takesCoverageOff(claim, changes)
    ? refuseWithoutCoverage(claim, practice, worker)
    : undefined;
  if (notThePatients !== undefined) {
    return { refused: notThePatients };
  }
  return {
    outcome: 'corrected',
    ...moveClaim(claim, {
      ...request,
      move: 'corrected',
      detail: fields.join(', '),
      changes: {
        ...changes,
        ...rememberDecision(claim, worker, { task: 'correction', outcome, reason, fields }),
      },
    }),
  };
}

function refuseWithoutCoverage(claim: Claim, practice: Practice, { at }: Worker): string | undefined {
  const sent = claim.submissions.at(-1);
  return sent === undefined
    ? refuseLateToPatient(claim, practice, dateOf(at))
    : `The claim went to ${sent.payerId}; its coverage cannot be taken off here, as the patient would receive the bill for what the payer may yet decide. Correct the coverage, or give the claim up.`;
}
