import { createHash } from 'node:crypto';
import { AwsError } from '../../runtime/service.ts';
import type { HttpResponse } from '../../runtime/service.ts';
import { objectArn } from './bucket-definition.ts';
import { checksumHeader, checksumOf, requestChecksum } from './checksum.ts';
import type { Checksum } from './checksum.ts';
import { checkCopySource, checkWrite, header, readConditions } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { contentOf, tagsOf } from './object-store.ts';
import type { ObjectEncryption, VersionRow } from './object-store.ts';
import {
  encryptionHeaders,
  quotedEtag,
  readLock,
  readObjectHeaders,
  readTaggingHeader,
} from './object-headers.ts';
import type { S3Core, S3Request } from './s3-core.ts';
import { writeXml } from './xml.ts';

const longestKeyBytes = 1024;

/** The condition keys of a policy that a write of an object carries. */
function writeContext({ headers }: S3Request): Record<string, string> {
  const context: Record<string, string> = {};
  for (const name of [
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-storage-class',
    'x-amz-acl',
    'if-none-match',
    'if-match',
  ]) {
    const value = header(headers, name);
    if (value !== undefined) {
      context[`s3:${name}`] = value;
    }
  }
  return context;
}

/** Checks what every upload needs: a key that is short enough, the right to write, to tag and to lock. */
export function authorizeWrite(core: S3Core, request: S3Request): void {
  const { principal, bucket, key, headers } = request;
  if (Buffer.byteLength(key, 'utf8') > longestKeyBytes) {
    throw new AwsError(
      'KeyTooLongError',
      `Your key is too long: found ${Buffer.byteLength(key, 'utf8')} bytes, expected at most ${longestKeyBytes}.`,
    );
  }
  const arn = objectArn(bucket, key);
  core.authorize(principal, 'PutObject', arn, writeContext(request));
  if (header(headers, 'x-amz-tagging') !== undefined) {
    core.authorize(principal, 'PutObjectTagging', arn);
  }
  if (header(headers, 'x-amz-object-lock-mode') !== undefined) {
    core.authorize(principal, 'PutObjectRetention', arn);
  }
  if (header(headers, 'x-amz-object-lock-legal-hold') !== undefined) {
    core.authorize(principal, 'PutObjectLegalHold', arn);
  }
}

/** The response headers of something written. */
export function writtenHeaders(
  request: S3Request,
  encryption: ObjectEncryption,
  checksum: Checksum | undefined,
  versionId: string | undefined,
): Record<string, string> {
  return {
    ...encryptionHeaders(encryption),
    ...(request.bucket.versioned && versionId !== undefined && { 'x-amz-version-id': versionId }),
    ...(checksum !== undefined && {
      [checksumHeader(checksum.algorithm)]: checksum.value,
      'x-amz-checksum-type': checksum.type,
    }),
  };
}

/** PutObject. */
export async function putObject(core: S3Core, request: S3Request): Promise<HttpResponse> {
  const { principal, bucket, key, headers } = request;
  core.bill('PUT');
  authorizeWrite(core, request);
  const encryption = core.encryptionFor(headers, bucket);
  core.useKey(principal, bucket, key, encryption, ['GenerateDataKey']);
  const lock = readLock(headers, bucket, core.world.clock.now());
  const tags = readTaggingHeader(headers);
  const objectContent = readObjectHeaders(headers);
  const { body, checksum } = core.receiveBody(request);
  if (lock.lock !== undefined && checksum === undefined && header(headers, 'content-md5') === undefined) {
    throw new AwsError(
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  }
  const conditions = readConditions(headers);
  const check = (present: VersionRow | undefined): void => checkWrite(conditions, present, key);
  // Looked at before the body is written, to spare the disk, and again inside the transaction, where it counts.
  check(core.objects.current(bucket.name, key));
  const etag = createHash('md5').update(body).digest('hex');
  const staged = await core.bodies.stage(body);
  const content = { ...objectContent, encryption, ...(checksum !== undefined && { checksum }) };
  const version = { key, size: body.length, etag, body: staged, content, tags, ...lock };
  const { versionId } = await core.create(request, version, 'PutObject', check);
  return {
    status: 200,
    headers: { etag: quotedEtag(etag), ...writtenHeaders(request, encryption, checksum, versionId) },
    body: '',
  };
}

interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

function readCopySource(text: string): CopySource {
  const [place = '', query = ''] = text.split('?');
  const path = decodeURIComponent(place).replace(/^\//, '');
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) {
    throw new AwsError(
      'InvalidArgument',
      `Copy Source must mention the source bucket and key: sourcebucket/sourcekey; found ${text}.`,
    );
  }
  const versionId = new URLSearchParams(query).get('versionId') ?? undefined;
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), versionId };
}

const noConditions: Conditions = {
  ifMatch: undefined,
  ifNoneMatch: undefined,
  ifModifiedSince: undefined,
  ifUnmodifiedSince: undefined,
};

/** CopyObject: needs the right to read the source and to write the target. */
export async function copyObject(core: S3Core, request: S3Request): Promise<HttpResponse> {
  const { principal, bucket, key, headers } = request;
  core.bill('COPY');
  const from = readCopySource(header(headers, 'x-amz-copy-source') ?? '');
  const sourceBucket = core.buckets.get(from.bucket);
  const sourceArn = objectArn(sourceBucket, from.key);
  core.authorize(principal, from.versionId === undefined ? 'GetObject' : 'GetObjectVersion', sourceArn);
  authorizeWrite(core, request);
  const source = core.findForRead(principal, sourceBucket, from.key, from.versionId);
  const sourceContent = contentOf(source);
  checkCopySource(readConditions(headers, 'x-amz-copy-source-'), source);
  const replacesMetadata = header(headers, 'x-amz-metadata-directive') === 'REPLACE';
  const replacesTags = header(headers, 'x-amz-tagging-directive') === 'REPLACE';
  const encryption = core.encryptionFor(headers, bucket);
  if (
    sourceBucket === bucket &&
    from.key === key &&
    from.versionId === undefined &&
    !replacesMetadata &&
    !replacesTags
  ) {
    throw new AwsError(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata, tags or encryption.',
    );
  }
  core.useKey(principal, sourceBucket, from.key, sourceContent.encryption, ['Decrypt']);
  core.useKey(principal, bucket, key, encryption, ['GenerateDataKey']);
  const sourceTags = tagsOf(source);
  if (!replacesTags && Object.keys(sourceTags).length > 0) {
    core.authorize(principal, 'GetObjectTagging', sourceArn);
    core.authorize(principal, 'PutObjectTagging', objectArn(bucket, key));
  }
  const body = await core.bodies.read(source.body ?? '', 0, source.size);
  if (body === undefined) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: from.key });
  }
  const algorithm = requestChecksum(headers)?.algorithm ?? sourceContent.checksum?.algorithm;
  const checksum: Checksum | undefined =
    algorithm === undefined
      ? undefined
      : { algorithm, value: checksumOf(algorithm, body), type: 'FULL_OBJECT' };
  const described = replacesMetadata
    ? readObjectHeaders(headers)
    : { headers: sourceContent.headers, metadata: sourceContent.metadata };
  const etag = createHash('md5').update(body).digest('hex');
  const lock = readLock(headers, bucket, core.world.clock.now());
  const staged = await core.bodies.stage(body);
  const { versionId, modifiedAt } = await core.create(
    request,
    {
      key,
      size: body.length,
      etag,
      body: staged,
      content: { ...described, encryption, ...(checksum !== undefined && { checksum }) },
      tags: replacesTags ? readTaggingHeader(headers) : sourceTags,
      ...lock,
    },
    'CopyObject',
    (present) => checkWrite({ ...noConditions, ...pickWriteConditions(headers) }, present, key),
  );
  return {
    status: 200,
    headers: {
      'content-type': 'application/xml',
      ...(sourceBucket.versioned && { 'x-amz-copy-source-version-id': source.version_id }),
      ...writtenHeaders(request, encryption, undefined, versionId),
    },
    body: writeXml('CopyObjectResult', {
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: quotedEtag(etag),
      ...(checksum !== undefined && {
        [`Checksum${checksum.algorithm}`]: checksum.value,
        ChecksumType: checksum.type,
      }),
    }),
  };
}

function pickWriteConditions(headers: S3Request['headers']): Pick<Conditions, 'ifMatch' | 'ifNoneMatch'> {
  return { ifMatch: header(headers, 'if-match'), ifNoneMatch: header(headers, 'if-none-match') };
}
