import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { moveClaim } from '../claims/move-claim.ts';
import { refuseLateToPatient, takesCoverageOff } from '../coding/taken-off-coverage.ts';
import {
  correct,
  refuseUnlessWaiting,
  rememberDecision,
  type TaskWorked,
  type Worker,
} from '../coding/work-task.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { pendingAcceptance, refuseSecondOriginal, sendAgain } from './next-submission.ts';

/**
 * A biller corrects a claim that was rejected before adjudication. It goes out again as an original, since the payer
 * never had it; only where the payer had decided an earlier submission it remains a replacement of that. The same
 * content may go out again: some rejections are the other side's fault. Where a clearinghouse rejected what the payer has
 * accepted after all, nothing is sent. Writing off is the ledger's decision.
 */
export function decideRejectionTask(
  claim: Claim,
  practice: Practice,
  decision: Extract<TaskOutcome<'rejection'>, { outcome: 'corrected' }>,
  worker: Worker,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'rejection');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const accepted = pendingAcceptance(claim);
  if (accepted !== undefined) {
    return { refused: refuseSecondOriginal(accepted) };
  }
  const corrected = correct(claim, practice, decision.correction, worker.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const { changes, fields } = corrected;
  if (takesCoverageOff(claim, changes)) {
    const refused =
      standingAdjudications(claim).length === 0
        ? refuseLateToPatient(claim, practice, dateOf(worker.at))
        : 'A payer has decided this claim before; without coverage the patient would receive the bill for what was denied. Correct the coverage, or write it off.';
    if (refused !== undefined) {
      return { refused };
    }
  }
  const coverage = primaryCoverage({ ...claim, ...changes });
  const { outcome, reason } = decision;
  return {
    outcome: 'rejection-corrected',
    ...moveClaim(claim, {
      move: 'rejection-corrected',
      at: worker.at,
      by: `user ${worker.user}`,
      origin: 'outside',
      detail: fields.length === 0 ? 'nothing changed, to be sent again' : fields.join(', '),
      worked: { outcome, closedBy: worker.user },
      changes: {
        ...changes,
        ...rememberDecision(claim, worker, { task: 'rejection', outcome, reason, fields }),
        ...(coverage === undefined ? {} : { nextSubmission: sendAgain(claim, payerOf(coverage, practice)) }),
      },
    }),
  };
}
