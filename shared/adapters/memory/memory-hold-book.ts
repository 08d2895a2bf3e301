import type { HoldBook } from '#ports/hold-book.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryHoldBook({ holds }: MemoryTables): HoldBook {
  const of = (practiceId: string) => [...holds.values()].filter((hold) => hold.practiceId === practiceId);
  return {
    standing: (practiceId) =>
      Promise.resolve(
        of(practiceId)
          .filter(({ released }) => released === undefined)
          .toSorted((one, other) => (one.holdId < other.holdId ? -1 : 1)),
      ),
    released: (practiceId, limit) =>
      Promise.resolve(
        of(practiceId)
          .flatMap((hold) => (hold.released === undefined ? [] : [{ hold, at: hold.released.at }]))
          .toSorted((one, other) =>
            `${one.at}#${one.hold.holdId}` < `${other.at}#${other.hold.holdId}` ? 1 : -1,
          )
          .slice(0, limit)
          .map(({ hold }) => hold),
      ),
    load: (practiceId, holdId) => Promise.resolve(holds.get(`${practiceId}#${holdId}`)),
  };
}
