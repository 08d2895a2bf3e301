import type { DatabaseSync } from 'node:sqlite';
import { randomBytes } from 'node:crypto';
import type { ChecksumAlgorithm } from './checksum.ts';
import type { ObjectContent } from './object-store.ts';

/** What CreateMultipartUpload fixed for the object that is to come. */
export interface UploadPlan {
  readonly content: Pick<ObjectContent, 'headers' | 'metadata' | 'encryption'>;
  readonly tags: Readonly<Record<string, string>>;
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: 'FULL_OBJECT' | 'COMPOSITE';
  /** The lock headers, read when the upload is completed. */
  readonly lockHeaders: Readonly<Record<string, string>>;
}

export interface Upload {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedAt: number;
  readonly plan: UploadPlan;
}

export interface PartRow {
  readonly upload_id: string;
  readonly number: number;
  readonly size: number;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly checksum: string | null;
  /** The name of the body. */
  readonly body: string;
  readonly modified_at: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS s3_upload (
    upload_id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    initiated_at INTEGER NOT NULL,
    plan TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS s3_part (
    upload_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    checksum TEXT,
    body TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS s3_part_body ON s3_part (body);
`;

function uploadOf(row: Record<string, unknown>): Upload {
  return {
    uploadId: String(row['upload_id']),
    bucket: String(row['bucket']),
    key: String(row['key']),
    initiatedAt: Number(row['initiated_at']),
    plan: JSON.parse(String(row['plan'])) as UploadPlan,
  };
}

/** The rows of multipart uploads and their parts. What changes something runs inside a change of the store. */
export function openMultipartStore(database: DatabaseSync) {
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO s3_upload (upload_id, bucket, key, initiated_at, plan) VALUES (?, ?, ?, ?, ?)',
  );
  const select = database.prepare('SELECT * FROM s3_upload WHERE upload_id = ?');
  const selectAll = database.prepare('SELECT * FROM s3_upload WHERE bucket = ? ORDER BY key, initiated_at');
  const remove = database.prepare('DELETE FROM s3_upload WHERE upload_id = ?');
  const putPart = database.prepare(
    'INSERT OR REPLACE INTO s3_part (upload_id, number, size, etag, checksum, body, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const part = database.prepare('SELECT * FROM s3_part WHERE upload_id = ? AND number = ?');
  const parts = database.prepare('SELECT * FROM s3_part WHERE upload_id = ? ORDER BY number');
  const removeParts = database.prepare('DELETE FROM s3_part WHERE upload_id = ?');
  const knownBody = database.prepare('SELECT 1 FROM s3_part WHERE body = ?');

  const listParts = (uploadId: string): PartRow[] => parts.all(uploadId) as unknown as PartRow[];

  return {
    listParts,
    begin(upload: Omit<Upload, 'uploadId'>): string {
      const uploadId = randomBytes(24).toString('base64url');
      insert.run(uploadId, upload.bucket, upload.key, upload.initiatedAt, JSON.stringify(upload.plan));
      return uploadId;
    },
    find(uploadId: string): Upload | undefined {
      const row = select.get(uploadId);
      return row === undefined ? undefined : uploadOf(row);
    },
    list: (bucket: string): Upload[] => selectAll.all(bucket).map(uploadOf),
    /** Keeps a part, instead of an earlier one with its number; gives the bodies to drop. */
    putPart(row: PartRow): string[] {
      const earlier = part.get(row.upload_id, row.number);
      putPart.run(row.upload_id, row.number, row.size, row.etag, row.checksum, row.body, row.modified_at);
      return earlier === undefined ? [] : [String(earlier['body'])];
    },
    /** Forgets an upload; gives the bodies of its parts to drop. */
    remove(uploadId: string): string[] {
      const bodies = listParts(uploadId).map(({ body }) => body);
      removeParts.run(uploadId);
      remove.run(uploadId);
      return bodies;
    },
    isKnownBody: (name: string): boolean => knownBody.get(name) !== undefined,
  };
}

export type MultipartStore = ReturnType<typeof openMultipartStore>;
