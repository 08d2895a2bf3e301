import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { WarehouseBytes } from '#ports/warehouse-bytes.ts';
import type { WarehouseFiles } from '#ports/warehouse-files.ts';
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
        throw new Error(`The warehouse has no file ${key}; the export book says that it was written`);
      }
      const text = (await expand(bytes)).toString('utf8');
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
