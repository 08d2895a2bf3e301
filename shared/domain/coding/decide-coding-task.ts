import type { Claim } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { moveClaim } from '../claims/move-claim.ts';
import { isBelowThreshold } from './audit/draw-audit.ts';
import { auditBrief, holdForAudit } from './audit/open-audit.ts';
import { askProvider } from './physician-query/ask-provider.ts';
import { refuseWhileAsked } from './physician-query/claim-queries.ts';
import { correct, refuseUnlessWaiting, rememberDecision, type TaskWorked, type Worker } from './work-task.ts';

/**
 * A coder codes the visit, finds that there is nothing to bill, or asks the provider. While the provider has not answered
 * nothing is decided.
 * A coder of whose codes too many were wrong has the visit audited before it is billed.
 * @param known the task itself, which a question to the provider puts to sleep, and the coder's latest closed audits.
 */
export function decideCodingTask(
  claim: Claim,
  practice: Practice,
  decision: TaskOutcome<'coding'>,
  worker: Worker,
  { codingTask, audits = [] }: { readonly codingTask?: Task; readonly audits?: readonly CodingAudit[] } = {},
): TaskWorked {
  if (decision.outcome === 'query-provider') {
    return codingTask === undefined
      ? { refused: `There is no coding task of claim ${claim.claimId} to ask from` }
      : askProvider(claim, practice, codingTask, decision, worker);
  }
  const stale = refuseUnlessWaiting(claim, 'coding') ?? refuseWhileAsked(claim);
  if (stale !== undefined) {
    return { refused: stale };
  }
  const request = {
    at: worker.at,
    by: `user ${worker.user}`,
    origin: 'outside',
    worked: { outcome: decision.outcome, closedBy: worker.user },
  } as const;
  if (decision.outcome === 'not-billable') {
    const { outcome, reason } = decision;
    return {
      outcome: 'found-not-billable',
      ...moveClaim(claim, {
        ...request,
        move: 'found-not-billable',
        detail: 'by the coder',
        changes: rememberDecision(claim, worker, { task: 'coding', outcome, reason }),
      }),
    };
  }
  const { diagnoses, lines } = decision;
  const corrected = correct(claim, practice, { diagnoses, lines }, worker.at);
  if (corrected.refused !== undefined) {
    return { refused: corrected.refused };
  }
  const { changes, fields } = corrected;
  const coded = {
    ...request,
    detail: `${diagnoses.length} diagnoses and ${lines.length} lines`,
    changes: {
      ...changes,
      unmappedCharges: undefined,
      ...rememberDecision(claim, worker, { task: 'coding', outcome: 'coded', fields }),
    },
  };
  const { audit: settings } = practice.coding;
  if (settings === undefined || !isBelowThreshold(audits, settings)) {
    return { outcome: 'coded', ...moveClaim(claim, { ...coded, move: 'coded' }) };
  }
  const drawnFor = ['below-threshold'] as const;
  const held = moveClaim(claim, {
    ...coded,
    outcome: 'held-for-audit',
    move: 'held-for-audit',
    task: auditBrief({ ...claim, ...coded.changes }, drawnFor, settings, worker.at),
  });
  return {
    outcome: 'held-for-audit',
    claim: held.claim,
    writes: holdForAudit(held.writes, drawnFor, worker.at),
  };
}
