import type { Instant, PlainDate } from '#contracts/dates.ts';

const dayMilliseconds = 86_400_000;

/** Days since 1970-01-01. A claim's days are asked for again and again, so no text is parsed for it. */
function dayNumber(date: PlainDate): number {
  return (
    Date.UTC(digitsOf(date, 0) * 100 + digitsOf(date, 2), digitsOf(date, 5) - 1, digitsOf(date, 8)) /
    dayMilliseconds
  );
}

const zero = 48;

/** The number of two digits that begins at a place of a date. */
function digitsOf(date: PlainDate, place: number): number {
  return (date.charCodeAt(place) - zero) * 10 + date.charCodeAt(place + 1) - zero;
}

/** Days that were written; what is counted from and to lies within a few years. */
const written = new Map<number, PlainDate>();
const keptDays = 4096;

function dayText(day: number): PlainDate {
  const known = written.get(day);
  if (known !== undefined) {
    return known;
  }
  if (written.size >= keptDays) {
    written.clear();
  }
  const text = new Date(day * dayMilliseconds).toISOString().slice(0, 10) as PlainDate;
  written.set(day, text);
  return text;
}

/** The day that is `days` after `date` (before it, when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dayText(dayNumber(date) + days);
}

/** Days from `from` to `to`: 1 from a day to the next, negative when `to` is the earlier one. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of an instant in UTC. A practice in the United States is at most a day behind it, never ahead. */
export function dateOf(instant: Instant): PlainDate {
  return instant.slice(0, 10) as PlainDate;
}

/** Hours and minutes of an instant in UTC, `HHMM`, as X12 headers carry a time. */
export function timeOf(instant: Instant): string {
  return instant.slice(11, 13) + instant.slice(14, 16);
}

/** Completed years of age on `on`. Somebody born on 29 February has a birthday on 1 March in other years. */
export function ageInYears(birthDate: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether `date` lies in a period whose ends count; an open end does not limit. */
export function isWithin(date: PlainDate, from: PlainDate | undefined, to: PlainDate | undefined): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}

/** The day that many working days later; Saturdays and Sundays do not count, holidays do. */
export function addWorkingDays(date: PlainDate, workingDays: number): PlainDate {
  let day = date;
  let left = workingDays;
  while (left > 0) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) {
      left -= 1;
    }
  }
  return day;
}
