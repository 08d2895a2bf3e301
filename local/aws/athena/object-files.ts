import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Principal } from '../../runtime/service.ts';
import type { S3 } from '../s3/s3.ts';

/** Objects as files of a private folder, for an engine that opens files; a copy stays as long as the object is the same. */
export interface ObjectFiles {
  /**
   * The files under `s3://bucket/prefix/`, read with the permissions of `principal`.
   * @param within folders `key=value` in which the engine finds the partition.
   */
  fetch(
    location: string,
    within: readonly string[],
    principal: Principal,
  ): Promise<readonly { readonly file: string; readonly bytes: number }[]>;
}

/** As Athena: what begins with `_` or `.` is no data. */
function isData(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return name !== '' && !name.startsWith('_') && !name.startsWith('.');
}

/** Opens the folder, emptied: what it held can be fetched again. */
export function openObjectFiles(s3: Pick<S3, 'getObject' | 'listKeys'>, folder: string): ObjectFiles {
  rmSync(folder, { recursive: true, force: true });
  return {
    fetch: async (location, within, principal) => {
      const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
      const keys = (await s3.listKeys(bucket, prefix, principal)).filter(isData);
      const fetched: { file: string; bytes: number }[] = [];
      for (const key of keys) {
        const object = await s3.getObject(bucket, key, principal);
        const name = createHash('sha256')
          .update([bucket, key, object.etag, object.versionId ?? ''].join('\n'))
          .digest('hex');
        const place = path.join(
          folder,
          ...within.map((part) => encodeURIComponent(part).replace('%3D', '=')),
        );
        const file = path.join(place, `${name}.parquet`);
        if (!existsSync(file)) {
          mkdirSync(place, { recursive: true });
          const incoming = path.join(place, `${randomUUID()}.part`);
          writeFileSync(incoming, object.body, { mode: 0o600 });
          renameSync(incoming, file);
        }
        fetched.push({ file, bytes: object.body.length });
      }
      return fetched;
    },
  };
}
