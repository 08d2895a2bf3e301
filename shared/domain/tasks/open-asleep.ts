import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskHandling } from '#contracts/task-handling.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { priorityOf } from './task-priority.ts';

interface FromTheStart {
  /** Who or what opens it. */
  readonly by: string;
  readonly assignedTo?: string | undefined;
  /** Why it is that person's. */
  readonly whyTheirs?: string;
  readonly asleep?: { readonly until: PlainDate; readonly reason: string } | undefined;
}

/** A task as it is opened when it is somebody's already, or not to be worked before a day: it wakes by itself then. */
export function handledFromTheStart(task: Task, { by, assignedTo, whyTheirs, asleep }: FromTheStart): Task {
  if (assignedTo === undefined && asleep === undefined) {
    return task;
  }
  const { openedAt: at } = task;
  const handling: TaskHandling = {
    version: 1,
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(asleep === undefined ? {} : { snoozed: { ...asleep, by: userOf(by) } }),
    blockedBy: [],
    priority: priorityOf(task, dateOf(at)),
    workedSeconds: 0,
    changes: [
      ...(assignedTo === undefined
        ? []
        : [{ at, by, change: 'assigned' as const, words: `to ${assignedTo}: ${whyTheirs ?? 'theirs'}` }]),
      ...(asleep === undefined
        ? []
        : [{ at, by, change: 'snoozed' as const, words: `until ${asleep.until}: ${asleep.reason}` }]),
    ],
  };
  return { ...task, handling };
}

/** Only a person has a name of that form; what a program puts off it puts off under its own. */
function userOf(by: string): string {
  return by.startsWith('user ') ? by.slice('user '.length) : by;
}

/** A task that sleeps from the beginning until a day. */
export function asleepUntil(
  task: Task,
  until: PlainDate,
  { by, reason }: { readonly by: string; readonly reason: string },
): Task {
  return handledFromTheStart(task, { by, asleep: { until, reason } });
}

/** A task that is one person's from the beginning. */
export function openedFor(task: Task, assignedTo: string, whyTheirs: string): Task {
  return handledFromTheStart(task, { by: 'claimwright', assignedTo, whyTheirs });
}
