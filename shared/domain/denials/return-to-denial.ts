import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { moveClaim, refuseUnlessManager } from '../claims/move-claim.ts';
import { refuseUnlessWaiting, rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import { decidedOfDenied } from '../remittance/cover-given-up.ts';
import { denialBrief } from './denial-brief.ts';
import { openDenials } from './denial-decisions.ts';
import type { StaffMember } from './write-off.ts';

/**
 * Opens the denial task again for a claim whose payer says no more, for example after an appeal that it turned down:
 * what was denied is still open and can be corrected, appealed, written off or billed to the patient.
 * @param postings every posting of the claim.
 */
export function returnToDenial(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  { outcome, reason }: Extract<TaskOutcome<'follow-up'>, { outcome: 'back-to-denial' }>,
  staff: StaffMember,
): TaskWorked {
  const refused =
    refuseUnlessWaiting(claim, 'follow-up') ?? refuseUnlessManager(claim, 'nothing-came-back', staff.role);
  if (refused !== undefined) {
    return { refused };
  }
  const denials = openDenials(claim, postings);
  if (denials.length === 0) {
    return { refused: 'No denial of this claim is open; wait on, send it again or write it off.' };
  }
  return {
    outcome: 'returned-to-denial',
    ...moveClaim(claim, {
      move: 'returned-to-denial',
      at: staff.at,
      by: `user ${staff.user}`,
      origin: 'outside',
      task: denialBrief(claim, practice, denials, decidedOfDenied(claim, postings)),
      worked: { outcome, closedBy: staff.user },
      changes: rememberDecision(claim, staff, { task: 'follow-up', outcome, reason }),
    }),
  };
}
