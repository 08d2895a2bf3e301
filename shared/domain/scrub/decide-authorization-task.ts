import type { Claim, ScrubFinding } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import type { TaskWorked } from '../coding/work-task.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { decideCorrectionTask } from './decide-correction-task.ts';

/** Edits about what the payer must have authorized beforehand. */
const authorizationEdits: ReadonlySet<string> = new Set(['authorization-missing', 'authorization-exceeded']);

/** Whether an authorization is all that holds a claim: its task is for who asks payers for them, not for a coder. */
export function isAboutAuthorization(held: readonly Pick<ScrubFinding, 'editId'>[]): boolean {
  return held.length > 0 && held.every(({ editId }) => authorizationEdits.has(editId));
}

/**
 * Staff enter the authorization that a claim lacks, correct what made it seem to lack one, answer for its not needing one,
 * or find that the visit is not billable. Writing off what was billed before is the ledger's decision. Each is a correction
 * of the claim and held to the same rules; the history says it in the words of this task.
 */
export function decideAuthorizationTask(
  claim: Claim,
  practice: Practice,
  decision: Exclude<TaskOutcome<'authorization'>, { outcome: 'write-off' }>,
  worker: StaffMember,
): TaskWorked {
  const task = { kind: 'authorization', outcome: decision.outcome } as const;
  const { reason } = decision;
  switch (decision.outcome) {
    case 'obtained': {
      // Limits belong to the authorization that they came with: another number does not inherit them.
      const { authorizationNumber } = decision;
      const authorizationLimits =
        decision.authorizationLimits ?? (claim.authorizationLimits === undefined ? undefined : {});
      const correction = {
        authorizationNumber,
        ...(authorizationLimits === undefined ? {} : { authorizationLimits }),
      };
      return decideCorrectionTask(
        claim,
        practice,
        { outcome: 'corrected', correction, reason },
        worker,
        task,
      );
    }
    case 'not-required': {
      const findings = heldFor(claim).map(({ editId, where }) => ({ editId, where }));
      const { until } = decision;
      return decideCorrectionTask(
        claim,
        practice,
        { outcome: 'attested', findings, ...(until === undefined ? {} : { until }), reason },
        worker,
        task,
      );
    }
    case 'corrected':
    case 'not-billable':
      return decideCorrectionTask(claim, practice, decision, worker, task);
  }
}

function heldFor({ scrub }: Claim): readonly ScrubFinding[] {
  return (scrub?.findings ?? []).filter(
    ({ editId, result, overridden }) =>
      result === 'fail' && overridden === undefined && authorizationEdits.has(editId),
  );
}
