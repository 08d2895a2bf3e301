import type { DatabaseSync } from 'node:sqlite';
import { afterPrefix, commonPrefixOf, compareKeys } from './listing.ts';
import type { VersionRow } from './object-store.ts';

export interface VersionListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  /** Goes on after this version of the marker's key; empty goes on after the key. */
  readonly versionIdMarker: string;
  readonly maximum: number;
}

export type ListedVersion = { readonly row: VersionRow } | { readonly commonPrefix: string };

/** Reads all versions of a bucket: keys in order, of each key the latest version first. */
export function openVersionListing(database: DatabaseSync) {
  const fromKey = database.prepare(
    'SELECT * FROM s3_object WHERE bucket = ? AND key >= ? ORDER BY key, sequence DESC LIMIT ?',
  );
  const afterKey = database.prepare(
    'SELECT * FROM s3_object WHERE bucket = ? AND key > ? ORDER BY key, sequence DESC LIMIT ?',
  );
  const olderOfKey = database.prepare(
    `SELECT * FROM s3_object WHERE bucket = :bucket AND key = :key AND sequence <
       (SELECT sequence FROM s3_object WHERE bucket = :bucket AND key = :key AND version_id = :versionId)
     ORDER BY sequence DESC LIMIT :limit`,
  );

  return {
    page(request: VersionListingRequest): { entries: ListedVersion[]; truncated: boolean } {
      const { bucket, prefix, delimiter, keyMarker, versionIdMarker, maximum } = request;
      const entries: ListedVersion[] = [];
      let rows: VersionRow[] = [];
      if (keyMarker !== '' && versionIdMarker !== '') {
        rows = olderOfKey.all({
          bucket,
          key: keyMarker,
          versionId: versionIdMarker,
          limit: maximum + 1,
        }) as unknown as VersionRow[];
      }
      const endedWithPrefix = keyMarker !== '' && commonPrefixOf(keyMarker, prefix, delimiter) === keyMarker;
      let from = endedWithPrefix ? (afterPrefix(keyMarker) ?? keyMarker) : keyMarker;
      let inclusive = endedWithPrefix || keyMarker === '';
      if (compareKeys(from, prefix) < 0) {
        from = prefix;
        inclusive = true;
      }
      for (;;) {
        const limit = maximum + 1;
        rows = [
          ...rows,
          ...((inclusive ? fromKey : afterKey).all(bucket, from, limit) as unknown as VersionRow[]),
        ];
        let jumped = false;
        for (const row of rows) {
          if (!row.key.startsWith(prefix)) {
            return { entries, truncated: false };
          }
          if (entries.length === maximum) {
            return { entries, truncated: maximum > 0 };
          }
          const commonPrefix = commonPrefixOf(row.key, prefix, delimiter);
          if (commonPrefix !== undefined) {
            entries.push({ commonPrefix });
            from = afterPrefix(commonPrefix) ?? '\u{10FFFF}';
            inclusive = true;
            jumped = true;
            break;
          }
          entries.push({ row });
        }
        // Without a jump the page held all there was: one more row than asked for would have ended it above.
        if (!jumped) {
          return { entries, truncated: false };
        }
        rows = [];
      }
    },
  };
}
