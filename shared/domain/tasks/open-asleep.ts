import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskHandling } from '#contracts/task-handling.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { priorityOf } from './task-priority.ts';

/**
 * A task as it is opened for a later day: it sleeps until then, and wakes by itself.
 * @param assignedTo whose it is from the beginning, if somebody's.
 */
export function asleepUntil(
  task: Task,
  until: PlainDate,
  { by, reason, assignedTo }: { readonly by: string; readonly reason: string; readonly assignedTo?: string },
): Task & { readonly handling: TaskHandling } {
  return {
    ...task,
    handling: {
      version: 1,
      ...(assignedTo === undefined ? {} : { assignedTo }),
      snoozed: { until, by, reason },
      blockedBy: [],
      priority: priorityOf(task, dateOf(task.openedAt)),
      workedSeconds: 0,
      changes: [{ at: task.openedAt, by, change: 'snoozed', words: `until ${until}: ${reason}` }],
    },
  };
}
