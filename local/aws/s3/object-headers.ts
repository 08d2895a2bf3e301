import { AwsError } from '../../runtime/service.ts';
import type { HttpRequest } from '../../runtime/service.ts';
import { storedContentEncoding } from './aws-chunked.ts';
import type { BucketDefinition, LockMode } from './bucket-definition.ts';
import { checksumHeader } from './checksum.ts';
import { header } from './conditions.ts';
import { contentOf, tagsOf } from './object-store.ts';
import type { NewVersion, ObjectContent, ObjectEncryption, VersionRow } from './object-store.ts';

const storedHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
];
const metadataPrefix = 'x-amz-meta-';
const largestMetadataBytes = 2048;
const millisecondsADay = 86_400_000;

/** The headers and metadata that an upload gives its object. */
export function readObjectHeaders(
  headers: HttpRequest['headers'],
): Pick<ObjectContent, 'headers' | 'metadata'> {
  const kept: Record<string, string> = {};
  const metadata: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = header(headers, name);
    if (value !== undefined && value !== '') {
      kept[name] = value;
    }
  }
  const encoding = storedContentEncoding(header(headers, 'content-encoding'));
  if (encoding !== undefined) {
    kept['content-encoding'] = encoding;
  }
  let metadataBytes = 0;
  for (const name of Object.keys(headers)) {
    if (name.startsWith(metadataPrefix)) {
      const value = header(headers, name) ?? '';
      metadata[name.slice(metadataPrefix.length)] = value;
      metadataBytes += name.length - metadataPrefix.length + Buffer.byteLength(value, 'latin1');
    }
  }
  if (metadataBytes > largestMetadataBytes) {
    throw new AwsError(
      'MetadataTooLarge',
      `Your metadata headers exceed the maximum allowed metadata size: found ${metadataBytes} bytes, expected at most ${largestMetadataBytes}.`,
    );
  }
  return { headers: kept, metadata };
}

/** Checks tags against S3's limits. */
export function checkTags(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  if (pairs.length > 10) {
    throw new AwsError('BadRequest', `Object tags cannot be greater than 10: found ${pairs.length}.`);
  }
  const tags: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (name.length < 1 || name.length > 128 || value.length > 256) {
      throw new AwsError(
        'InvalidTag',
        `The tag ${JSON.stringify(name)} is invalid: a key has 1 to 128 characters, a value at most 256.`,
      );
    }
    if (Object.hasOwn(tags, name)) {
      throw new AwsError('InvalidTag', `Cannot provide multiple Tags with the same key: ${name}.`);
    }
    tags[name] = value;
  }
  return tags;
}

/** The tags of the x-amz-tagging header, written as a query. */
export function readTaggingHeader(headers: HttpRequest['headers']): Record<string, string> {
  return checkTags([...new URLSearchParams(header(headers, 'x-amz-tagging') ?? '')]);
}

/** The lock of a new version: what the request says, else the bucket's default retention. */
export function readLock(
  headers: HttpRequest['headers'],
  bucket: BucketDefinition,
  now: number,
): Pick<NewVersion, 'lock' | 'legalHold'> {
  const mode = header(headers, 'x-amz-object-lock-mode');
  const until = header(headers, 'x-amz-object-lock-retain-until-date');
  const hold = header(headers, 'x-amz-object-lock-legal-hold');
  if ((mode ?? until ?? hold) !== undefined && bucket.objectLock === undefined) {
    throw new AwsError('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }
  const legalHold = hold === 'ON';
  if (mode !== undefined || until !== undefined) {
    const retainUntil = Date.parse(until ?? '');
    if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || Number.isNaN(retainUntil)) {
      throw new AwsError(
        'InvalidArgument',
        'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      );
    }
    if (retainUntil <= now) {
      throw new AwsError('InvalidArgument', 'The retain until date must be in the future!');
    }
    return { lock: { mode, retainUntil }, legalHold };
  }
  if (bucket.objectLock === undefined) {
    return { legalHold };
  }
  const lock: { mode: LockMode; retainUntil: number } = {
    mode: bucket.objectLock.mode,
    retainUntil: now + bucket.objectLock.days * millisecondsADay,
  };
  return { lock, legalHold };
}

/** The headers that tell how an object is encrypted. */
export function encryptionHeaders(encryption: ObjectEncryption): Record<string, string> {
  return {
    'x-amz-server-side-encryption': encryption.algorithm,
    ...(encryption.kmsKeyId !== undefined && {
      'x-amz-server-side-encryption-aws-kms-key-id': encryption.kmsKeyId,
    }),
    ...(encryption.bucketKey === true && { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' }),
  };
}

export function quotedEtag(etag: string): string {
  return `"${etag}"`;
}

/** All headers of a read of an object, but the length. */
export function objectHeaders(
  row: VersionRow,
  versioned: boolean,
  withChecksum: boolean,
): Record<string, string> {
  const content = contentOf(row);
  const headers: Record<string, string> = {
    'content-type': 'binary/octet-stream',
    ...content.headers,
    'accept-ranges': 'bytes',
    etag: quotedEtag(row.etag),
    'last-modified': new Date(row.modified_at).toUTCString(),
    ...encryptionHeaders(content.encryption),
  };
  if (versioned) {
    headers['x-amz-version-id'] = row.version_id;
  }
  for (const [name, value] of Object.entries(content.metadata)) {
    headers[`${metadataPrefix}${name}`] = value;
  }
  const tagCount = Object.keys(tagsOf(row)).length;
  if (tagCount > 0) {
    headers['x-amz-tagging-count'] = String(tagCount);
  }
  if (row.lock_mode !== null && row.retain_until !== null) {
    headers['x-amz-object-lock-mode'] = row.lock_mode;
    headers['x-amz-object-lock-retain-until-date'] = new Date(row.retain_until).toISOString();
  }
  if (row.legal_hold === 1) {
    headers['x-amz-object-lock-legal-hold'] = 'ON';
  }
  if (withChecksum && content.checksum !== undefined) {
    headers[checksumHeader(content.checksum.algorithm)] = content.checksum.value;
    headers['x-amz-checksum-type'] = content.checksum.type;
  }
  return headers;
}
