import type { Instant } from '#contracts/dates.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { Journal } from '#ports/journal.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryJournal(tables: MemoryTables): Journal {
  return {
    pageOfDay(practiceId, day, { limit, next }) {
      const ofPractice = <Value>(map: ReadonlyMap<string, Value>): Value[] =>
        [...map].filter(([path]) => path.startsWith(`${practiceId}#`)).map(([, value]) => value);
      const isThen = (at: Instant | undefined): boolean => at?.slice(0, 10) === day;
      const tasks = ofPractice(tables.tasks);
      const all: JournalEntry[] = [
        ...ofPractice(tables.events)
          .flat()
          .filter(({ at }) => isThen(at))
          .map((event) => ({ kind: 'claim-event' as const, event })),
        ...tasks
          .filter(({ openedAt }) => isThen(openedAt))
          .map((task) => ({ kind: 'task-opened' as const, task })),
        ...tasks
          .filter(({ closedAt }) => isThen(closedAt))
          .map((task) => ({ kind: 'task-closed' as const, task })),
        ...ofPractice(tables.statementsSent).filter(({ at }) => isThen(at)),
        ...(tables.costEntries.get(practiceId) ?? [])
          .filter(({ at }) => isThen(at))
          .map((entry) => ({ kind: 'cost-entered' as const, entry })),
      ];
      const start = Number(next ?? 0);
      const entries = all.slice(start, start + limit);
      return Promise.resolve(
        start + limit < all.length ? { entries, next: String(start + limit) } : { entries },
      );
    },
  };
}
