import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { problemsOf, type WorkTaskAnswer } from '#contracts/queries.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task, TaskProposal } from '#contracts/task.ts';
import type { TaskAction } from '#contracts/task-handling.ts';
import { approvalTask, approvalTaskId, type AboveLimit } from '#domain/tasks/approval-task.ts';
import { closedSentence, handleTask } from '#domain/tasks/handle-task.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import { proposalVersionOf, rejectProposal } from '#domain/tasks/two-persons.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { TaskStore } from './task-store.ts';

export interface ApprovalsWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** Somebody approves a proposal: how its task ends with what is done. */
export interface Approving {
  readonly approval: Task;
  readonly user: string;
  readonly reason: string;
}

type Refused = Extract<WorkTaskAnswer, { outcome: 'refused' }>;

/**
 * Keeps a decision that is above what its proposer approves, and asks somebody whose limit covers it. The task itself
 * waits behind that one.
 */
export async function askForApproval(
  task: Task,
  proposals: readonly TaskProposal[],
  above: AboveLimit,
  world: ApprovalsWorld,
): Promise<WorkTaskAnswer> {
  const at = world.clock.now();
  const proposal = proposals.at(-1);
  if (proposal === undefined) {
    return refused('Nothing is proposed');
  }
  const approval = approvalTask(task, proposal, proposals.length, above, at);
  const isKept = await unlessOvertaken(async () =>
    world.commit.apply([
      savedProposals(task, proposals),
      ...(await endOfApproval(task, { at, by: proposal.by }, world)),
      { kind: 'open-task', task: approval },
    ]),
  );
  if (!isKept) {
    return refused(sameMoment);
  }
  const reason = `the ${above.what} is above what ${proposal.by} approves`;
  await handled(task, { action: 'block', behind: approval.taskId, reason }, proposal.by, world);
  return {
    outcome: 'noted',
    summary: `Proposed. ${above.because}: somebody whose limit covers it has a task to approve or refuse it. Nothing is done yet; this task waits behind that one.`,
  };
}

/** Ends the task of the proposal that stands, or stood last, with whatever is decided about the task itself. */
export async function endOfApproval(
  task: Task,
  {
    at,
    by,
    approving,
  }: { readonly at: Instant; readonly by: string; readonly approving?: Approving | undefined },
  { tasks }: Pick<ApprovalsWorld, 'tasks'>,
): Promise<readonly Write[]> {
  const number = task.proposals?.length ?? 0;
  const approval = number === 0 ? undefined : await tasks.load(task.practiceId, approvalTaskId(task, number));
  return approving === undefined || approval?.taskId !== approving.approval.taskId
    ? mootTask(approval, 'decided-otherwise', at, by)
    : [closed(approving.approval, `approve: ${approving.reason}`, at, approving.user)];
}

/**
 * Carries out what a person decided about a proposal: never its proposer. Approved, it is decided by that person at the
 * task itself, which posts it as if it had been decided there; refused, it is taken off that task, which goes on.
 * @param workOn decides the task that the proposal is about.
 */
export async function workApproval(
  approval: Task,
  { user, outcome }: { readonly user: string; readonly outcome: Readonly<Record<string, unknown>> },
  world: ApprovalsWorld,
  workOn: (task: Task, decision: Record<string, unknown>, approving: Approving) => Promise<WorkTaskAnswer>,
): Promise<WorkTaskAnswer> {
  const read = practiceTaskOutcomes['write-off-approval'].safeParse(outcome);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const { approves, practiceId } = approval;
  const task = approves === undefined ? undefined : await world.tasks.load(practiceId, approves.taskId);
  const standing = task?.proposals?.at(-1);
  if (approves === undefined || task?.status !== 'open' || standing === undefined) {
    await end(approval, world);
    return refused(
      task === undefined
        ? 'The task that it is about is not there'
        : `Nothing is left to approve. ${closedSentence(task)}`,
    );
  }
  if (standing.ended !== undefined || approvalTaskId(task, task.proposals?.length ?? 0) !== approval.taskId) {
    await end(approval, world);
    return refused('Nothing is left to approve: the proposal was withdrawn, or another has taken its place');
  }
  if (user === approves.proposedBy) {
    return refused(`You proposed this ${approves.what}; it takes another person to approve or refuse it`);
  }
  const { reason } = read.data;
  if (read.data.outcome === 'approve') {
    return await workOn(task, { ...standing.decision, reason }, { approval, user, reason });
  }
  const at = world.clock.now();
  const rejected = rejectProposal(task, reason, user, at);
  if (rejected.refused !== undefined) {
    return refused(rejected.refused);
  }
  const isDone = await unlessOvertaken(() =>
    world.commit.apply([
      savedProposals(task, rejected.proposals),
      closed(approval, `refuse: ${reason}`, at, user),
    ]),
  );
  if (!isDone) {
    return refused(sameMoment);
  }
  await handled(
    task,
    { action: 'unblock', behind: approval.taskId, reason: `refused: ${reason}` },
    user,
    world,
  );
  return {
    outcome: 'worked',
    ...(task.claimId === undefined ? {} : { claimId: task.claimId }),
    summary: `Refused. The ${task.kind} task is back in the queue, with your reason among its evidence.`,
  };
}

const sameMoment =
  'The task, or what it is about, was changed at the same moment by somebody else; look at it again';

function savedProposals(task: Task, proposals: readonly TaskProposal[]): Write {
  return {
    kind: 'save-proposals',
    practiceId: task.practiceId,
    taskId: task.taskId,
    proposals,
    version: proposalVersionOf({ proposals: [...proposals] }),
    expectedVersion: proposalVersionOf(task),
  };
}

function closed({ practiceId, taskId }: Task, outcome: string, at: Instant, user: string): Write {
  return { kind: 'close-task', practiceId, taskId, status: 'worked', outcome, closedAt: at, closedBy: user };
}

/** Ends an approval whose question is gone; somebody may have ended it already. */
async function end(approval: Task, world: ApprovalsWorld): Promise<void> {
  const at = world.clock.now();
  await unlessOvertaken(() => world.commit.apply(mootTask(approval, 'decided-otherwise', at, 'claimwright')));
}

/** Puts the task behind the approval, or frees it. Should somebody do something else with it now, it stays as they leave it. */
async function handled(
  { practiceId, taskId }: Task,
  action: TaskAction & { readonly behind: Task['taskId'] },
  user: string,
  world: ApprovalsWorld,
): Promise<void> {
  const task = await world.tasks.load(practiceId, taskId);
  const other = await world.tasks.load(practiceId, action.behind);
  const done =
    task === undefined
      ? undefined
      : handleTask(
          task,
          action,
          { user, role: 'staff', at: world.clock.now() },
          new Map(other === undefined ? [] : [[other.taskId, other]]),
        );
  if (task !== undefined && done !== undefined && done.refused === undefined) {
    await unlessOvertaken(() =>
      world.commit.apply([
        { kind: 'save-handling', task: done.task, expectedVersion: task.handling?.version ?? 0 },
      ]),
    );
  }
}

/** False when somebody else was first. */
async function unlessOvertaken(work: () => Promise<{ readonly outcome: string }>): Promise<boolean> {
  try {
    return (await work()).outcome === 'committed';
  } catch (error) {
    if (error instanceof CommitConflict) {
      return false;
    }
    throw error;
  }
}

function refused(...problems: string[]): Refused {
  return { outcome: 'refused', problems };
}
