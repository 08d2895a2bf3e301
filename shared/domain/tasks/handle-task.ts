import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskAction, TaskHandling } from '#contracts/task-handling.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { outcomeInWords } from './moot-words.ts';
import { priorityAsKept, priorityOf } from './task-priority.ts';
import { leaseAt, secondsOfLease } from './task-queues.ts';

export interface Handler {
  readonly user: string;
  readonly role: 'staff' | 'manager';
  readonly at: Instant;
}

/** The task as it is handled from then on and what was done, or why nothing is. */
export type Handled =
  | {
      readonly task: Task & { readonly handling: TaskHandling };
      readonly words: string;
      readonly refused?: never;
    }
  | { readonly refused: string };

const leaseMinutes = 30;
const longestSnoozeDays = 60;
const mostBlockers = 10;
const keptChanges = 30;

type Change = TaskHandling['changes'][number];
type Changed = {
  readonly [Name in 'lease' | 'assignedTo' | 'snoozed' | 'blockedBy' | 'workedSeconds']?:
    | TaskHandling[Name]
    | undefined;
};

/**
 * What a person does with a task beside deciding it. A task that somebody has in hand is left alone by the others, a
 * manager excepted; whoever forgets to give one back loses it when its lease runs out.
 * @param others the tasks that the action names, and those that they wait for, by id.
 */
export function handleTask(
  task: Task,
  action: TaskAction,
  handler: Handler,
  others: ReadonlyMap<TaskId, Task> = new Map(),
): Handled {
  if (task.status !== 'open') {
    return refused(closedSentence(task));
  }
  const held = heldByOther(task, handler.user, handler.at);
  const own = refuseOwnWork(task, action, handler.user);
  if (own !== undefined) {
    return refused(own);
  }
  switch (action.action) {
    case 'take':
      return take(task, handler);
    case 'take-over':
      return takeOver(task, action.reason, handler);
    case 'give-back':
      return leaseAt(task, handler.at)?.by === handler.user
        ? changed(task, handler, 'given-back', 'back in the queue', endOfLease(task, handler.at))
        : refused(held ?? 'Nobody has it in hand, so there is nothing to give back');
    case 'assign':
      return held !== undefined && handler.role !== 'manager'
        ? refused(held)
        : assign(task, action.to, action.reason, handler);
    case 'snooze':
      return held === undefined ? snooze(task, action.until, action.reason, handler) : refused(held);
    case 'wake':
      return task.handling?.snoozed === undefined
        ? refused('It is not put off')
        : changed(task, handler, 'woken', `back in the queue: ${action.reason}`, { snoozed: undefined });
    case 'block':
      return held === undefined ? block(task, action, handler, others) : refused(held);
    case 'unblock':
      return unblock(task, action.behind, action.reason, handler);
  }
}

/** Why somebody has nothing to do with an audit: it is of the person's own work. */
function refuseOwnWork({ audit }: Task, action: TaskAction, user: string): string | undefined {
  const whose =
    action.action === 'take' || action.action === 'take-over'
      ? user
      : action.action === 'assign'
        ? action.to
        : undefined;
  return whose !== undefined && audit?.coders.includes(whose) === true
    ? `${whose} has coded this visit; nobody audits own work`
    : undefined;
}

/**
 * The sentence for whoever would decide a task that somebody else has in hand; undefined where nobody has, or the lease
 * has run out.
 */
export function heldByOther(task: Task, user: string, at: Instant): string | undefined {
  const lease = leaseAt(task, at);
  return lease === undefined || lease.by === user
    ? undefined
    : `${lease.by} has this task in hand until ${lease.until}; ask ${lease.by} to give it back, or a manager to take it over`;
}

/** Who closed a task, when and how, in words. */
export function closedSentence(task: Task): string {
  const outcome = outcomeInWords(task.outcome ?? '');
  const at = task.closedAt ?? 'an unknown time';
  return task.status === 'worked'
    ? `${task.closedBy ?? 'Somebody'} worked this task at ${at}: ${outcome}`
    : `This task is moot since ${at}: ${task.claimId === undefined ? 'nothing is left to decide' : 'the claim moved on'} (${outcome})`;
}

/**
 * A task as it should stand at a moment without anybody doing anything: a lease that ran out is ended, one that slept
 * long enough wakes, one whose blockers are closed goes on, and its priority follows its day. Undefined where it stands
 * so already.
 * @param isOpen whether a task that it waits for is still open.
 */
export function tidyTask(
  task: Task,
  at: Instant,
  isOpen: (taskId: TaskId) => boolean,
): (Task & { readonly handling: TaskHandling }) | undefined {
  const { handling } = task;
  const today = dateOf(at);
  const changes: Change[] = [];
  const note = (change: Change['change'], words: string) => {
    changes.push({ at, by: 'claimwright', change, words });
  };
  let changed: Changed = {};
  if (handling?.lease !== undefined && leaseAt(task, at) === undefined) {
    changed = { ...changed, ...endOfLease(task, at) };
    note('lapsed', `${handling.lease.by} had it in hand until ${handling.lease.until}`);
  }
  if (handling?.snoozed !== undefined && handling.snoozed.until <= today) {
    changed = { ...changed, snoozed: undefined };
    note('woken', `its day has come: ${handling.snoozed.reason}`);
  }
  const blockedBy = handling?.blockedBy.filter(({ taskId }) => isOpen(taskId)) ?? [];
  if (handling !== undefined && blockedBy.length < handling.blockedBy.length) {
    changed = { ...changed, blockedBy };
    note('unblocked', 'what it waited for is closed');
  }
  const priority = priorityOf(task, today);
  return changes.length === 0 && priority === priorityAsKept(task)
    ? undefined
    : withHandling(task, changed, changes, priority);
}

/** How a task goes on being handled that takes the place of this one: whose it was it is, and nobody has it in hand. */
export function passedOn({ handling }: Pick<Task, 'handling'>): Pick<Task, 'handling'> {
  if (handling === undefined) {
    return {};
  }
  const { lease: _, ...rest } = handling;
  return { handling: rest };
}

function take(task: Task, handler: Handler): Handled {
  const { user, at } = handler;
  const held = heldByOther(task, user, at);
  if (held !== undefined) {
    return refused(held);
  }
  const assignedTo = task.handling?.assignedTo;
  if (assignedTo !== undefined && assignedTo !== user) {
    return refused(`It is assigned to ${assignedTo}; ${assignedTo} or a manager may assign it to you`);
  }
  return (
    stillWaits(task) ??
    changed(task, handler, 'taken', `in hand for ${leaseMinutes} minutes`, {
      ...leaseFor(task, handler),
      snoozed: undefined,
    })
  );
}

function stillWaits({ handling }: Task): Handled | undefined {
  const blocker = handling?.blockedBy.at(0);
  return blocker === undefined
    ? undefined
    : refused(`It waits for the task ${blocker.taskId}: ${blocker.reason}`);
}

function takeOver(task: Task, reason: string, handler: Handler): Handled {
  const { user, role, at } = handler;
  if (role !== 'manager') {
    return refused('Only a manager takes a task over');
  }
  const from = leaseAt(task, at)?.by ?? task.handling?.assignedTo;
  if (from === undefined || from === user) {
    return refused('Nobody else has it; take it');
  }
  return (
    stillWaits(task) ??
    changed(task, handler, 'taken-over', `from ${from}: ${reason}`, {
      ...leaseFor(task, handler),
      snoozed: undefined,
      ...(task.handling?.assignedTo === undefined ? {} : { assignedTo: user }),
    })
  );
}

function assign(task: Task, to: string | undefined, reason: string, handler: Handler): Handled {
  const { user, role, at } = handler;
  const assignedTo = task.handling?.assignedTo;
  if (assignedTo === to) {
    return refused(to === undefined ? 'It is assigned to nobody' : `It is assigned to ${to} already`);
  }
  if (role !== 'manager' && assignedTo !== undefined && assignedTo !== user) {
    return refused(
      `It is assigned to ${assignedTo}; ${assignedTo} or a manager may assign it to somebody else`,
    );
  }
  const lease = leaseAt(task, at);
  return changed(task, handler, 'assigned', `to ${to ?? 'nobody'}: ${reason}`, {
    assignedTo: to,
    ...(lease === undefined || lease.by === to ? {} : endOfLease(task, at)),
  });
}

/** Until when a task may be put off: not beyond the day on which it is due, and until tomorrow at least. */
export function latestSnooze({ dueOn }: Pick<Task, 'dueOn'>, at: Instant): PlainDate {
  const tomorrow = addDays(dateOf(at), 1);
  const [last = tomorrow] = [dueOn, addDays(tomorrow, longestSnoozeDays - 1)].toSorted();
  return last < tomorrow ? tomorrow : last;
}

function snooze(task: Task, until: PlainDate, reason: string, handler: Handler): Handled {
  const tomorrow = addDays(dateOf(handler.at), 1);
  const latest = latestSnooze(task, handler.at);
  return until < tomorrow || until > latest
    ? refused(
        `until: found ${until}; expected a day from ${tomorrow} to ${latest}, as it is due on ${task.dueOn} and nothing sleeps longer than ${longestSnoozeDays} days`,
      )
    : changed(task, handler, 'snoozed', `until ${until}: ${reason}`, {
        ...endOfLease(task, handler.at),
        snoozed: { until, by: handler.user, reason },
      });
}

function block(
  task: Task,
  { behind, reason }: Extract<TaskAction, { action: 'block' }>,
  handler: Handler,
  others: ReadonlyMap<TaskId, Task>,
): Handled {
  const other = others.get(behind);
  const blockedBy = task.handling?.blockedBy ?? [];
  if (behind === task.taskId) {
    return refused('A task does not wait for itself');
  }
  if (other === undefined || other.status !== 'open') {
    return refused(
      other === undefined ? `behind: the practice has no task ${behind}` : `behind: ${closedSentence(other)}`,
    );
  }
  if (blockedBy.some(({ taskId }) => taskId === behind)) {
    return refused(`It waits for ${behind} already`);
  }
  if (blockedBy.length >= mostBlockers) {
    return refused(`It waits for ${mostBlockers} tasks already, which is the most`);
  }
  return waitsFor(other, task.taskId, others)
    ? refused(`${behind} waits for this task itself; one of the two must come first`)
    : changed(task, handler, 'blocked', `behind ${behind}: ${reason}`, {
        ...endOfLease(task, handler.at),
        blockedBy: [...blockedBy, { taskId: behind, by: handler.user, reason }],
      });
}

/** Whether one task waits for another, be it by others in between. */
function waitsFor(task: Task, awaited: TaskId, others: ReadonlyMap<TaskId, Task>): boolean {
  const seen = new Set<TaskId>();
  const toLookAt = [task];
  for (let next = toLookAt.pop(); next !== undefined; next = toLookAt.pop()) {
    for (const { taskId } of next.handling?.blockedBy ?? []) {
      if (taskId === awaited) {
        return true;
      }
      const blocker = others.get(taskId);
      if (!seen.has(taskId) && blocker !== undefined) {
        seen.add(taskId);
        toLookAt.push(blocker);
      }
    }
  }
  return false;
}

function unblock(task: Task, behind: TaskId, reason: string, handler: Handler): Handled {
  const blockedBy = task.handling?.blockedBy ?? [];
  const left = blockedBy.filter(({ taskId }) => taskId !== behind);
  return left.length === blockedBy.length
    ? refused(`It does not wait for ${behind}`)
    : changed(task, handler, 'unblocked', `no longer behind ${behind}: ${reason}`, { blockedBy: left });
}

function leaseFor(task: Task, { user, at }: Handler): Changed {
  const until = new Date(Date.parse(at) + leaseMinutes * 60_000).toISOString() as Instant;
  const running = leaseAt(task, at);
  return running?.by === user
    ? { lease: { ...running, until } }
    : { ...endOfLease(task, at), lease: { by: user, since: at, until } };
}

function endOfLease({ handling }: Task, at: Instant): Changed {
  return handling?.lease === undefined
    ? {}
    : { lease: undefined, workedSeconds: handling.workedSeconds + secondsOfLease(handling.lease, at) };
}

function changed(
  task: Task,
  { user, at }: Handler,
  change: Change['change'],
  words: string,
  changes: Changed,
): Handled {
  return {
    task: withHandling(task, changes, [{ at, by: user, change, words }], priorityOf(task, dateOf(at))),
    words: `${change.replaceAll('-', ' ')}: ${words}`,
  };
}

function withHandling(
  task: Task,
  changed: Changed,
  changes: readonly Change[],
  priority: number,
): Task & { readonly handling: TaskHandling } {
  const before = task.handling ?? { version: 0, blockedBy: [], workedSeconds: 0, changes: [] };
  const { lease, assignedTo, snoozed, blockedBy, workedSeconds } = { ...before, ...changed };
  return {
    ...task,
    handling: {
      version: before.version + 1,
      ...(lease === undefined ? {} : { lease }),
      ...(assignedTo === undefined ? {} : { assignedTo }),
      ...(snoozed === undefined ? {} : { snoozed }),
      blockedBy: blockedBy ?? [],
      priority,
      workedSeconds: workedSeconds ?? 0,
      changes: [...before.changes, ...changes].slice(-keptChanges),
    },
  };
}

function refused(problem: string): Handled {
  return { refused: problem };
}
