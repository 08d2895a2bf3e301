import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/aws/events/schedule-expression.ts';

const at = (text: string): number => Date.parse(`${text}Z`);

/** The next `count` occasions, as UTC text to the minute. */
function occasions(
  expression: string,
  after: string,
  count: number,
  timeZone?: string,
): (string | undefined)[] {
  const schedule = parseSchedule(expression, timeZone);
  const found: (string | undefined)[] = [];
  let time: number | undefined = at(after);
  for (let index = 0; index < count && time !== undefined; index += 1) {
    time = schedule.next(time, at(after));
    found.push(time === undefined ? undefined : new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

describe('a schedule expression', () => {
  const cases = [
    {
      expression: 'rate(5 minutes)',
      after: '2026-01-05T09:02:10',
      next: ['2026-01-05T09:07', '2026-01-05T09:12'],
    },
    {
      expression: 'rate(1 day)',
      after: '2026-01-05T09:00:00',
      next: ['2026-01-06T09:00', '2026-01-07T09:00'],
    },
    {
      expression: 'cron(0 6 * * ? *)',
      after: '2026-01-05T06:00:00',
      next: ['2026-01-06T06:00', '2026-01-07T06:00'],
    },
    {
      expression: 'cron(0/15 9-10 * * ? *)',
      after: '2026-01-05T09:50:00',
      next: ['2026-01-05T10:00', '2026-01-05T10:15'],
    },
    {
      expression: 'cron(30 17 ? * MON-FRI *)',
      after: '2026-01-09T18:00:00',
      next: ['2026-01-12T17:30', '2026-01-13T17:30'],
    },
    {
      expression: 'cron(0 0 L * ? *)',
      after: '2026-02-01T00:00:00',
      next: ['2026-02-28T00:00', '2026-03-31T00:00'],
    },
    {
      expression: 'cron(0 0 LW * ? *)',
      after: '2026-01-31T00:00:00',
      next: ['2026-02-27T00:00', '2026-03-31T00:00'],
    },
    {
      expression: 'cron(0 0 1W * ? *)',
      after: '2026-01-31T00:00:00',
      next: ['2026-02-02T00:00', '2026-03-02T00:00'],
    },
    {
      expression: 'cron(0 8 ? * 2#1 *)',
      after: '2026-01-05T08:00:00',
      next: ['2026-02-02T08:00', '2026-03-02T08:00'],
    },
    {
      expression: 'cron(0 8 ? * 6L *)',
      after: '2026-01-05T08:00:00',
      next: ['2026-01-30T08:00', '2026-02-27T08:00'],
    },
    {
      expression: 'cron(0 0 29 FEB ? *)',
      after: '2026-01-01T00:00:00',
      next: ['2028-02-29T00:00', '2032-02-29T00:00'],
    },
    {
      expression: 'cron(0 0 1 1,7 ? 2026-2027)',
      after: '2026-02-01T00:00:00',
      next: ['2026-07-01T00:00', '2027-01-01T00:00', '2027-07-01T00:00', undefined],
    },
    {
      expression: 'at(2026-03-01T12:00:00)',
      after: '2026-01-01T00:00:00',
      next: ['2026-03-01T12:00', undefined],
    },
  ];
  it.each(cases)('$expression comes next at $next', ({ expression, after, next }) => {
    expect(occasions(expression, after, next.length)).toEqual(next);
  });

  it('follows the local time of its zone when the clocks change', () => {
    const next = occasions('cron(0 9 * * ? *)', '2026-03-07T00:00:00', 3, 'America/New_York');
    expect(next).toEqual(['2026-03-07T14:00', '2026-03-08T13:00', '2026-03-09T13:00']);
  });

  it('passes over a time that the clocks skip, and takes a doubled one once', () => {
    const skipped = occasions('cron(30 2 * * ? *)', '2026-03-07T12:00:00', 2, 'America/New_York');
    expect(skipped).toEqual(['2026-03-09T06:30', '2026-03-10T06:30']);
    const doubled = occasions('cron(30 1 * * ? *)', '2026-11-01T00:00:00', 2, 'America/New_York');
    expect(doubled).toEqual(['2026-11-01T05:30', '2026-11-02T06:30']);
  });

  const bad = [
    'rate(0 minutes)',
    'rate(5 weeks)',
    'every(5 minutes)',
    'cron(0 6 * * *)',
    'cron(0 6 * * * *)',
    'cron(60 6 * * ? *)',
    'cron(0 6 ? * MOO *)',
    'cron(0/0 6 * * ? *)',
    'at(tomorrow)',
  ];
  it.each(bad)('%s is refused and shown', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(expression);
  });
});
