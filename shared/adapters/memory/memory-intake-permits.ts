import { emptyPermitBook } from '#domain/intake/share-permits.ts';
import type { IntakePermits } from '#ports/intake-permits.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryIntakePermits(tables: MemoryTables): IntakePermits {
  return {
    load: (practiceId) => Promise.resolve(tables.permitBooks.get(practiceId) ?? emptyPermitBook(practiceId)),
    save(book) {
      if ((tables.permitBooks.get(book.practiceId)?.version ?? 0) !== book.version) {
        return Promise.resolve(false);
      }
      tables.permitBooks.set(book.practiceId, { ...book, version: book.version + 1 });
      return Promise.resolve(true);
    },
  };
}
