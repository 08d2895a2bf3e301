import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import {
  addDays,
  addWorkingDays,
  ageInYears,
  dateOf,
  daysBetween,
  isWithin,
  timeOf,
} from '#domain/calendar/plain-date.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(day('1920-01-01'), days));

describe('plain dates', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-10-05', 180, '2027-04-03'],
    ['2026-03-07', 2, '2026-03-09'],
  ])('%s and %i days are %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
  });

  test('count days back as they were added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  test('of an instant are those of UTC', () => {
    const instant = Instant.parse('2026-11-20T23:59:59.999Z');
    expect(dateOf(instant)).toBe('2026-11-20');
    expect(timeOf(instant)).toBe('2359');
  });

  test.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-18', 2, '2026-11-20'],
    ['2026-11-19', 3, '2026-11-24'],
    ['2026-11-20', 0, '2026-11-20'],
  ])('%s and %i working days are %s', (from, days, to) => {
    expect(addWorkingDays(day(from), days)).toBe(to);
  });

  test.each([
    ['2008-10-06', '2026-10-05', 17],
    ['2008-10-05', '2026-10-05', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-10-05', '2026-10-05', 0],
  ])('somebody born on %s is, on %s, of age %i', (birth, on, age) => {
    expect(ageInYears(day(birth), day(on))).toBe(age);
  });

  test('lie within a period that includes both its ends, and an open end does not limit', () => {
    const [from, to] = [day('2026-01-01'), day('2026-01-31')];
    expect([from, to].every((date) => isWithin(date, from, to))).toBe(true);
    expect([addDays(from, -1), addDays(to, 1)].some((date) => isWithin(date, from, to))).toBe(false);
    expect(isWithin(day('1900-01-01'), undefined, to) && isWithin(day('2100-01-01'), from, undefined)).toBe(
      true,
    );
  });
});
