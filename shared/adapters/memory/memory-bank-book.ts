import type { BankBook } from '#ports/bank-book.ts';
import { entryPath } from './memory-commit.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryBankBook(tables: MemoryTables): BankBook {
  return {
    entry: (practiceId, bankEntryId) =>
      Promise.resolve(tables.bankEntries.get(entryPath({ practiceId, bankEntryId }))),
    entries: (practiceId, from, to) =>
      Promise.resolve(
        [...tables.bankEntries.values()]
          .filter(
            (entry) => entry.practiceId === practiceId && entry.postedOn >= from && entry.postedOn <= to,
          )
          .toSorted((one, other) =>
            `${one.postedOn}#${one.bankEntryId}` < `${other.postedOn}#${other.bankEntryId}` ? -1 : 1,
          ),
      ),
    openEntries: (practiceId) =>
      Promise.resolve(
        [...tables.openEntries.values()]
          .filter((entry) => entry.practiceId === practiceId)
          .toSorted((one, other) => (one.bankEntryId < other.bankEntryId ? -1 : 1)),
      ),
    openEntry: (practiceId, bankEntryId) =>
      Promise.resolve(tables.openEntries.get(entryPath({ practiceId, bankEntryId }))),
    awaited: (practiceId) =>
      Promise.resolve(
        [...tables.awaitedDeposits.values()]
          .filter((deposit) => deposit.practiceId === practiceId)
          .toSorted((one, other) =>
            `${one.holder}#${one.method}` < `${other.holder}#${other.method}` ? -1 : 1,
          ),
      ),
    days: (practiceId) => Promise.resolve(tables.bankDays.get(practiceId)),
    announced: (practiceId, holder) =>
      Promise.resolve(
        [...tables.announcedDeposits.values()]
          .filter((deposit) => deposit.practiceId === practiceId && deposit.holder === holder)
          .toSorted((one, other) => (one.method < other.method ? -1 : 1)),
      ),
  };
}
