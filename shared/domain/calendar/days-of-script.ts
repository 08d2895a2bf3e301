import type { PlainDate } from '#contracts/dates.ts';
import { addDays } from './plain-date.ts';

/**
 * A script with its days said: wherever `today` or `today+30` is all that a text says, it becomes that day, so that what
 * is scripted once holds on whatever day it is run.
 */
export function withDaysOf(script: unknown, today: PlainDate): unknown {
  return JSON.parse(JSON.stringify(script), (_, value: unknown) => {
    const said = typeof value === 'string' ? /^today(?:\+(\d{1,3}))?$/.exec(value) : null;
    return said === null ? value : addDays(today, Number(said[1] ?? 0));
  });
}
