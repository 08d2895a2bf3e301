import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task, TaskProposal } from '#contracts/task.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { approvalKeyFor } from '../identity/ids.ts';
import { formatDollars } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from './practice-task.ts';

/** Whoever proposed it waits for the answer. */
const daysToApprove = 2;

/** What somebody proposed who does not approve so much alone. */
export interface AboveLimit {
  readonly what: 'write-off' | 'refund';
  readonly amountCents: Cents;
  /** Why the proposer only proposes it. */
  readonly because: string;
}

/** The task that asks whether a proposal is approved; each proposal of a task has its own. */
export function approvalTaskId(task: Pick<Task, 'practiceId' | 'taskId'>, number: number): TaskId {
  return TaskId.parse(`write-off-approval-${approvalKeyFor(task.practiceId, task.taskId, number)}`);
}

/**
 * Asks somebody whose limit covers it whether a proposal is approved.
 * @param number which proposal of the task it is, counted from 1.
 */
export function approvalTask(
  task: Task,
  { by, decision }: TaskProposal,
  number: number,
  { what, amountCents, because }: AboveLimit,
  at: Instant,
): Task {
  return {
    practiceId: task.practiceId,
    taskId: approvalTaskId(task, number),
    kind: 'write-off-approval',
    ...(task.claimId === undefined ? {} : { claimId: task.claimId }),
    approves: { taskId: task.taskId, proposedBy: by, what, amountCents },
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addWorkingDays(dateOf(at), daysToApprove),
    why: `${by} proposes a ${what} of ${formatDollars(amountCents)}: ${because}. Approve it, or refuse it with a reason.`,
    evidence: [
      `${by} gave the reason: ${String(decision['reason'])}`,
      ...(typeof decision['writeOffReason'] === 'string'
        ? [`Reason of the write-off: ${decision['writeOffReason']}.`]
        : []),
      `It is about the ${task.kind} task ${task.taskId}, which waits behind this one: ${task.why}`,
      ...task.evidence,
    ],
    dollarsAtStakeCents: amountCents,
    outcomes: practiceTaskOutcomeNames('write-off-approval'),
  };
}

/** The sentence for whoever would approve what is no longer what was proposed. */
export function staleAmount(thenCents: Cents, nowCents: Cents): string {
  return `The balance has changed since it was proposed: ${formatDollars(thenCents)} then, ${formatDollars(nowCents)} now. Refuse it, so that it can be proposed anew.`;
}
