import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { WarehouseBytes } from '#ports/warehouse-bytes.ts';
import { UnreadableWarehouseFile, type WarehouseFiles } from '#ports/warehouse-files.ts';
import { parquetOf } from './parquet.ts';

const [compress, expand] = [promisify(gzip), promisify(gunzip)];

/** The files of the warehouse over a store of bytes. */
export function parquetWarehouseFiles(store: WarehouseBytes): WarehouseFiles {
  return {
    async writeLines(key, lines) {
      const text = [...lines].join('\n');
      await store.put(key, await compress(Buffer.from(text, 'utf8')), 'application/gzip');
    },
    async readLines(key) {
      const bytes = await store.get(key);
      if (bytes === undefined) {
        throw new UnreadableWarehouseFile(
          `The warehouse has no file ${key}; the export book says that it was written`,
        );
      }
      const text = (await expanded(key, bytes)).toString('utf8');
      return text === '' ? [] : text.split('\n');
    },
    async writeTable(key, columns, rows) {
      await store.put(key, parquetOf(columns, rows), 'application/vnd.apache.parquet');
    },
    async writeJson(key, document) {
      await store.put(key, Buffer.from(JSON.stringify(document, undefined, 2), 'utf8'), 'application/json');
    },
    locationOf: (folder) => store.locationOf(folder),
  };
}

async function expanded(key: string, bytes: Uint8Array): Promise<Buffer> {
  try {
    return await expand(bytes);
  } catch (cause) {
    throw new UnreadableWarehouseFile(
      `${key} has ${bytes.length} bytes that cannot be expanded, as when a file breaks off; expected lines compressed by gzip`,
      { cause },
    );
  }
}
