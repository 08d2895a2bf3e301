import type { Claim, PendingChange } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { amendClaim, outcomeNames, type ClaimMoved } from '../claims/move-claim.ts';
import { intakeLag } from '../intake/intake-lag.ts';
import { cents, formatDollars, zeroCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { staffChanged } from './place-content.ts';

/** Working days that a biller has to decide about changed charges. */
const chargeChangedTaskDays = 3;

/** New content as it came in; without content where the practice took the visit back. */
export type Change = Omit<PendingChange, 'receivedAt' | 'taskId' | 'finding'>;

/**
 * Keeps new content beside the claim, which goes on as it is, and asks a person what to do with it. A change that waited
 * already is replaced by this one, and its task is moot; what a person had found out goes on with the next.
 */
export function openChargeChange(
  claim: Claim,
  change: Change,
  practice: Pick<Practice, 'timeZone' | 'intake'>,
  at: Instant,
  /** Who found that it must change, where it was not the practice's system. */
  found?: { readonly by: string; readonly words: string; readonly why: string },
): ClaimMoved & { readonly taskId: TaskId } {
  const taskId = TaskId.parse(`${claim.claimId}-charge-changed-${claim.version + 1}`);
  const by = found?.by ?? `upload ${change.uploadId}`;
  const when = claim.submissions.length > 0 ? 'after it was billed' : whenUnbilled(claim);
  const count = change.differences.length;
  const earlier = claim.pendingChange?.finding;
  const finding = found?.why ?? earlier;
  const pendingChange = {
    ...change,
    receivedAt: at,
    taskId,
    ...(finding === undefined ? {} : { finding }),
  };
  const amended = amendClaim(claim, { pendingChange }, at, {
    event: 'charge-changed',
    by,
    words: `${found?.words ?? `The practice changed the visit ${when}`}; ${count === 1 ? 'one thing differs' : `${count} things differ`}`,
  });
  const newCents = change.content?.totalChargeCents ?? zeroCents;
  const differenceCents = cents(Math.abs(newCents - claim.totalChargeCents));
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
          why: found?.why ?? `The practice changed the visit of ${claim.serviceDateFrom} ${when}.`,
          evidence: [
            ...(earlier === undefined || found !== undefined ? [] : [`Still to be decided: ${earlier}`]),
            ...change.differences,
            `The total was ${formatDollars(claim.totalChargeCents)} and would be ${formatDollars(newCents)}.`,
            ...lateness(claim, change, practice, at),
            `When it came, the claim was at "${stateTable[claim.state].meaning}".`,
            ...latestSubmission(claim),
          ],
          dollarsAtStakeCents: differenceCents === 0 ? newCents : differenceCents,
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

function lateness(
  claim: Claim,
  { content }: Change,
  practice: Pick<Practice, 'timeZone' | 'intake'>,
  at: Instant,
): string[] {
  if (content === undefined) {
    return [];
  }
  const { lagDays, late } = intakeLag(content.serviceDateTo, practice, at);
  return late && content.totalChargeCents !== claim.totalChargeCents
    ? [`The charges are late: they came ${lagDays} days after the visit.`]
    : [];
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
