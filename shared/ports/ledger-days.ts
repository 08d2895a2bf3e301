import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';

/** The posting days of a practice that were totalled, one after the other from the first on. */
export interface LedgerDays {
  load(practiceId: PracticeId, postingDate: PlainDate): Promise<LedgerDay | undefined>;
  /** Those from one day to another, both included, the earliest first. */
  list(practiceId: PracticeId, from: PlainDate, to: PlainDate): Promise<readonly LedgerDay[]>;
  /** The latest; undefined before the first. */
  last(practiceId: PracticeId): Promise<LedgerDay | undefined>;
  /** Keeps a day over the version that it was read at, 0 for one that is new; false when another writer was first. */
  keep(day: LedgerDay, expectedVersion: number): Promise<boolean>;
}
