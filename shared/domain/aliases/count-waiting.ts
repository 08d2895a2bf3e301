import type { Cents } from '#contracts/cents.ts';
import { sumCents } from '../money/cents.ts';

/** A visit that waits for a name to be mapped; a record that names no visit stands for itself. */
export interface WaitingVisit {
  readonly of: string;
  readonly chargeCents: Cents;
}

export interface WaitingVisits {
  readonly visits: number;
  readonly chargeCents: Cents;
  /** False where there are more than were counted. */
  readonly isAll: boolean;
}

/** Counts each visit once; of several notes of one visit the greatest charge counts. */
export function countWaiting(waiting: readonly WaitingVisit[], isAll: boolean): WaitingVisits {
  const charges = new Map<string, Cents>();
  for (const { of, chargeCents } of waiting) {
    const before = charges.get(of);
    charges.set(of, before !== undefined && before > chargeCents ? before : chargeCents);
  }
  return { visits: charges.size, chargeCents: sumCents(charges.values(), (charge) => charge), isAll };
}
