import type { LedgerDays } from '#ports/ledger-days.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryLedgerDays({ ledgerDays }: MemoryTables): LedgerDays {
  const all = (practiceId: string) =>
    [...ledgerDays.values()]
      .filter((day) => day.practiceId === practiceId)
      .toSorted((one, other) => (one.postingDate < other.postingDate ? -1 : 1));
  return {
    load: (practiceId, postingDate) => Promise.resolve(ledgerDays.get(`${practiceId}#${postingDate}`)),
    list: (practiceId, from, to) =>
      Promise.resolve(all(practiceId).filter(({ postingDate }) => postingDate >= from && postingDate <= to)),
    last: (practiceId) => Promise.resolve(all(practiceId).at(-1)),
    keep(day, expectedVersion) {
      const path = `${day.practiceId}#${day.postingDate}`;
      if ((ledgerDays.get(path)?.version ?? 0) !== expectedVersion) {
        return Promise.resolve(false);
      }
      ledgerDays.set(path, day);
      return Promise.resolve(true);
    },
  };
}
