import type { PlainDate } from '#contracts/dates.ts';

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) {
    return known;
  }
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

const dayAlone = /^\d{4}-\d{2}-\d{2}$/;
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The calendar day of an instant where patients are seen: 02:30 in UTC is still the day before in Boston. A day is taken
 * as it is, and so is a time without an offset: it is local already.
 * @param instant ISO 8601: `2026-10-05`, `2026-10-05T21:30`, `2026-10-06T02:30:00Z`, `2026-10-05T21:30:00-05:00`.
 * @returns undefined when it is none of these, or no day of the calendar.
 */
export function localDay(instant: string, timeZone: string): PlainDate | undefined {
  const text = instant.trim();
  if (dayAlone.test(text)) {
    return isDay(text) ? (text as PlainDate) : undefined;
  }
  if (!instantShape.test(text) || !isDay(text.slice(0, 10))) {
    return undefined;
  }
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(11))) {
    return text.slice(0, 10) as PlainDate;
  }
  const milliseconds = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(milliseconds) ? undefined : (formatterFor(timeZone).format(milliseconds) as PlainDate);
}

/** Whether a text `YYYY-MM-DD` is a day of the calendar. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
