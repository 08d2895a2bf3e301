import type { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskLease } from '#contracts/task-handling.ts';
import { priorityAsKept } from './task-priority.ts';

/** In which lists of tasks a task stands, and where in them. */
export interface QueuePlace {
  readonly list: 'open' | 'asleep';
  /** Whose it is; of one that is nobody's, whoever has it in hand. */
  readonly owner?: string;
  /** Sorts the earliest day first; no two tasks have the same. */
  readonly dueSort: string;
  /** Sorts the most urgent first; no two tasks have the same. */
  readonly prioritySort: string;
}

const highestPriority = 99_999_999;

/** Where an open task stands; undefined for one that is closed. */
export function queuePlaceOf(task: Task): QueuePlace | undefined {
  if (task.status !== 'open') {
    return undefined;
  }
  const owner = task.handling?.assignedTo ?? task.handling?.lease?.by;
  return {
    list: isAsleep(task) ? 'asleep' : 'open',
    ...(owner === undefined ? {} : { owner }),
    dueSort: `${task.dueOn}#${task.taskId}`,
    prioritySort: `${String(highestPriority - priorityAsKept(task)).padStart(8, '0')}#${task.taskId}`,
  };
}

/** Whether it is put off, or waits for another task. */
export function isAsleep({ handling }: Pick<Task, 'handling'>): boolean {
  return handling !== undefined && (handling.snoozed !== undefined || handling.blockedBy.length > 0);
}

/** Who has the task in hand at this moment; a lease that has run out holds nothing. */
export function leaseAt({ handling }: Pick<Task, 'handling'>, at: Instant): TaskLease | undefined {
  const lease = handling?.lease;
  return lease !== undefined && at < lease.until ? lease : undefined;
}

/** Seconds that people have had the task in hand until now, or until it was closed. */
export function secondsWorked(
  { handling, closedAt }: Pick<Task, 'handling' | 'closedAt'>,
  at: Instant,
): number {
  if (handling === undefined) {
    return 0;
  }
  const until = closedAt ?? at;
  return handling.workedSeconds + (handling.lease === undefined ? 0 : secondsOfLease(handling.lease, until));
}

/** Seconds that a lease ran until then; never more than it was given for. */
export function secondsOfLease({ since, until }: TaskLease, at: Instant): number {
  const end = at < until ? at : until;
  return Math.max(0, Math.round((Date.parse(end) - Date.parse(since)) / 1000));
}
