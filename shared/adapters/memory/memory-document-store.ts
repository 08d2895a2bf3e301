import type { DocumentStore } from '#ports/document-store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryDocumentStore(tables: MemoryTables): DocumentStore {
  const path = (shelf: string, key: string): string => `${shelf}/${key}`;
  const bytes = (body: string | Uint8Array): Uint8Array =>
    typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    bucketOf: (shelf) => shelf,
    put(shelf, key, body) {
      tables.documents.set(path(shelf, key), bytes(body));
      return Promise.resolve();
    },
    putOnce(shelf, key, body) {
      if (tables.documents.has(path(shelf, key))) {
        return Promise.resolve(false);
      }
      tables.documents.set(path(shelf, key), bytes(body));
      return Promise.resolve(true);
    },
    get(shelf, key) {
      const body = tables.documents.get(path(shelf, key));
      return Promise.resolve(body === undefined ? undefined : { body, size: body.byteLength });
    },
    stream(shelf, key) {
      const body = tables.documents.get(path(shelf, key));
      return Promise.resolve(body === undefined ? undefined : oneChunk(body));
    },
  };
}

async function* oneChunk(body: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(body);
}
