import { problemsOf, TaskQuery, type QueryRefused } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskStore } from '#ports/task-store.ts';

export type ReadTasksAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly tasks: readonly Task[] }
  | { readonly outcome: 'shown'; readonly task: Task };

/** Answers questions about tasks; changes nothing. */
export async function readTasksStep(
  event: unknown,
  world: { readonly tasks: TaskStore },
): Promise<ReadTasksAnswer> {
  const read = TaskQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  if (query.query === 'list') {
    return { outcome: 'listed', tasks: await world.tasks.listOpen(query.practiceId, query.limit) };
  }
  const task = await world.tasks.load(query.practiceId, query.taskId);
  return task === undefined
    ? { outcome: 'refused', problems: [`taskId: practice ${query.practiceId} has no task ${query.taskId}`] }
    : { outcome: 'shown', task };
}
