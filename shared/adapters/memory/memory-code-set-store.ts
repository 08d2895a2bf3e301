import type { CodeSetStore } from '#ports/code-set-store.ts';
import { memoryDocumentStore } from './memory-document-store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryCodeSetStore(tables: MemoryTables): CodeSetStore {
  const documents = memoryDocumentStore(tables);
  return {
    registers: () => Promise.resolve([...tables.codeSets.values()]),
    register: (kind) => Promise.resolve(tables.codeSets.get(kind) ?? { kind, revision: 0, editions: [] }),
    save(registers) {
      const isStale = registers.some(
        ({ kind, revision }) => (tables.codeSets.get(kind)?.revision ?? 0) !== revision,
      );
      if (!isStale) {
        for (const register of registers) {
          tables.codeSets.set(register.kind, { ...register, revision: register.revision + 1 });
        }
      }
      return Promise.resolve(!isStale);
    },
    async putTable({ tableKey }, bytes) {
      await documents.putOnce('documents', tableKey, bytes, 'application/octet-stream');
    },
    async getTable({ tableKey }) {
      const found = await documents.get('documents', tableKey);
      if (found === undefined) {
        throw new Error(`The table ${tableKey} of a code set is registered and is not there`);
      }
      return found.body;
    },
  };
}
