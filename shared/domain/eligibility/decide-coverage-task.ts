import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { moveClaim } from '../claims/move-claim.ts';
import { sendTowardsScrub } from '../coding/needs-coding.ts';
import {
  correct,
  refuseUnlessWaiting,
  rememberDecision,
  type TaskWorked,
  type Worker,
} from '../coding/work-task.ts';

/** The front desk corrects a coverage, bills the payer although it did not confirm, or makes the visit self-pay. */
export function decideCoverageTask(
  claim: Claim,
  practice: Practice,
  decision: TaskOutcome<'coverage'>,
  worker: Worker,
): TaskWorked {
  const stale = refuseUnlessWaiting(claim, 'coverage');
  if (stale !== undefined) {
    return { refused: stale };
  }
  const { outcome, reason } = decision;
  const request = {
    at: worker.at,
    by: `user ${worker.user}`,
    origin: 'outside',
    worked: { outcome, closedBy: worker.user },
  } as const;
  if (decision.outcome === 'coverage-corrected') {
    const corrected = correct(claim, practice, { coverages: decision.coverages }, worker.at);
    if (corrected.refused !== undefined) {
      return { refused: corrected.refused };
    }
    const { changes, fields } = corrected;
    const remembered = rememberDecision(claim, worker, { task: 'coverage', outcome, reason, fields });
    return {
      outcome: 'coverage-corrected',
      ...moveClaim(claim, {
        ...request,
        move: 'coverage-corrected',
        detail: fields.length === 0 ? 'the same coverage, to be asked again' : 'to be asked again',
        changes: { ...changes, ...remembered },
      }),
    };
  }
  if (decision.outcome === 'self-pay') {
    const fields = ['coverages'];
    return sendTowardsScrub(claim, practice, {
      ...request,
      detail: 'the front desk made the visit self-pay',
      changes: {
        coverages: [],
        ...rememberDecision(claim, worker, { task: 'coverage', outcome, reason, fields }),
      },
    });
  }
  return sendTowardsScrub(claim, practice, {
    ...request,
    detail: 'the front desk bills although coverage is not confirmed',
    changes: rememberDecision(claim, worker, { task: 'coverage', outcome, reason }),
  });
}
