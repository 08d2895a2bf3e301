import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import { TakeNextTaskRequest, type TakeNextTaskAnswer } from '#contracts/take-next-task.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { kindsWorkedBy } from '#domain/staff/task-roles.ts';
import { handleTask, type Handler } from '#domain/tasks/handle-task.ts';
import { leaseAt } from '#domain/tasks/task-queues.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import { isHandlingSaved } from '#ports/save-handling.ts';
import type { TaskStore } from '#ports/task-store.ts';

interface TakeNextTaskWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly tasks: Pick<TaskStore, 'list'>;
}

const pageSize = 100;
/** Of tasks that are in others' hands; a queue where a thousand are has nothing to hand out. */
const mostPages = 10;
/** Others take at the same moment; each time the next one is tried. */
const mostTries = 20;

/**
 * Takes for a person the open task that is worth most among those the person is good at: the person's own and those that
 * nobody has. What others have in hand or were given is passed over.
 */
export async function takeNextTaskStep(
  event: unknown,
  world: TakeNextTaskWorld,
): Promise<TakeNextTaskAnswer> {
  const request = TakeNextTaskRequest.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const { practiceId, user, role, authority } = request.data;
  const handler: Handler = { user, role, at: world.clock.now() };
  const kinds = kindsWorkedBy(authority);
  let tries = 0;
  for await (const task of openTasks({ practiceId, kinds }, world)) {
    if (!isFree(task, user, handler.at)) continue;
    const handled = handleTask(task, { action: 'take' }, handler);
    if (handled.refused !== undefined) continue;
    if (await isHandlingSaved(task, handled.task, world)) {
      return { outcome: 'taken', taskId: task.taskId, words: handled.words };
    }
    tries += 1;
    if (tries === mostTries) break;
  }
  return {
    outcome: 'nothing-left',
    words:
      kinds.length === 0
        ? `As ${authority.roles.join(', ')} nobody works tasks.`
        : `No open task is left that nobody has: looked for ${kinds.join(', ')}.`,
  };
}

/** The open tasks of these kinds, what is worth most first, a page at a time. */
async function* openTasks(
  { practiceId, kinds }: { readonly practiceId: PracticeId; readonly kinds: readonly TaskKind[] },
  { tasks }: Pick<TakeNextTaskWorld, 'tasks'>,
): AsyncGenerator<Task> {
  if (kinds.length === 0) return;
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await tasks.list(practiceId, {
      list: 'open',
      order: 'priority',
      kinds: [...kinds],
      limit: pageSize,
      ...(next === undefined ? {} : { next }),
    });
    yield* found.tasks;
    next = found.next;
    if (next === undefined) return;
  }
}

/** Whether nobody else has it, and the person has it not in hand already. */
function isFree(task: Task, user: string, at: Instant): boolean {
  const owner = task.handling?.assignedTo;
  return (owner === undefined || owner === user) && leaseAt(task, at) === undefined;
}
