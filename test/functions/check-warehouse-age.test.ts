import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import { CheckWarehouseAge, WarehouseAgeAnswer } from '#contracts/warehouse/standing.ts';
import { ledgerHashOf } from '#domain/warehouse/export-state.ts';
import { checkWarehouseAgeStep } from '../../functions/check-warehouse-age/check-warehouse-age-step.ts';

const practiceId = PracticeId.parse('cedar-hill');
const now = Instant.parse('2026-03-11T13:00:00.000Z');
const lateAfterDays = 2;

function counted(day: number, openedAgain = false): LedgerDay {
  return {
    practiceId,
    postingDate: PlainDate.parse(`2026-03-0${day}`),
    version: 1,
    postings: day,
    accounts: {},
    postingsHash: `of ${day}`,
    totalledAt: now,
    ...(openedAgain ? { openedAgain: now } : {}),
  } as unknown as LedgerDay;
}
const stagedAs = (day: LedgerDay) =>
  ({ practiceId, day: day.postingDate, ledgerHash: ledgerHashOf(day), late: [] }) as unknown as StagedDay;
const publishedThrough = (through: string) =>
  ({ practiceId, month: '2026-03', through, publishedAt: now, facts: {} }) as unknown as PublishedMonth;

interface Books {
  readonly counted?: readonly LedgerDay[];
  readonly staged?: readonly StagedDay[];
  readonly months?: readonly PublishedMonth[];
}

function worldOf(books: Books, at: Instant = now) {
  return {
    clock: { now: () => at },
    lateAfterDays,
    practices: { listIds: () => Promise.resolve([practiceId]) },
    ledgerDays: { list: () => Promise.resolve(books.counted ?? []) },
    exportBook: {
      days: () => Promise.resolve(books.staged ?? []),
      months: () => Promise.resolve(books.months ?? []),
      dimensions: () =>
        Promise.resolve({
          practiceId,
          version: 1,
          inputsHash: '',
          asOf: PlainDate.parse('2026-03-01'),
          publishedAt: now,
          dimensions: {},
        }),
    },
  };
}

const days = [7, 8, 9].map((day) => counted(day));
const staged = days.map(stagedAs);

const cases: readonly {
  readonly title: string;
  readonly books: Books;
  readonly at?: string;
  readonly ageDays?: number;
  readonly isLate: boolean;
  readonly because?: string;
}[] = [
  { title: 'a practice without books has nothing to publish', books: {}, isLate: false },
  {
    title: 'one that is published through yesterday lacks nothing',
    books: { counted: days, staged, months: [publishedThrough('2026-03-09')] },
    at: '2026-03-10T13:00:00.000Z',
    ageDays: 1,
    isLate: false,
  },
  {
    title: 'one whose ledger was not totalled tonight is not late yet',
    books: { counted: days, staged, months: [publishedThrough('2026-03-09')] },
    ageDays: 2,
    isLate: false,
    because: 'the ledger is totalled up to 2026-03-09',
  },
  {
    title: 'one whose ledger is not totalled for days is late',
    books: { counted: days, staged, months: [publishedThrough('2026-03-09')] },
    at: '2026-03-12T13:00:00.000Z',
    ageDays: 3,
    isLate: true,
    because: 'the ledger is totalled up to 2026-03-09',
  },
  {
    title: 'one whose export never began is late, counted from its first day',
    books: { counted: days },
    ageDays: 5,
    isLate: true,
    because:
      '2026-03-07 is totalled and not staged as it was totalled: nothing from its month on is published',
  },
  {
    title: 'one whose day is totalled otherwise than it was staged, so that publishing it is outdated',
    books: {
      counted: days,
      staged: [staged[0], { ...staged[1], ledgerHash: 'other' }, staged[2]] as StagedDay[],
      months: [publishedThrough('2026-03-07')],
    },
    ageDays: 4,
    isLate: true,
    because:
      '2026-03-08 is totalled and not staged as it was totalled: nothing from its month on is published',
  },
  {
    title: 'one with a day that was opened again',
    books: {
      counted: [days[0] as LedgerDay, counted(8, true), days[2] as LedgerDay],
      staged,
      months: [publishedThrough('2026-03-08')],
    },
    ageDays: 3,
    isLate: true,
    because: '2026-03-08 was opened again and is not totalled since: nothing from its month on is published',
  },
  {
    title: 'one whose month was refused',
    books: { counted: days, staged, months: [publishedThrough('2026-03-08')] },
    ageDays: 3,
    isLate: true,
    because:
      'days up to 2026-03-09 are staged and not published: the last export refused, or was overtaken by another',
  },
];

describe('How old the warehouse is', () => {
  test.each(cases)('$title', async ({ books, at, ageDays, isLate, because }) => {
    const world = worldOf(books, at === undefined ? now : Instant.parse(at));
    const answer = await checkWarehouseAgeStep({ onDemand: true }, world);
    expect(WarehouseAgeAnswer.parse(answer)).toMatchObject({
      outcome: 'looked',
      practices: [{ practiceId, isLate }],
    });
    const [standing] = answer.outcome === 'looked' ? answer.practices : [];
    expect([standing?.ageDays, standing?.because]).toEqual([ageDays, because]);
  });

  test.each(cases.filter(({ isLate }) => isLate))(
    'fails by schedule, with what is missing: $title',
    async ({ books, at, because }) => {
      const world = worldOf(books, at === undefined ? now : Instant.parse(at));
      await expect(checkWarehouseAgeStep({}, world)).rejects.toMatchObject({
        name: 'WarehouseLate',
        message: expect.stringContaining(`(${because})`) as string,
      });
    },
  );

  test.each(cases.filter(({ isLate }) => !isLate))(
    'fails by schedule for nothing else: $title',
    async ({ books, at }) => {
      const world = worldOf(books, at === undefined ? now : Instant.parse(at));
      expect(await checkWarehouseAgeStep({}, world)).toMatchObject({ outcome: 'looked' });
    },
  );

  test('is not told to a question that is none', async () => {
    expect(CheckWarehouseAge.safeParse({ onDemand: 'yes' }).success).toBe(false);
    expect(await checkWarehouseAgeStep({ onDemand: 'yes' }, worldOf({}))).toMatchObject({
      outcome: 'refused',
    });
  });
});
