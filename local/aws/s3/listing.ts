import type { DatabaseSync } from 'node:sqlite';
import type { VersionRow } from './object-store.ts';

/** Where a listing goes on: at `key`, or after it. */
interface Position {
  readonly key: string;
  readonly inclusive: boolean;
}

export interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  /** Whether `after` is where a page ended: a common prefix then stands for everything below it. */
  readonly continued: boolean;
  readonly maximum: number;
}

/** One entry of a page: an object, or a common prefix that stands for all keys below it. */
type ListedEntry = { readonly row: VersionRow } | { readonly commonPrefix: string };

export interface ListingPage {
  readonly entries: ListedEntry[];
  readonly truncated: boolean;
}

/**
 * The least text greater than every text that begins with `prefix`, in the order of UTF-8 bytes, or undefined
 * when there is none.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10_ff_ff) {
      // The surrogates are no characters: the next one after D7FF is E000.
      const next = last === 0xd7_ff ? 0xe0_00 : last + 1;
      return String.fromCodePoint(...points, next);
    }
  }
  return undefined;
}

/** The common prefix that `key` falls under, or undefined when it is listed itself. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') {
    return undefined;
  }
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

/** Reads pages of a bucket in the order of keys; a common prefix is skipped in one step, however many keys it holds. */
export function openListing(database: DatabaseSync) {
  const afterKey = database.prepare(
    `SELECT * FROM s3_object WHERE bucket = ? AND latest = 1 AND delete_marker = 0 AND key > ? ORDER BY key LIMIT ?`,
  );
  const fromKey = database.prepare(
    `SELECT * FROM s3_object WHERE bucket = ? AND latest = 1 AND delete_marker = 0 AND key >= ? ORDER BY key LIMIT ?`,
  );

  const read = (bucket: string, position: Position, limit: number): VersionRow[] =>
    (position.inclusive ? fromKey : afterKey).all(bucket, position.key, limit) as unknown as VersionRow[];

  return {
    page({ bucket, prefix, delimiter, after, continued, maximum }: ListingRequest): ListingPage {
      const entries: ListedEntry[] = [];
      if (maximum === 0) {
        return { entries, truncated: false };
      }
      const endedWithPrefix = continued && after !== '' && commonPrefixOf(after, prefix, delimiter) === after;
      const skipTo = endedWithPrefix ? afterPrefix(after) : undefined;
      let position: Position | undefined =
        skipTo === undefined ? { key: after, inclusive: false } : { key: skipTo, inclusive: true };
      if (compareKeys(position.key, prefix) < 0) {
        position = { key: prefix, inclusive: true };
      }
      while (position !== undefined) {
        const limit: number = maximum - entries.length + 1;
        const rows = read(bucket, position, limit);
        let jump: Position | undefined;
        for (const row of rows) {
          if (!row.key.startsWith(prefix)) {
            return { entries, truncated: false };
          }
          if (entries.length === maximum) {
            return { entries, truncated: true };
          }
          const commonPrefix = commonPrefixOf(row.key, prefix, delimiter);
          if (commonPrefix !== undefined) {
            entries.push({ commonPrefix });
            const next = afterPrefix(commonPrefix);
            jump = next === undefined ? undefined : { key: next, inclusive: true };
            if (jump === undefined) {
              return { entries, truncated: false };
            }
            break;
          }
          entries.push({ row });
        }
        const lastRow: VersionRow | undefined = rows.at(-1);
        position =
          jump ??
          (rows.length < limit || lastRow === undefined ? undefined : { key: lastRow.key, inclusive: false });
      }
      return { entries, truncated: false };
    },
  };
}

/** Compares keys as S3 orders them: by their UTF-8 bytes. */
export function compareKeys(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}
