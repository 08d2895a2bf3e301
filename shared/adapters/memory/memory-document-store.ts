import type { DocumentStore } from '#ports/document-store.ts';
import type { MemoryTables } from './memory-tables.ts';

export function memoryDocumentStore(tables: MemoryTables): DocumentStore {
  const path = (shelf: string, key: string): string => `${shelf}/${key}`;
  const bytes = (body: string | Uint8Array): Uint8Array =>
    typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const putOnce: DocumentStore['putOnce'] = (shelf, key, body) => {
    if (tables.documents.has(path(shelf, key))) {
      return Promise.resolve(false);
    }
    tables.documents.set(path(shelf, key), bytes(body));
    return Promise.resolve(true);
  };
  return {
    bucketOf: (shelf) => shelf,
    put(shelf, key, body) {
      tables.documents.set(path(shelf, key), bytes(body));
      return Promise.resolve();
    },
    putOnce,
    async putStream(shelf, key, body, contentType, { once }) {
      const whole = await joined(body);
      if (once) {
        return await putOnce(shelf, key, whole, contentType);
      }
      tables.documents.set(path(shelf, key), whole);
      return true;
    },
    tag(shelf, key, tags) {
      const isThere = tables.documents.has(path(shelf, key));
      if (isThere) {
        tables.tags.set(path(shelf, key), tags);
      }
      return Promise.resolve(isThere);
    },
    get(shelf, key) {
      const body = tables.documents.get(path(shelf, key));
      return Promise.resolve(body === undefined ? undefined : { body, size: body.byteLength });
    },
    stream(shelf, key, _versionId, fromByte, beforeByte) {
      const body = tables.documents.get(path(shelf, key));
      return Promise.resolve(body === undefined ? undefined : oneChunk(body.subarray(fromByte, beforeByte)));
    },
  };
}

async function joined(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    // A copy: the giver may use its buffer again.
    pieces.push(piece.slice());
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function* oneChunk(body: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(body);
}
