import type { Cents } from '#contracts/cents.ts';
import { cents } from '../money/cents.ts';

/** So many hundredths of a percent of an amount, rounded half up to the cent. */
export function shareOf(amountCents: Cents, basisPoints: number): Cents {
  return cents(Math.floor((amountCents * basisPoints + 5000) / 10_000));
}
