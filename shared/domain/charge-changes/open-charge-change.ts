import type { Claim, ClaimContent, PendingChange } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { amendClaim, outcomeNames, type ClaimMoved } from '../claims/move-claim.ts';
import { cents, formatDollars } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { staffChanged } from './place-content.ts';

/** Working days that a biller has to decide about changed charges. */
const chargeChangedTaskDays = 3;

/** New content as it came in. */
export type Change = Pick<PendingChange, 'contentHash' | 'version' | 'uploadId' | 'recordNumber'> & {
  readonly content: ClaimContent;
  readonly differences: readonly string[];
};

/**
 * Keeps new content beside the claim, which goes on as it is, and asks a person what to do with it. A change that waited
 * already is replaced by this one, and its task is moot.
 */
export function openChargeChange(
  claim: Claim,
  change: Change,
  at: Instant,
): ClaimMoved & { readonly taskId: TaskId } {
  const taskId = TaskId.parse(`${claim.claimId}-charge-changed-${claim.version + 1}`);
  const by = `upload ${change.uploadId}`;
  const when = claim.submissions.length > 0 ? 'after it was billed' : whenUnbilled(claim);
  const count = change.differences.length;
  const amended = amendClaim(
    claim,
    { pendingChange: { ...change, differences: [...change.differences], receivedAt: at, taskId } },
    at,
    {
      event: 'charge-changed',
      by,
      words: `The practice changed the visit ${when}; ${count === 1 ? 'one thing differs' : `${count} things differ`}`,
    },
  );
  const differenceCents = cents(Math.abs(change.content.totalChargeCents - claim.totalChargeCents));
  return {
    claim: amended.claim,
    taskId,
    writes: [
      ...amended.writes,
      ...closePending(claim, { outcome: 'changed-again', closedBy: by, status: 'moot' }, at),
      {
        kind: 'open-task',
        task: {
          practiceId: claim.practiceId,
          taskId,
          kind: 'charge-changed',
          claimId: claim.claimId,
          waitSequence: amended.claim.version,
          status: 'open',
          openedAt: at,
          dueOn: addWorkingDays(dateOf(at), chargeChangedTaskDays),
          why: `The practice changed the visit of ${claim.serviceDateFrom} ${when}.`,
          evidence: [
            ...change.differences,
            `The total was ${formatDollars(claim.totalChargeCents)} and would be ${formatDollars(change.content.totalChargeCents)}.`,
            `When it came, the claim was at "${stateTable[claim.state].meaning}".`,
            ...latestSubmission(claim),
          ],
          dollarsAtStakeCents: differenceCents === 0 ? change.content.totalChargeCents : differenceCents,
          outcomes: outcomeNames('charge-changed'),
        },
      },
    ],
  };
}

/** The write that closes the task of the change that waits, if one does. */
export function closePending(
  { practiceId, pendingChange }: Pick<Claim, 'practiceId' | 'pendingChange'>,
  closing: {
    readonly status: 'worked' | 'moot';
    readonly outcome: string;
    readonly closedBy: string;
  },
  at: Instant,
): Write[] {
  return pendingChange === undefined
    ? []
    : [{ kind: 'close-task', practiceId, taskId: pendingChange.taskId, closedAt: at, ...closing }];
}

function whenUnbilled(claim: Claim): string {
  return staffChanged(claim)
    ? 'after staff had changed the claim'
    : `while the claim was at "${stateTable[claim.state].meaning}"`;
}

function latestSubmission({ submissions }: Claim): string[] {
  const latest = submissions.at(-1);
  if (latest === undefined) {
    return ['The claim was never sent.'];
  }
  const { sequence, payerId, submittedAt, acknowledgements } = latest;
  const last = acknowledgements.at(-1);
  return [
    `Submission ${sequence} went to ${payerId} on ${dateOf(submittedAt)}; ${last === undefined ? 'nothing has come back' : `last came a ${last.kind} of ${last.sender}, ${last.outcome}`}.`,
  ];
}
