import type { PracticeId, TaskId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import { HandleTasksRequest, type HandleTasksAnswer, type TaskAction } from '#contracts/task-handling.ts';
import { handleTask, type Handler } from '#domain/tasks/handle-task.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import { isHandlingSaved } from '#ports/save-handling.ts';
import type { TaskStore } from '#ports/task-store.ts';

interface HandleTasksWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** Tasks that are handled at the same time. */
const atOnce = 10;
/** Tasks that are looked at to find out whether one waits for another. */
const mostInChain = 50;

/**
 * Takes tasks in hand, gives them back, assigns them, puts them off or behind others. What cannot be done to one of them
 * is said and keeps none of the others from being done; a preview says what would be done.
 */
export async function handleTasksStep(event: unknown, world: HandleTasksWorld): Promise<HandleTasksAnswer> {
  const request = HandleTasksRequest.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const { practiceId, what, user, role, preview } = request.data;
  const taskIds = [...new Set(request.data.taskIds)];
  const handler: Handler = { user, role, at: world.clock.now() };
  const tasks: { taskId: TaskId; done: boolean; words: string }[] = [];
  for (let start = 0; start < taskIds.length; start += atOnce) {
    tasks.push(
      ...(await Promise.all(
        taskIds.slice(start, start + atOnce).map(async (taskId) => ({
          taskId,
          ...(await handleOne({ practiceId, taskId }, what, handler, preview, world)),
        })),
      )),
    );
  }
  return { outcome: 'handled', preview, tasks };
}

async function handleOne(
  { practiceId, taskId }: { readonly practiceId: PracticeId; readonly taskId: TaskId },
  what: TaskAction,
  handler: Handler,
  preview: boolean,
  world: HandleTasksWorld,
): Promise<{ done: boolean; words: string }> {
  const task = await world.tasks.load(practiceId, taskId);
  if (task === undefined) {
    return { done: false, words: `The practice ${practiceId} has no task ${taskId}` };
  }
  const others = what.action === 'block' ? await chainFrom(practiceId, what.behind, world) : undefined;
  const handled = handleTask(task, what, handler, others);
  if (handled.refused !== undefined) {
    return { done: false, words: handled.refused };
  }
  if (!preview && !(await isHandlingSaved(task, handled.task, world))) {
    return { done: false, words: 'Somebody else did something with it at the same moment; look at it again' };
  }
  return { done: true, words: handled.words };
}

/** A task, the tasks that it waits for, those that these wait for, and so on. */
async function chainFrom(
  practiceId: PracticeId,
  first: TaskId,
  { tasks }: Pick<HandleTasksWorld, 'tasks'>,
): Promise<Map<TaskId, Task>> {
  const chain = new Map<TaskId, Task>();
  const toLoad = [first];
  for (let next = toLoad.pop(); next !== undefined && chain.size < mostInChain; next = toLoad.pop()) {
    const task = chain.has(next) ? undefined : await tasks.load(practiceId, next);
    if (task !== undefined) {
      chain.set(next, task);
      toLoad.push(...(task.handling?.blockedBy ?? []).map(({ taskId }) => taskId));
    }
  }
  return chain;
}
