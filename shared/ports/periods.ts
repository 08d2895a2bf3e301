import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { PeriodBook, PeriodEvent } from '#contracts/periods.ts';

/** Which posting days of a practice are closed, and who closed and opened what. */
export interface Periods {
  /** An empty book where nothing was ever closed. */
  load(practiceId: PracticeId): Promise<PeriodBook>;
  /**
   * Saves the book as the version after the one that it was read at, with what happened; false, and nothing is kept, when
   * another writer was first.
   * @param days totalled days on which it was decided, fewer than 98: it is saved only if they are still as they were read.
   */
  save(
    book: PeriodBook,
    event: Omit<PeriodEvent, 'practiceId' | 'number'>,
    days?: readonly Pick<LedgerDay, 'practiceId' | 'postingDate' | 'version'>[],
  ): Promise<boolean>;
  /** What happened, the latest first. */
  history(practiceId: PracticeId): Promise<readonly PeriodEvent[]>;
}
