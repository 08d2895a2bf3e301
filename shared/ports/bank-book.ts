import type { AwaitedDeposit, BankDays, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { BankEntryId, PracticeId } from '#contracts/identifiers.ts';

/** What the bank showed, and what it was to show. All of it is written by `commit`. */
export interface BankBook {
  entry(practiceId: PracticeId, bankEntryId: BankEntryId): Promise<BankEntry | undefined>;
  /** Entries from one day to another, both included, the earliest first. */
  entries(practiceId: PracticeId, from: PlainDate, to: PlainDate): Promise<readonly BankEntry[]>;
  /** Entries of which something is not explained yet, in the order of their ids. */
  openEntries(practiceId: PracticeId): Promise<readonly OpenEntry[]>;
  openEntry(practiceId: PracticeId, bankEntryId: BankEntryId): Promise<OpenEntry | undefined>;
  /** Money of which the bank has not shown all, in the order of who holds it. */
  awaited(practiceId: PracticeId): Promise<readonly AwaitedDeposit[]>;
  /** Which days the bank has shown; undefined where it has shown none. */
  days(practiceId: PracticeId): Promise<BankDays | undefined>;
  /** All that a remittance or a batch ever announced, as it did. */
  announced(practiceId: PracticeId, holder: AwaitedDeposit['holder']): Promise<readonly AwaitedDeposit[]>;
}
