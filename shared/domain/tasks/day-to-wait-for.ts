import type { Instant, PlainDate } from '#contracts/dates.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';

/** What is to come later than this is nothing that somebody waits for. */
const longestWaitDays = 60;

/** Why nobody waits until this day; undefined where somebody may. */
export function dayFault(by: PlainDate, at: Instant): string | undefined {
  const [first, last] = [addDays(dateOf(at), 1), addDays(dateOf(at), longestWaitDays)];
  return by < first || by > last ? `by: found ${by}; expected a day from ${first} to ${last}` : undefined;
}
