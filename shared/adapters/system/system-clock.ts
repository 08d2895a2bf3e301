import { Instant } from '#contracts/dates.ts';
import type { Clock } from '#ports/clock.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Instant.parse(new Date().toISOString()),
};
