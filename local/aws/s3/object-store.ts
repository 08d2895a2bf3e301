import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { LockMode } from './bucket-definition.ts';
import type { Checksum } from './checksum.ts';
import type { StagedBody } from './object-bodies.ts';

/** How an object is encrypted, as its headers say. */
export interface ObjectEncryption {
  readonly algorithm: 'AES256' | 'aws:kms';
  readonly kmsKeyId?: string;
  readonly bucketKey?: boolean;
}

/** What an object carries beside its bytes. */
export interface ObjectContent {
  /** Content-Type, Cache-Control and the like, by header name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata by name without its prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
  readonly encryption: ObjectEncryption;
  /** Sizes of the parts of a multipart upload, in bytes. */
  readonly partSizes?: readonly number[];
}

/** One version of an object, or one delete marker, as its row holds it. Times are milliseconds of the virtual clock. */
export interface VersionRow {
  readonly sequence: number;
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly latest: number;
  readonly delete_marker: number;
  readonly size: number;
  /** The MD5 in hexadecimal, with the number of parts for a multipart upload; no quotes. */
  readonly etag: string;
  /** The name of the body; a delete marker has none. */
  readonly body: string | null;
  /** {@link ObjectContent} as JSON text. */
  readonly content: string;
  /** Tags as JSON text. */
  readonly tags: string;
  readonly modified_at: number;
  readonly ordinal: number;
  readonly lock_mode: LockMode | null;
  readonly retain_until: number | null;
  readonly legal_hold: number;
}

export interface NewVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versioned: boolean;
  readonly deleteMarker: boolean;
  readonly size: number;
  readonly etag: string;
  readonly body: StagedBody | undefined;
  readonly content: ObjectContent;
  readonly tags: Readonly<Record<string, string>>;
  readonly modifiedAt: number;
  readonly lock?: { readonly mode: LockMode; readonly retainUntil: number } | undefined;
  readonly legalHold?: boolean;
}

const schema = `
  CREATE TABLE IF NOT EXISTS s3_object (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version_id TEXT NOT NULL,
    latest INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    body TEXT,
    content TEXT NOT NULL,
    tags TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    lock_mode TEXT,
    retain_until INTEGER,
    legal_hold INTEGER NOT NULL DEFAULT 0,
    UNIQUE (bucket, key, version_id)
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS s3_object_latest ON s3_object (bucket, key) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS s3_object_versions ON s3_object (bucket, key, sequence DESC);
  CREATE TABLE IF NOT EXISTS s3_removed_version (
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The id of a version. It derives from the bucket, the key, how many versions the key has had, and the content,
 * so that the same uploads in the same order have the same ids in another run.
 */
function versionIdOf(version: NewVersion, ordinal: number): string {
  return createHash('sha256')
    .update(JSON.stringify([version.bucket, version.key, ordinal, version.etag, version.deleteMarker]))
    .digest('base64url')
    .slice(0, 32);
}

export function contentOf(row: VersionRow): ObjectContent {
  return JSON.parse(row.content) as ObjectContent;
}

export function tagsOf(row: VersionRow): Record<string, string> {
  return JSON.parse(row.tags) as Record<string, string>;
}

/** The rows of all versions. Every method is synchronous; those that change something run inside a change of the store. */
export function openObjectStore(database: DatabaseSync) {
  database.exec(schema);
  const latest = database.prepare('SELECT * FROM s3_object WHERE bucket = ? AND key = ? AND latest = 1');
  const byVersion = database.prepare(
    'SELECT * FROM s3_object WHERE bucket = ? AND key = ? AND version_id = ?',
  );
  const insert = database.prepare(
    `INSERT INTO s3_object (bucket, key, version_id, latest, delete_marker, size, etag, body, content, tags, modified_at, ordinal, lock_mode, retain_until, legal_hold)
     VALUES (:bucket, :key, :versionId, 1, :deleteMarker, :size, :etag, :body, :content, :tags, :modifiedAt, :ordinal, :lockMode, :retainUntil, :legalHold)`,
  );
  const unsetLatest = database.prepare(
    'UPDATE s3_object SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1',
  );
  const setLatest = database.prepare(
    `UPDATE s3_object SET latest = 1 WHERE sequence =
       (SELECT max(sequence) FROM s3_object WHERE bucket = ? AND key = ?)`,
  );
  const remove = database.prepare('DELETE FROM s3_object WHERE sequence = ?');
  const highestOrdinal = database.prepare(
    `SELECT max(ordinal) AS ordinal FROM (
       SELECT ordinal FROM s3_object WHERE bucket = :bucket AND key = :key
       UNION ALL SELECT ordinal FROM s3_removed_version WHERE bucket = :bucket AND key = :key)`,
  );
  const rememberOrdinal = database.prepare(
    `INSERT INTO s3_removed_version (bucket, key, ordinal) VALUES (:bucket, :key, :ordinal)
     ON CONFLICT (bucket, key) DO UPDATE SET ordinal = max(ordinal, :ordinal)`,
  );
  const updateTags = database.prepare('UPDATE s3_object SET tags = ? WHERE sequence = ?');
  const knownBody = database.prepare('SELECT 1 FROM s3_object WHERE body = ?');
  database.exec('CREATE INDEX IF NOT EXISTS s3_object_body ON s3_object (body) WHERE body IS NOT NULL');

  const find = (bucket: string, key: string, versionId?: string): VersionRow | undefined =>
    (versionId === undefined ? latest.get(bucket, key) : byVersion.get(bucket, key, versionId)) as unknown as
      | VersionRow
      | undefined;

  /** Removes one version for good and gives the name of its body, to be dropped. */
  const removeVersion = (row: VersionRow): string[] => {
    if (row.version_id !== 'null') {
      rememberOrdinal.run({ bucket: row.bucket, key: row.key, ordinal: row.ordinal });
    }
    remove.run(row.sequence);
    if (row.latest === 1) {
      setLatest.run(row.bucket, row.key);
    }
    return row.body === null ? [] : [row.body];
  };

  /** Adds a version as the latest; in a bucket without versioning it replaces the one there was. */
  const add = (version: NewVersion): { versionId: string; sequence: number; replacedBodies: string[] } => {
    const { bucket, key } = version;
    const replaced = version.versioned ? undefined : find(bucket, key, 'null');
    const replacedBodies = replaced === undefined ? [] : removeVersion(replaced);
    const ordinal = Number(highestOrdinal.get({ bucket, key })?.['ordinal'] ?? 0) + 1;
    const versionId = version.versioned ? versionIdOf(version, ordinal) : 'null';
    unsetLatest.run(bucket, key);
    const { lastInsertRowid } = insert.run({
      bucket,
      key,
      versionId,
      deleteMarker: version.deleteMarker ? 1 : 0,
      size: version.size,
      etag: version.etag,
      body: version.body?.name ?? null,
      content: JSON.stringify(version.content),
      tags: JSON.stringify(version.tags),
      modifiedAt: version.modifiedAt,
      ordinal,
      lockMode: version.lock?.mode ?? null,
      retainUntil: version.lock?.retainUntil ?? null,
      legalHold: version.legalHold === true ? 1 : 0,
    });
    return { versionId, sequence: Number(lastInsertRowid), replacedBodies };
  };

  return {
    find,
    add,
    removeVersion,

    /** The latest version unless it is a delete marker. */
    current(bucket: string, key: string): VersionRow | undefined {
      const row = find(bucket, key);
      return row?.delete_marker === 1 ? undefined : row;
    },

    /** Adds a delete marker as the latest version of a versioned bucket. */
    addDeleteMarker: (bucket: string, key: string, now: number): { versionId: string } =>
      add({
        bucket,
        key,
        versioned: true,
        deleteMarker: true,
        size: 0,
        etag: '',
        body: undefined,
        content: { headers: {}, metadata: {}, encryption: { algorithm: 'AES256' } },
        tags: {},
        modifiedAt: now,
      }),

    setTags(row: VersionRow, tags: Readonly<Record<string, string>>): void {
      updateTags.run(JSON.stringify(tags), row.sequence);
    },

    isKnownBody: (name: string): boolean => knownBody.get(name) !== undefined,
  };
}
