import { subjectText, type ContactLog } from '#ports/contact-log.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryContactLog({ logEntries }: MemoryTables): ContactLog {
  return {
    list(practiceId, subject, { limit, next }) {
      const of = subjectText(subject);
      const all = [...logEntries.values()]
        .filter((entry) => entry.practiceId === practiceId && subjectText(entry.subject) === of)
        .filter(({ entryId }) => next === undefined || entryId < next)
        .toSorted((one, other) => (one.entryId < other.entryId ? 1 : -1));
      const entries = all.slice(0, limit);
      const last = entries.at(-1);
      return Promise.resolve(
        all.length > entries.length && last !== undefined ? { entries, next: last.entryId } : { entries },
      );
    },
    load: (practiceId, subject, entryId) =>
      Promise.resolve(logEntries.get([practiceId, subjectText(subject), entryId].join('#'))),
  };
}
