import type { CostBook } from '#ports/cost-book.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryCostBook({ costEntries }: MemoryTables): CostBook {
  return {
    entries: (practiceId) => Promise.resolve(costEntries.get(practiceId) ?? []),
    add(entry) {
      const before = costEntries.get(entry.practiceId) ?? [];
      if (before.some(({ number }) => number === entry.number)) {
        return Promise.resolve(false);
      }
      costEntries.set(
        entry.practiceId,
        [...before, entry].toSorted((one, other) => one.number - other.number),
      );
      return Promise.resolve(true);
    },
  };
}
