import { parseCron } from './cron.ts';
import type { Cron } from './cron.ts';

/** When something runs. Times are milliseconds since the epoch. */
export interface Schedule {
  /** The first time after `after`; `anchor` is when the schedule began. Undefined: never again. */
  next(after: number, anchor: number): number | undefined;
}

const millisecondsOf: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const millisecondsADay = 86_400_000;
/** How far ahead a cron expression is searched: any that comes true at all does so within a leap-year cycle. */
const searchedDays = 366 * 9;

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Converts between the epoch and the local time of a zone. */
interface Zone {
  toLocal(time: number): LocalTime;
  /** The instant of a local time; undefined for one that the clocks skip. Of two, the earlier. */
  toInstant(local: LocalTime): number | undefined;
}

function asUtc({ year, month, day, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const utc: Zone = {
  toLocal: (time) => {
    const date = new Date(time);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    };
  },
  toInstant: asUtc,
};

function zoneOf(timeZone: string): Zone {
  if (timeZone === 'UTC') {
    return utc;
  }
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const toLocal = (time: number): LocalTime => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    };
  };
  return {
    toLocal,
    toInstant: (local) => {
      const wanted = asUtc(local);
      // The offset a day before and a day after are the only two that can hold at this local time.
      const candidates = [wanted - millisecondsADay, wanted + millisecondsADay].map(
        (near) => wanted - (asUtc(toLocal(near)) - near),
      );
      const holding = candidates.filter((time) => asUtc(toLocal(time)) === wanted);
      return holding.length === 0 ? undefined : Math.min(...holding);
    },
  };
}

function nextOfCron(cron: Cron, zone: Zone, after: number): number | undefined {
  const today = zone.toLocal(after);
  const firstDay = Date.UTC(today.year, today.month - 1, today.day);
  for (let index = 0; index < searchedDays; index += 1) {
    const { year, month, day } = utc.toLocal(firstDay + index * millisecondsADay);
    if (!cron.years.has(year) || !cron.months.has(month) || !cron.isDay(year, month, day)) {
      continue;
    }
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const time = zone.toInstant({ year, month, day, hour, minute, second: 0 });
        if (time !== undefined && time > after) {
          return time;
        }
      }
    }
  }
  return undefined;
}

/**
 * Reads `rate(...)`, `cron(...)` or `at(...)`; a time zone is an IANA name, UTC by default.
 * Throws an error that shows the expression and what is wrong with it.
 */
export function parseSchedule(expression: string, timeZone = 'UTC'): Schedule {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  try {
    const zone = zoneOf(timeZone);
    if (kind === 'cron') {
      const cron = parseCron(inner);
      return { next: (after) => nextOfCron(cron, zone, after) };
    }
    if (kind === 'rate') {
      const [, amountText, unit = ''] = /^(\d+)\s+(minute|hour|day)s?$/.exec(inner.trim()) ?? [];
      const period = Number(amountText) * (millisecondsOf[unit] ?? 0);
      if (!(period > 0)) {
        throw new Error('expected a whole number above 0 and minutes, hours or days');
      }
      return {
        next: (after, anchor) => anchor + Math.max(1, Math.floor((after - anchor) / period) + 1) * period,
      };
    }
    if (kind === 'at') {
      const instant = Date.parse(`${inner.trim()}Z`);
      const time = Number.isNaN(instant) ? undefined : zone.toInstant(utc.toLocal(instant));
      if (time === undefined) {
        throw new Error('expected a local time such as 2026-01-31T09:00:00');
      }
      return { next: (after) => (time > after ? time : undefined) };
    }
    throw new Error('expected rate(...), cron(...) or at(...)');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The schedule expression ${expression} in time zone ${timeZone} is not valid: ${reason}.`,
      { cause: error },
    );
  }
}
