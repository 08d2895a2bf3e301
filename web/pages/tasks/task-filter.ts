import type { PlainDate } from '#contracts/dates.ts';
import { taskRoutes } from '#contracts/staff-api/tasks.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import * as z from 'zod';
import { routeNamed } from '../../api/api-client.ts';
import { daysBetween, urgencyOf, type Urgency } from '../../words/days.ts';
import { roundDollars } from '../../words/dollars.ts';
import { taskWords } from '../../words/task-words.ts';

export const listTasks = routeNamed(taskRoutes, 'list-tasks');
/** Tasks that come at once. */
const pageSize = 200;

export const dueChoices = ['any', 'overdue', 'today', 'this-week'] as const;
export const sortChoices = ['due', 'priority'] as const;
export const ownerChoices = ['anybody', 'mine'] as const;
export const listChoices = ['open', 'asleep'] as const;

/** What of the open tasks a person wants to see, and in which order. It stands in the address, and names no patient. */
export const TaskFilter = z.object({
  kinds: z.array(TaskKind),
  due: z.enum(dueChoices),
  owner: z.enum(ownerChoices),
  /** Only tasks about so much, in whole dollars. */
  fromDollars: z.int().min(0),
  sort: z.enum(sortChoices),
  /** Those that can be worked, or those that were put off or wait for another task. */
  list: z.enum(listChoices),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

export const everyTask: TaskFilter = {
  kinds: [],
  due: 'any',
  owner: 'anybody',
  fromDollars: 0,
  sort: 'due',
  list: 'open',
};

/** The filter that stands in an address; what cannot be read is left out. */
export function filterOf(search: string): TaskFilter {
  const given = new URLSearchParams(search);
  const oneOf = <Choice extends string>(
    name: string,
    choices: readonly Choice[],
    otherwise: Choice,
  ): Choice => choices.find((choice) => choice === given.get(name)) ?? otherwise;
  const dollars = Number(given.get('from') ?? '0');
  return {
    kinds: TaskKind.options.filter((kind) => given.get('kinds')?.split('.').includes(kind)),
    due: oneOf('due', dueChoices, 'any'),
    owner: oneOf('owner', ownerChoices, 'anybody'),
    fromDollars: Number.isSafeInteger(dollars) && dollars > 0 ? dollars : 0,
    sort: oneOf('sort', sortChoices, 'due'),
    list: oneOf('list', listChoices, 'open'),
  };
}

/** As it stands in an address; empty where nothing is filtered. */
export function searchOf({ kinds, due, owner, fromDollars, sort, list }: TaskFilter): string {
  const said: readonly (readonly [name: string, value: string, usual: string])[] = [
    ['kinds', kinds.join('.'), ''],
    ['due', due, everyTask.due],
    ['owner', owner, everyTask.owner],
    ['from', String(fromDollars), '0'],
    ['sort', sort, everyTask.sort],
    ['list', list, everyTask.list],
  ];
  return new URLSearchParams(
    said
      .filter(([, value, usual]) => value !== usual)
      .map(([name, value]): [string, string] => [name, value]),
  ).toString();
}

/** A filter in words, which is also its name when it is saved: nobody can type a patient's name there. */
export function nameOf({ kinds, due, owner, fromDollars, list }: TaskFilter): string {
  const what = kinds.length === 0 ? 'All tasks' : kinds.map((kind) => taskWords[kind].name).join(', ');
  const parts = [
    what,
    ...(list === 'asleep' ? ['put off'] : []),
    ...(owner === 'mine' ? ['mine'] : []),
    ...(due === 'any' ? [] : [dueWords[due].toLowerCase()]),
    ...(fromDollars === 0 ? [] : [`from ${roundDollars(fromDollars * 100)}`]),
  ];
  return parts.join(' · ');
}

export const dueWords = {
  any: 'Any day',
  overdue: 'Overdue',
  today: 'Due today or before',
  'this-week': 'Due within a week',
} as const satisfies Record<(typeof dueChoices)[number], string>;
export const sortWords = {
  due: 'Due first',
  priority: 'Worth most first',
} as const satisfies Record<(typeof sortChoices)[number], string>;
export const ownerWords = {
  anybody: 'Anybody’s',
  mine: 'Mine',
} as const satisfies Record<(typeof ownerChoices)[number], string>;
export const listWords = {
  open: 'To work',
  asleep: 'Put off',
} as const satisfies Record<(typeof listChoices)[number], string>;

/** What the API is asked for a filter; days and amounts are looked at here. */
export function listingOf(
  { kinds, owner, sort, list }: TaskFilter,
  user: string,
): z.input<(typeof listTasks)['request']> {
  return {
    list,
    order: sort,
    limit: pageSize,
    ...(kinds.length > 0 && { kinds: kinds.join(',') }),
    ...(owner === 'mine' && { owner: user }),
  };
}

/** Of the tasks that came, in the order in which they came, those that pass what is looked at here. */
export function applyFilter(
  tasks: readonly Task[],
  { kinds, due, fromDollars }: TaskFilter,
  words: string,
  today: PlainDate,
): readonly Task[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter((task) => {
    const daysLeft = daysBetween(today, task.dueOn);
    const isDue =
      due === 'any' || (due === 'overdue' ? daysLeft < 0 : due === 'today' ? daysLeft <= 0 : daysLeft <= 7);
    return (
      isDue &&
      (kinds.length === 0 || kinds.includes(task.kind)) &&
      task.dollarsAtStakeCents >= fromDollars * 100 &&
      wanted.every((word) => textOf(task).includes(word))
    );
  });
}

/** Whose a task is: who has it in hand, and to whom it was given. */
export function ownersOf(task: Task): readonly string[] {
  const { lease, assignedTo } = task.handling ?? {};
  return [...(lease === undefined ? [] : [lease.by]), ...(assignedTo === undefined ? [] : [assignedTo])];
}

function textOf({ kind, why, claimId, taskId }: Task): string {
  return `${taskWords[kind].name} ${why} ${claimId ?? ''} ${taskId}`.toLowerCase();
}

/** Tasks under headings by how near their days are, where they are in that order; else all under none. */
export function groupByDue(
  tasks: readonly Task[],
  sort: TaskFilter['sort'],
  today: PlainDate,
): readonly { readonly urgency: Urgency | undefined; readonly tasks: readonly Task[] }[] {
  if (sort !== 'due') {
    return [{ urgency: undefined, tasks }];
  }
  const order: readonly Urgency[] = ['overdue', 'today', 'soon', 'later'];
  return order
    .map((urgency) => ({ urgency, tasks: tasks.filter(({ dueOn }) => urgencyOf(dueOn, today) === urgency) }))
    .filter(({ tasks }) => tasks.length > 0);
}
