import type { PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { TaskListing } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import { tidyTask } from '#domain/tasks/handle-task.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Commit } from '#ports/commit.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import { followPhysicianQuery } from '#ports/work-physician-query.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';
import type { Clock } from '#ports/clock.ts';
import type { TaskStore } from '#ports/task-store.ts';

interface TidyTasksWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly tasks: Pick<TaskStore, 'load' | 'list'>;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly members: Pick<StaffMembers, 'list'>;
}

const pageSize = 500;
/** Tasks that are saved at the same time. */
const atOnce = 10;

/**
 * Goes through the open tasks of every practice: ends leases that ran out, wakes what slept long enough or whose
 * blockers are closed, ranks anew what is due soon, and reminds providers of questions that they have not answered. What a round does not reach, the next one does.
 * @throws LooksFailed at the end, when some task could not be looked at.
 */
export async function tidyTasksStep(world: TidyTasksWorld): Promise<Looked> {
  return await lookAtPractices(world, async (practiceId, round) => {
    for (const list of ['asleep', 'open'] as const) {
      await tidyList(practiceId, list, round, world);
    }
    return 0;
  });
}

async function tidyList(
  practiceId: PracticeId,
  list: TaskListing['list'],
  round: RoundOfLooks,
  world: TidyTasksWorld,
): Promise<void> {
  let next: string | undefined;
  do {
    const page = await world.tasks.list(practiceId, {
      list,
      order: 'due',
      limit: pageSize,
      ...(next === undefined ? {} : { next }),
    });
    for (let start = 0; start < page.tasks.length; start += atOnce) {
      await Promise.all(
        page.tasks.slice(start, start + atOnce).map((task) =>
          round.look(`${practiceId} ${task.taskId}`, 1, async () => {
            await tidyOne(task, world);
            return 0;
          }),
        ),
      );
    }
    next = page.next;
  } while (next !== undefined && !round.isOver);
}

async function tidyOne(task: Task, world: TidyTasksWorld): Promise<void> {
  if (
    task.kind === 'physician-query' &&
    (await followPhysicianQuery(task, await loadPractice(world.practices, task.practiceId), world))
  ) {
    return;
  }
  const { approves, practiceId } = task;
  if (approves !== undefined && (await world.tasks.load(practiceId, approves.taskId))?.status !== 'open') {
    await world.commit.apply(mootTask(task, 'decided-otherwise', world.clock.now(), 'tidy-tasks'));
    return;
  }
  const blockers = task.handling?.blockedBy ?? [];
  const open = new Set<TaskId>();
  for (const { taskId } of blockers) {
    if ((await world.tasks.load(task.practiceId, taskId))?.status === 'open') {
      open.add(taskId);
    }
  }
  const tidied = tidyTask(task, world.clock.now(), (taskId) => open.has(taskId));
  if (tidied !== undefined) {
    // Whoever does something with the task at the same moment is before this; the next round looks again.
    await world.commit.apply([
      { kind: 'save-handling', task: tidied, expectedVersion: task.handling?.version ?? 0 },
    ]);
  }
}
