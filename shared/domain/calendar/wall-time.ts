import type { Instant, PlainDate } from '#contracts/dates.ts';

/** What calendar and clock on the wall of a practice show. */
export interface WallTime {
  readonly day: PlainDate;
  /** 0 to 23. */
  readonly hour: number;
}

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
    hour: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** Day and hour of a moment where the practice is. An hour that the clock shows twice in autumn is one. */
export function wallTimeOf(instant: Instant, timeZone: string): WallTime {
  // `2026-03-31, 17`
  const text = formatterFor(timeZone).format(Date.parse(instant));
  return { day: text.slice(0, 10) as PlainDate, hour: Number(text.slice(-2)) };
}
