import { problemsOf, TaskQuery, type QueryRefused } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import { withWaiting } from '#domain/aliases/unmapped-task.ts';
import { withProposals } from '#domain/tasks/two-persons.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';

export type ReadTasksAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly tasks: readonly Task[] }
  | { readonly outcome: 'shown'; readonly task: Task };

interface ReadTasksWorld {
  readonly tasks: TaskStore;
  readonly uploads: Pick<UploadRegister, 'waitingFor'>;
}

/** Tasks whose visits are counted at the same time. */
const atOnce = 10;

/** Answers questions about tasks; changes nothing. */
export async function readTasksStep(event: unknown, world: ReadTasksWorld): Promise<ReadTasksAnswer> {
  const read = TaskQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  if (query.query === 'list') {
    const open = await world.tasks.listOpen(query.practiceId, query.limit);
    const tasks: Task[] = [];
    for (let start = 0; start < open.length; start += atOnce) {
      tasks.push(
        ...(await Promise.all(open.slice(start, start + atOnce).map((task) => asItStands(task, world)))),
      );
    }
    return { outcome: 'listed', tasks };
  }
  const task = await world.tasks.load(query.practiceId, query.taskId);
  return task === undefined
    ? { outcome: 'refused', problems: [`taskId: practice ${query.practiceId} has no task ${query.taskId}`] }
    : { outcome: 'shown', task: await asItStands(task, world) };
}

/** A task says what was proposed of it; one that more and more visits may wait for says how many there are now. */
async function asItStands(stored: Task, { uploads }: ReadTasksWorld): Promise<Task> {
  const task = withProposals(stored);
  if (task.kind !== 'unmapped-alias' || task.status !== 'open') {
    return task;
  }
  return withWaiting(task, await uploads.waitingFor(task.practiceId, task.taskId));
}
