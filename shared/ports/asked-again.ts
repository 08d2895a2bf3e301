import type { Instant } from '#contracts/dates.ts';
import type { PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { askedAgainTaskId, askedBefore } from '#domain/remittance/decide-unexplained-adjustment.ts';
import { passedOn } from '#domain/tasks/handle-task.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type { TaskStore } from './task-store.ts';

/** Of one question; more were never asked. */
const timesLimit = 60;

/** The last of the tasks about one thing: each that is asked again takes the place of the one before. */
export async function lastAsked(
  tasks: Pick<TaskStore, 'load'>,
  practiceId: PracticeId,
  taskId: TaskId,
): Promise<Task | undefined> {
  let last: Task | undefined;
  let next: TaskId = taskId;
  for (let times = 0; times < timesLimit; times += 1) {
    const task = await tasks.load(practiceId, next);
    if (task === undefined) {
      return last;
    }
    last = task;
    next = askedAgainTaskId(next);
  }
  return last;
}

/**
 * Opens a task where none asks about the same, and in the place of one that says something else by now. What a person
 * has decided is not asked again; what was moot is, once it is a question anew.
 */
export function askOnce(task: Task, last: Task | undefined, at: Instant, by: string): readonly Write[] {
  if (last === undefined) {
    return [{ kind: 'open-task', task }];
  }
  const saysTheSame = last.why === task.why && last.dollarsAtStakeCents === task.dollarsAtStakeCents;
  if (last.status === 'worked' || (last.status === 'open' && saysTheSame)) {
    return [];
  }
  return [
    ...mootTask(last, 'amount-changed', at, by),
    {
      kind: 'open-task',
      task: {
        ...task,
        taskId: askedAgainTaskId(last.taskId),
        ...(last.status === 'open'
          ? {
              openedAt: last.openedAt,
              dueOn: last.dueOn,
              evidence: [...task.evidence, ...askedBefore(last)],
              ...passedOn(last),
            }
          : {}),
      },
    },
  ];
}
