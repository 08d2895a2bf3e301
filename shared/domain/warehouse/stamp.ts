import type { Instant, PlainDate } from '#contracts/dates.ts';

/** What every row of a fact begins with, by the names of its columns. */
export interface Stamp {
  readonly fact_id: string;
  readonly posting_date: PlainDate;
  readonly service_date: PlainDate | null;
  readonly known_at: Instant;
}

/** The day in whose books facts count, which all rows that are derived together share. */
export function stamped(day: PlainDate) {
  return (factId: string, knownAt: Instant, serviceDate: PlainDate | undefined): Stamp => ({
    fact_id: factId,
    posting_date: day,
    service_date: serviceDate ?? null,
    known_at: knownAt,
  });
}
