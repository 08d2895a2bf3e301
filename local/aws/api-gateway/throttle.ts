import type { Throttling } from './api-definition.ts';

/**
 * A token bucket: it holds `burst` requests and fills again at the rate. `milliseconds` is a clock that only the
 * differences of matter.
 */
export function createThrottle(throttling: Throttling, milliseconds: () => number): () => boolean {
  const { ratePerSecond, burst } = throttling;
  let tokens = burst;
  let filledAt = milliseconds();
  return () => {
    const now = milliseconds();
    tokens =
      ratePerSecond === Infinity
        ? burst
        : Math.min(burst, tokens + ((now - filledAt) / 1000) * ratePerSecond);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  };
}
