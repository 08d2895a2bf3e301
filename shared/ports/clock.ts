import type { Instant } from '#contracts/dates.ts';

/** Tells the present moment. The only clock that a step may read. */
export interface Clock {
  now(): Instant;
}
