import type { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { Write } from '../writes/write.ts';

/** Ends a task whose cause is gone; nothing is written where somebody has ended it already. */
export function mootTask(task: Task | undefined, outcome: string, at: Instant, by: string): Write[] {
  return task?.status === 'open'
    ? [
        {
          kind: 'close-task',
          practiceId: task.practiceId,
          taskId: task.taskId,
          status: 'moot',
          outcome,
          closedAt: at,
          closedBy: by,
        },
      ]
    : [];
}
