import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { ReportRhythm, ReportSpan } from '#contracts/warehouse/report-schedule.ts';
import { weekdays } from '#contracts/warehouse/report-schedule.ts';
import { addDays, daysBetween } from '#domain/calendar/plain-date.ts';
import { wallTimeOf, type WallTime } from '#domain/calendar/wall-time.ts';
import {
  announcesAfter,
  askedOn,
  begunDay,
  dueDay,
  hasWaitedEnough,
  lastDueDay,
  nextDueDays,
  type CalendarRhythm,
} from '#domain/reports/schedules/due-days.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const wall = (text: string): WallTime => ({ day: day(text.slice(0, 10)), hour: Number(text.slice(11, 13)) });

const daily: ReportRhythm = { every: 'day' };
const mondays: ReportRhythm = { every: 'week', on: 'monday' };
const monthly = (on: number): CalendarRhythm => ({ every: 'month', on });

describe('The clock on the wall of a practice', () => {
  test.each([
    ['2026-01-15T10:59:00.000Z', 'America/New_York', '2026-01-15 05'],
    ['2026-01-15T11:00:00.000Z', 'America/New_York', '2026-01-15 06'],
    ['2026-07-15T10:00:00.000Z', 'America/New_York', '2026-07-15 06'],
    ['2026-01-15T04:59:59.999Z', 'America/New_York', '2026-01-14 23'],
    ['2026-01-15T05:00:00.000Z', 'America/New_York', '2026-01-15 00'],
    // The hour that is left out in spring, and the one that comes twice in autumn.
    ['2026-03-08T06:59:00.000Z', 'America/New_York', '2026-03-08 01'],
    ['2026-03-08T07:00:00.000Z', 'America/New_York', '2026-03-08 03'],
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01 01'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026-11-01 01'],
    ['2026-01-15T15:59:00.000Z', 'Pacific/Honolulu', '2026-01-15 05'],
    ['2026-01-14T20:00:00.000Z', 'Pacific/Guam', '2026-01-15 06'],
    ['2026-12-31T23:30:00.000Z', 'Etc/UTC', '2026-12-31 23'],
  ])('shows at %s in %s %s o’clock', (instant, timeZone, shown) => {
    expect(wallTimeOf(Instant.parse(instant), timeZone)).toEqual(wall(shown));
  });
});

describe('A schedule', () => {
  test.each<[string, ReportRhythm, string, string, string | undefined]>([
    ['daily, before the first hour', daily, '2026-03-09', '2026-03-10 05', undefined],
    ['daily, at the first hour', daily, '2026-03-09', '2026-03-10 06', '2026-03-10'],
    ['daily, done today', daily, '2026-03-10', '2026-03-10 23', undefined],
    ['daily, after a week without a run: once', daily, '2026-03-03', '2026-03-10 07', '2026-03-10'],
    ['daily, late in the night: that of the day before', daily, '2026-03-08', '2026-03-10 03', '2026-03-09'],
    ['daily, by a clock that went back', daily, '2026-03-10', '2026-03-08 12', undefined],
    ['weekly, on its day', mondays, '2026-03-05', '2026-03-09 06', '2026-03-09'],
    ['weekly, on the day before', mondays, '2026-03-02', '2026-03-08 23', undefined],
    ['weekly, three days late', mondays, '2026-03-02', '2026-03-12 10', '2026-03-09'],
    ['monthly, on the 31st of a month of 30', monthly(31), '2026-03-31', '2026-04-30 06', '2026-04-30'],
    ['monthly, on the 30th of February', monthly(30), '2026-01-30', '2026-02-28 06', '2026-02-28'],
    ['monthly, on the 29th of a leap year', monthly(29), '2028-01-29', '2028-02-29 06', '2028-02-29'],
    ['monthly, on the 31st, the day before', monthly(31), '2026-03-31', '2026-04-29 23', undefined],
    ['monthly, two months late: once', monthly(1), '2026-01-01', '2026-03-20 09', '2026-03-01'],
    ['monthly, across the year', monthly(15), '2025-11-15', '2026-01-03 09', '2025-12-15'],
  ])('%s', (_, rhythm, after, now, due) => {
    expect(dueDay(rhythm, day(after), wall(now), undefined)).toBe(due);
  });

  test.each<[string, string | undefined, string, string, string | undefined]>([
    ['nothing was ever closed', undefined, '2026-01-01', '2026-03-10 09', undefined],
    ['closed this morning', '2026-03-10', '2026-03-01', '2026-03-10 09', '2026-03-10'],
    ['closed at night, before the first hour', '2026-03-10', '2026-03-01', '2026-03-10 04', undefined],
    ['closed three days ago', '2026-03-07', '2026-03-01', '2026-03-10 09', '2026-03-07'],
    ['closed before it was made', '2026-03-07', '2026-03-09', '2026-03-10 09', undefined],
    ['closed by a clock that runs ahead', '2026-03-12', '2026-03-01', '2026-03-10 09', undefined],
  ])('that follows closings: %s', (_, closedOn, after, now, due) => {
    const closed = closedOn === undefined ? undefined : day(closedOn);
    expect(dueDay({ every: 'month-close' }, day(after), wall(now), closed)).toBe(due);
  });

  test('that is made now leaves out what was due today, but not a closing of today', () => {
    expect(announcesAfter(daily, wall('2026-03-10 04'))).toBe('2026-03-10');
    expect(announcesAfter({ every: 'month-close' }, wall('2026-03-10 04'))).toBe('2026-03-09');
  });

  test.each<[ReportSpan, string, string, string]>([
    ['yesterday', '2026-03-10', '2026-03-01', '2026-03-09'],
    ['yesterday', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['yesterday', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['week-before', '2026-03-09', '2026-03-02', '2026-03-08'],
    ['week-before', '2026-03-15', '2026-03-02', '2026-03-08'],
    ['week-before', '2026-03-16', '2026-03-09', '2026-03-15'],
    ['month-before', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['month-before', '2028-03-01', '2028-02-01', '2028-02-29'],
    ['month-before', '2026-01-02', '2025-12-01', '2025-12-31'],
  ])('asks for %s on %s from %s to %s, as of the last of them', (span, on, from, to) => {
    expect(askedOn(span, day(on))).toEqual({ asOf: to, from, to });
  });

  test.each<[ReportRhythm, string, string, boolean]>([
    [daily, '2026-03-10', '2026-03-10 17', false],
    [daily, '2026-03-10', '2026-03-10 18', true],
    [daily, '2026-03-10', '2026-03-11 00', true],
    [mondays, '2026-03-09', '2026-03-09 23', false],
    [mondays, '2026-03-09', '2026-03-10 18', true],
    [monthly(1), '2026-03-01', '2026-03-03 17', false],
    [monthly(1), '2026-03-01', '2026-03-03 18', true],
    [{ every: 'month-close' }, '2026-03-04', '2026-03-06 17', false],
    [{ every: 'month-close' }, '2026-03-04', '2026-03-07 00', true],
  ])('of rhythm %o that is due on %s has at %o waited enough: %s', (rhythm, due, now, enough) => {
    expect(hasWaitedEnough(rhythm, day(due), wall(now))).toBe(enough);
  });

  test('waits less long than it is to the next one, so that each is sent', () => {
    const gaps: readonly [ReportRhythm, number][] = [
      [daily, 1],
      [mondays, 7],
      [monthly(30), 28],
    ];
    for (const [rhythm, gap] of gaps) {
      expect(
        hasWaitedEnough(rhythm, day('2026-03-02'), { day: addDays(day('2026-03-02'), gap - 1), hour: 23 }),
      ).toBe(true);
    }
  });
});

const anyZone = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'Pacific/Honolulu',
  'Pacific/Guam',
  'America/St_Johns',
  'Etc/UTC',
);
const anyRhythm: fc.Arbitrary<CalendarRhythm> = fc.oneof(
  fc.constant<CalendarRhythm>({ every: 'day' }),
  fc.constantFrom(...weekdays).map((on): CalendarRhythm => ({ every: 'week', on })),
  fc.integer({ min: 1, max: 31 }).map(monthly),
);
const start = Date.parse('2026-01-10T00:00:00Z');
const hour = 3_600_000;
const instantAt = (milliseconds: number): Instant => Instant.parse(new Date(milliseconds).toISOString());

/** What runs at these moments send, by the days on which it was due. */
function sentBy(
  moments: readonly number[],
  rhythm: CalendarRhythm,
  timeZone: string,
  after: PlainDate,
): PlainDate[] {
  const sent: PlainDate[] = [];
  for (const moment of moments) {
    const due = dueDay(rhythm, sent.at(-1) ?? after, wallTimeOf(instantAt(moment), timeZone), undefined);
    if (due !== undefined) {
      sent.push(due);
    }
  }
  return sent;
}

describe('Whenever runs come', () => {
  const after = day('2026-01-05');

  test('every hour for more than a year, each day of a rhythm is sent once, in its order, over both changes of the clock', () => {
    fc.assert(
      fc.property(anyRhythm, anyZone, fc.integer({ min: 0, max: 59 }), (rhythm, timeZone, minute) => {
        const moments = Array.from(
          { length: 24 * 400 },
          (_, count) => start + count * hour + minute * 60_000,
        );
        const sent = sentBy(moments, rhythm, timeZone, after);
        const last = begunDay(wallTimeOf(instantAt(moments.at(-1) ?? 0), timeZone));
        const first = begunDay(wallTimeOf(instantAt(start), timeZone));
        const caughtUp = lastDueDay(rhythm, first);
        const expected = nextDueDays(rhythm, first, 500).filter((one) => one <= last);
        expect(sent).toEqual([...(caughtUp > after ? [caughtUp] : []), ...expected]);
      }),
      { numRuns: 25 },
    );
  });

  test('at any times, twice, out of order, by clocks that are wrong: no day twice, none before its time, the last one of all is sent', () => {
    const anyMoments = fc.array(fc.integer({ min: start, max: start + 500 * 24 * hour }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyRhythm, anyZone, anyMoments, (rhythm, timeZone, moments) => {
        const sent = sentBy([...moments, ...moments], rhythm, timeZone, after);
        const latest = begunDay(wallTimeOf(instantAt(Math.max(...moments)), timeZone));
        expect(sent).toEqual([...new Set(sent)].toSorted());
        expect(sent.every((one) => one > after && one <= latest && lastDueDay(rhythm, one) === one)).toBe(
          true,
        );
        const due = lastDueDay(rhythm, latest);
        expect(sent.at(-1)).toBe(due > after ? due : undefined);
      }),
    );
  });

  test('the days ahead are those of the rhythm, and none is left out between them', () => {
    fc.assert(
      fc.property(anyRhythm, fc.integer({ min: 0, max: 3000 }), (rhythm, ahead) => {
        const from = addDays(after, ahead);
        const next = nextDueDays(rhythm, from, 3);
        expect(next).toHaveLength(3);
        const between = Array.from({ length: daysBetween(from, next[2] ?? from) }, (_, count) =>
          addDays(from, count + 1),
        );
        expect(between.filter((one) => lastDueDay(rhythm, one) === one)).toEqual(next);
      }),
    );
  });
});
