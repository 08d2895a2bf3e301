import { array, assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Cents } from '#contracts/cents.ts';
import { isAmong, savedFilters, toggleSaved } from '../../web/pages/tasks/saved-filters.ts';
import {
  applyFilter,
  dueChoices,
  everyTask,
  filterOf,
  groupByDue,
  listChoices,
  listingOf,
  listTasks,
  nameOf,
  ownerChoices,
  searchOf,
  sortChoices,
  type TaskFilter,
} from '../../web/pages/tasks/task-filter.ts';

const today = '2026-11-22' as PlainDate;

function task(taskId: string, more: Partial<Task> = {}): Task {
  return {
    practiceId: 'cedar-hill',
    taskId,
    kind: 'denial',
    waitSequence: 1,
    status: 'open',
    openedAt: '2026-11-20T10:00:00.000Z',
    dueOn: '2026-11-25',
    why: 'The payer denied line 1 as bundled',
    evidence: [],
    dollarsAtStakeCents: 16_000 as Cents,
    outcomes: ['appeal'],
    ...more,
  } as Task;
}

const tasks = [
  task('late', { dueOn: '2026-11-19' as PlainDate }),
  task('today', { dueOn: today, kind: 'coding', why: 'The visit came without codes' }),
  task('soon', { dueOn: '2026-11-29' as PlainDate, dollarsAtStakeCents: 90_000 as Cents }),
  task('later', { dueOn: '2026-12-24' as PlainDate, kind: 'credit-balance' }),
];

const filters = record({
  kinds: uniqueArray(constantFrom(...TaskKind.options), { maxLength: 4 }),
  due: constantFrom(...dueChoices),
  owner: constantFrom(...ownerChoices),
  fromDollars: integer({ min: 0, max: 100_000 }),
  sort: constantFrom(...sortChoices),
  list: constantFrom(...listChoices),
}).map((filter): TaskFilter => ({
  ...filter,
  kinds: TaskKind.options.filter((kind) => filter.kinds.includes(kind)),
}));

describe('A filter of tasks', () => {
  test('is the same again when it is read from its address', () => {
    assert(
      property(filters, (filter) => {
        expect(filterOf(searchOf(filter))).toEqual(filter);
      }),
    );
  });

  test('asks the API only for what it takes', () => {
    assert(
      property(filters, (filter) => {
        const asked = listingOf(filter, 'maria');
        expect(listTasks.request.safeParse(asked)).toMatchObject({ success: true });
      }),
      { numRuns: 40 },
    );
  });

  test.each(['kinds=poetry', 'due=yesterday', 'from=-5', 'from=1.5', 'sort=alphabet', '', 'x=y'])(
    'is left out where it cannot be read: "%s"',
    (search) => {
      expect(filterOf(search)).toEqual(everyTask);
    },
  );

  test.each<[string, Partial<TaskFilter>, string, string[]]>([
    ['none', {}, '', ['late', 'today', 'soon', 'later']],
    ['what is overdue', { due: 'overdue' }, '', ['late']],
    ['what is due today or before', { due: 'today' }, '', ['late', 'today']],
    ['what is due within a week', { due: 'this-week' }, '', ['late', 'today', 'soon']],
    ['a kind', { kinds: ['coding', 'credit-balance'] }, '', ['today', 'later']],
    ['from an amount on', { fromDollars: 500 }, '', ['soon']],
    ['words in any order', {}, 'bundled DENIED', ['late', 'soon', 'later']],
    ['the name of a kind', {}, 'coding', ['today']],
    ['words and a day', { due: 'overdue' }, 'codes', []],
  ])('lets through by %s', (_, filter, words, taskIds) => {
    expect(applyFilter(tasks, { ...everyTask, ...filter }, words, today).map(({ taskId }) => taskId)).toEqual(
      taskIds,
    );
  });

  test('names itself in words in which no patient can be', () => {
    expect(nameOf({ ...everyTask, kinds: ['denial'], due: 'overdue', owner: 'mine', fromDollars: 500 })).toBe(
      'Denial · mine · overdue · from $500',
    );
  });

  test('loses no task to its headings', () => {
    assert(
      property(array(constantFrom(...tasks)), (some) => {
        const grouped = groupByDue(some, 'due', today).flatMap((group) => group.tasks);
        expect(grouped.toSorted(byId)).toEqual(some.toSorted(byId));
      }),
      { numRuns: 30 },
    );
  });
});

const byId = (one: Task, other: Task) => one.taskId.localeCompare(other.taskId);

describe('Saved filters', () => {
  function storage(): Storage {
    const kept = new Map<string, string>();
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => kept.set(name, text),
    } as unknown as Storage;
  }
  const denials: TaskFilter = { ...everyTask, kinds: ['denial'] };

  test('are there again, for the person and the practice that saved them', () => {
    const store = storage();
    toggleSaved(store, 'cedar-hill', 'maria', denials);
    expect(savedFilters(store, 'cedar-hill', 'maria')).toEqual([denials]);
    expect(savedFilters(store, 'cedar-hill', 'ida')).toEqual([]);
    expect(savedFilters(store, 'birch', 'maria')).toEqual([]);
  });

  test('are taken out by saving them once more', () => {
    const store = storage();
    toggleSaved(store, 'cedar-hill', 'maria', denials);
    expect(toggleSaved(store, 'cedar-hill', 'maria', denials)).toEqual([]);
  });

  test('are nine at most, for there are nine keys', () => {
    const store = storage();
    for (const fromDollars of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      toggleSaved(store, 'cedar-hill', 'maria', { ...everyTask, fromDollars });
    }
    const saved = savedFilters(store, 'cedar-hill', 'maria');
    expect(saved).toHaveLength(9);
    expect(isAmong(saved, { ...everyTask, fromDollars: 10 })).toBe(true);
  });
});
