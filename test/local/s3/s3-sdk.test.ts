import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import type { BucketDefinition } from '../../../local/aws/s3/bucket-definition.ts';
import type { S3 } from '../../../local/aws/s3/s3.ts';
import { clientOptions, openTestWorld, serveForTest, startAt } from '../aws-test-world.ts';
import type { TestEndpoint, TestWorld } from '../aws-test-world.ts';

const plain: BucketDefinition = {
  name: 'plain',
  arn: 'arn:aws:s3:::plain',
  versioned: false,
  eventBridgeEnabled: false,
};
const versioned: BucketDefinition = {
  name: 'versioned',
  arn: 'arn:aws:s3:::versioned',
  versioned: true,
  eventBridgeEnabled: false,
};
const evidence: BucketDefinition = {
  name: 'evidence',
  arn: 'arn:aws:s3:::evidence',
  versioned: true,
  objectLock: { mode: 'GOVERNANCE', days: 30 },
  eventBridgeEnabled: false,
};

let test: TestWorld;
let s3: S3;
let endpoint: TestEndpoint;
let client: S3Client;

beforeEach(async () => {
  test = openTestWorld();
  s3 = createS3(test.world, path.join(test.folder, 'objects'));
  s3.provision([plain, versioned, evidence]);
  endpoint = await serveForTest(s3);
  client = new S3Client({ ...clientOptions(endpoint), forcePathStyle: true });
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
  test.dispose();
});

async function put(Bucket: string, Key: string, Body: string, more = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function bodyOf(Bucket: string, Key: string, more = {}): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString('utf8')) ?? '';
}

/** The names of all bodies that are kept, as rows and as files. */
function storedBodies(): string[] {
  const rows = test.store.database.prepare('SELECT name FROM s3_body').all();
  const files = readdirSync(path.join(test.folder, 'objects')).filter((file) => file !== 'incoming');
  return [...rows.map(({ name }) => String(name)), ...files];
}

describe('an object put and got by the unmodified SDK client', () => {
  it('comes back with its bytes, headers, metadata and checksum', async () => {
    const written = await put('plain', 'upload/north/2026-01.jsonl', 'größe\n', {
      ContentType: 'application/jsonl',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      Metadata: { practice: 'north' },
    });
    expect(written.ETag).toBe(`"${createHash('md5').update('größe\n').digest('hex')}"`);
    expect(written.ChecksumCRC32).toBeDefined();
    const read = await client.send(
      new GetObjectCommand({ Bucket: 'plain', Key: 'upload/north/2026-01.jsonl', ChecksumMode: 'ENABLED' }),
    );
    expect(await read.Body?.transformToString()).toBe('größe\n');
    expect(read).toMatchObject({
      ContentType: 'application/jsonl',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      Metadata: { practice: 'north' },
      ContentLength: 8,
      ETag: written.ETag,
      ChecksumCRC32: written.ChecksumCRC32,
      ServerSideEncryption: 'AES256',
      LastModified: new Date(startAt),
    });
    expect(read.VersionId).toBeUndefined();
  });

  it('holds no chunk framing when it was sent as a stream', async () => {
    const text = 'x'.repeat(200_000);
    const Body = Readable.from([Buffer.from(text.slice(0, 70_000)), Buffer.from(text.slice(70_000))]);
    await client.send(
      new PutObjectCommand({ Bucket: 'plain', Key: 'stream', Body, ContentLength: text.length }),
    );
    const head = await client.send(
      new HeadObjectCommand({ Bucket: 'plain', Key: 'stream', ChecksumMode: 'ENABLED' }),
    );
    expect(head.ContentLength).toBe(text.length);
    expect(head.ChecksumCRC32).toBeDefined();
    expect(head.ContentEncoding).toBeUndefined();
    expect(await bodyOf('plain', 'stream')).toBe(text);
  });

  const keys = [
    'a b+c&d=e?f#g',
    'ünï/çødé 𝟙',
    'quote\'"<tag>',
    'a//b/',
    'percent%2Fslash',
    'a/../b',
    'dot/./x',
    'line\nend',
    '~!*()',
  ];
  it.each(keys)('keeps the key %j', async (Key) => {
    await put('plain', Key, Key);
    expect(await bodyOf('plain', Key)).toBe(Key);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'plain' }));
    expect(Contents?.map((item) => item.Key)).toEqual([Key]);
    await client.send(new DeleteObjectsCommand({ Bucket: 'plain', Delete: { Objects: [{ Key }] } }));
    expect((await client.send(new ListObjectsV2Command({ Bucket: 'plain' }))).KeyCount).toBe(0);
  });

  it('may be empty', async () => {
    await put('plain', 'empty', '', { ContentLength: 0 });
    expect(await bodyOf('plain', 'empty')).toBe('');
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] satisfies ChecksumAlgorithm[])(
    'is checked by %s',
    async (ChecksumAlgorithm) => {
      const written = await put('plain', 'checked', 'text', { ChecksumAlgorithm });
      const read = await client.send(
        new GetObjectCommand({ Bucket: 'plain', Key: 'checked', ChecksumMode: 'ENABLED' }),
      );
      expect(read[`Checksum${ChecksumAlgorithm}`]).toBe(written[`Checksum${ChecksumAlgorithm}`]);
      expect(await read.Body?.transformToString()).toBe('text');
    },
  );

  it('is refused when its checksum is wrong, and nothing is stored', async () => {
    await expect(put('plain', 'bad', 'text', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(
      put('plain', 'bad', 'text', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }),
    ).rejects.toMatchObject({ name: 'BadDigest' });
    expect(storedBodies()).toEqual([]);
  });

  it.each([10, 65_536, 65_537, 300_000])(
    'of %i bytes is whole, and its old body is removed when it is replaced',
    async (size) => {
      const [one, two] = ['1'.repeat(size), '2'.repeat(size)];
      await put('plain', 'key', one);
      await put('plain', 'key', two);
      expect(await bodyOf('plain', 'key')).toBe(two);
      expect(await bodyOf('plain', 'key', { Range: `bytes=${size - 2}-` })).toBe('22');
      expect(storedBodies()).toHaveLength(1);
      await client.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'key' }));
      expect(storedBodies()).toEqual([]);
    },
  );
});

describe('a part of an object', () => {
  const cases = [
    { Range: 'bytes=0-0', text: '0', contentRange: 'bytes 0-0/10' },
    { Range: 'bytes=3-5', text: '345', contentRange: 'bytes 3-5/10' },
    { Range: 'bytes=7-', text: '789', contentRange: 'bytes 7-9/10' },
    { Range: 'bytes=-2', text: '89', contentRange: 'bytes 8-9/10' },
    { Range: 'bytes=5-99', text: '56789', contentRange: 'bytes 5-9/10' },
  ];
  it.each(cases)('is got by $Range', async ({ Range, text, contentRange }) => {
    await put('plain', 'digits', '0123456789');
    const read = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'digits', Range }));
    expect(read.ContentRange).toBe(contentRange);
    expect(await read.Body?.transformToString()).toBe(text);
  });

  it('beyond the end is refused', async () => {
    await put('plain', 'digits', '0123456789');
    await expect(bodyOf('plain', 'digits', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
    });
  });
});

describe('a conditional request', () => {
  it('If-None-Match: * puts an object once, also when many try at the same time', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => put('plain', 'once', `writer ${index}`, { IfNoneMatch: '*' })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(storedBodies()).toHaveLength(1);
    await expect(put('plain', 'once', 'again', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
  });

  it('If-None-Match: * may put again after a delete marker', async () => {
    await put('versioned', 'once', 'one');
    await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'once' }));
    await put('versioned', 'once', 'two', { IfNoneMatch: '*' });
    expect(await bodyOf('versioned', 'once')).toBe('two');
  });

  it('If-Match puts over the object that was read and over no other', async () => {
    const { ETag } = await put('plain', 'state', 'one');
    await put('plain', 'state', 'two', { IfMatch: ETag });
    await expect(put('plain', 'state', 'three', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(put('plain', 'absent', 'x', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await bodyOf('plain', 'state')).toBe('two');
  });

  it('If-None-Match of a read answers 304 for what is known', async () => {
    const { ETag } = await put('plain', 'state', 'one');
    await expect(bodyOf('plain', 'state', { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(bodyOf('plain', 'state', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(await bodyOf('plain', 'state', { IfModifiedSince: new Date(startAt - 1000) })).toBe('one');
  });
});

describe('tags', () => {
  it('are put with the object, and PutObjectTagging does not overwrite the object', async () => {
    await put('plain', 'tagged', 'the body', { Tagging: 'kind=835&state=new' });
    await client.send(
      new PutObjectTaggingCommand({
        Bucket: 'plain',
        Key: 'tagged',
        Tagging: { TagSet: [{ Key: 'state', Value: 'posted & done' }] },
      }),
    );
    expect(await bodyOf('plain', 'tagged')).toBe('the body');
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: 'plain', Key: 'tagged' }));
    expect(TagSet).toEqual([{ Key: 'state', Value: 'posted & done' }]);
    expect((await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'tagged' }))).TagCount).toBe(1);
    await client.send(new DeleteObjectTaggingCommand({ Bucket: 'plain', Key: 'tagged' }));
    expect(
      (await client.send(new GetObjectTaggingCommand({ Bucket: 'plain', Key: 'tagged' }))).TagSet,
    ).toEqual([]);
    await client.send(
      new PutObjectTaggingCommand({ Bucket: 'plain', Key: 'tagged', Tagging: { TagSet: [] } }),
    );
    expect(await bodyOf('plain', 'tagged')).toBe('the body');
  });
});

describe('a versioned bucket', () => {
  it('keeps every version, and a delete is a marker that can be removed', async () => {
    const one = await put('versioned', 'key', 'one');
    const two = await put('versioned', 'key', 'two');
    expect(one.VersionId).not.toBe(two.VersionId);
    const marker = await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'key' }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(bodyOf('versioned', 'key')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await bodyOf('versioned', 'key', { VersionId: one.VersionId })).toBe('one');
    await expect(bodyOf('versioned', 'key', { VersionId: marker.VersionId })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 405 },
    });
    const listed = await client.send(new ListObjectVersionsCommand({ Bucket: 'versioned' }));
    expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [two.VersionId, false],
      [one.VersionId, false],
    ]);
    expect(listed.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [marker.VersionId, true],
    ]);
    await client.send(
      new DeleteObjectCommand({ Bucket: 'versioned', Key: 'key', VersionId: marker.VersionId }),
    );
    expect(await bodyOf('versioned', 'key')).toBe('two');
    await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'key', VersionId: two.VersionId }));
    expect(await bodyOf('versioned', 'key')).toBe('one');
    expect(storedBodies()).toHaveLength(1);
  });

  it('gives the same version ids to the same uploads in another run, and a removed id to nobody', async () => {
    const first = await put('versioned', 'key', 'one');
    const second = await put('versioned', 'key', 'one');
    await client.send(
      new DeleteObjectCommand({ Bucket: 'versioned', Key: 'key', VersionId: second.VersionId }),
    );
    const third = await put('versioned', 'key', 'one');
    expect(new Set([first.VersionId, second.VersionId, third.VersionId]).size).toBe(3);
    const other = openTestWorld();
    const again = createS3(other.world, path.join(other.folder, 'objects'));
    again.provision([versioned]);
    expect((await again.putObject('versioned', 'key', 'one')).versionId).toBe(first.VersionId);
    other.dispose();
  });

  it('lists versions page by page', async () => {
    for (const key of ['a', 'b', 'b', 'c']) {
      await put('versioned', key, 'x');
    }
    const seen: string[] = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof listPage>> = await listPage(KeyMarker, VersionIdMarker);
      seen.push(...(page.Versions ?? []).map(({ Key }) => Key ?? ''));
      KeyMarker = page.NextKeyMarker;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
    expect(seen).toEqual(['a', 'b', 'b', 'c']);
  });

  function listPage(KeyMarker: string | undefined, VersionIdMarker: string | undefined) {
    return client.send(
      new ListObjectVersionsCommand({ Bucket: 'versioned', MaxKeys: 1, KeyMarker, VersionIdMarker }),
    );
  }
});

describe('a bucket with Object Lock', () => {
  it('refuses to delete a locked version until its retention ends', async () => {
    const { VersionId } = await put('evidence', '835/one.x12', 'ISA');
    const remove = () =>
      client.send(new DeleteObjectCommand({ Bucket: 'evidence', Key: '835/one.x12', VersionId }));
    await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
    const head = await client.send(new HeadObjectCommand({ Bucket: 'evidence', Key: '835/one.x12' }));
    expect(head).toMatchObject({
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: new Date(startAt + 30 * 86_400_000),
    });
    await client.send(new DeleteObjectCommand({ Bucket: 'evidence', Key: '835/one.x12' }));
    expect(await bodyOf('evidence', '835/one.x12', { VersionId })).toBe('ISA');
    test.advance(30 * 86_400_000);
    await remove();
    expect(storedBodies()).toEqual([]);
  });

  it('lets who may bypass governance delete, and nobody where compliance is asked', async () => {
    const governed = await put('evidence', 'a', 'x');
    const bypass = { Bucket: 'evidence', BypassGovernanceRetention: true };
    test.denied.add('s3:BypassGovernanceRetention');
    await expect(
      client.send(new DeleteObjectCommand({ ...bypass, Key: 'a', VersionId: governed.VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    test.denied.clear();
    await client.send(new DeleteObjectCommand({ ...bypass, Key: 'a', VersionId: governed.VersionId }));
    const strict = await put('evidence', 'b', 'x', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(startAt + 60_000),
    });
    await expect(
      client.send(new DeleteObjectCommand({ ...bypass, Key: 'b', VersionId: strict.VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('tells its default retention', async () => {
    const { ObjectLockConfiguration } = await client.send(
      new GetObjectLockConfigurationCommand({ Bucket: 'evidence' }),
    );
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 30 });
  });
});

describe('a copy', () => {
  it('takes bytes, metadata and tags, also of an older version and over a strange key', async () => {
    const one = await put('versioned', 'from/ä b', 'one', {
      Metadata: { kind: 'x' },
      Tagging: 'a=b',
      ContentType: 'text/plain',
    });
    await put('versioned', 'from/ä b', 'two');
    const CopySource = `versioned/${encodeURIComponent('from/ä b')}?versionId=${String(one.VersionId)}`;
    const copied = await client.send(new CopyObjectCommand({ Bucket: 'plain', Key: 'to', CopySource }));
    expect(copied.CopyObjectResult?.ETag).toBe(one.ETag);
    const read = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'to' }));
    expect(await read.Body?.transformToString()).toBe('one');
    expect(read).toMatchObject({ Metadata: { kind: 'x' }, ContentType: 'text/plain', TagCount: 1 });
  });

  it('may replace the metadata, and to itself must change something', async () => {
    await put('plain', 'self', 'x', { Metadata: { a: '1' } });
    const copy = { Bucket: 'plain', Key: 'self', CopySource: 'plain/self' };
    await expect(client.send(new CopyObjectCommand(copy))).rejects.toMatchObject({ name: 'InvalidRequest' });
    await client.send(new CopyObjectCommand({ ...copy, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }));
    expect((await client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'self' }))).Metadata).toEqual({
      b: '2',
    });
    await expect(
      client.send(new CopyObjectCommand({ ...copy, CopySource: 'plain/absent' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a list', () => {
  beforeEach(async () => {
    for (const key of [
      'a',
      'answer/1',
      'answer/2',
      'upload/north/1',
      'upload/north/2',
      'upload/south/1',
      'z',
      '𝟙',
      '\uFFFD',
    ]) {
      await put('plain', key, key);
    }
  });

  it('is in the order of UTF-8 bytes', async () => {
    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: 'plain', StartAfter: 'upload/south/1' }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual(['z', '\uFFFD', '𝟙']);
  });

  it('rolls keys up to common prefixes, page by page, each once', async () => {
    const keys: string[] = [];
    const prefixes: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(ContinuationToken);
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
      expect(page.KeyCount).toBe(1);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(keys).toEqual(['a', 'z', '\uFFFD', '𝟙']);
    expect(prefixes).toEqual(['answer/', 'upload/']);
  });

  function nextPage(ContinuationToken: string | undefined) {
    return client.send(
      new ListObjectsV2Command({ Bucket: 'plain', Delimiter: '/', MaxKeys: 1, ContinuationToken }),
    );
  }

  it('goes below a prefix', async () => {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'upload/', Delimiter: '/' }),
    );
    expect(page.Contents).toBeUndefined();
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'upload/north/' }, { Prefix: 'upload/south/' }]);
    expect(await s3.listKeys('plain', 'upload/north/')).toEqual(['upload/north/1', 'upload/north/2']);
  });

  it('shows at once what was put and what was deleted', async () => {
    await client.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'answer/1' }));
    expect(await s3.listKeys('plain', 'answer/')).toEqual(['answer/2']);
  });
});

describe('a multipart upload', () => {
  const first = 'a'.repeat(5_242_880);

  async function begin(Key: string, more = {}): Promise<{ Bucket: string; Key: string; UploadId: string }> {
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket: 'plain', Key, ...more }),
    );
    return { Bucket: 'plain', Key, UploadId: UploadId ?? '' };
  }

  it('becomes one object with an ETag of its parts, and leaves no part behind', async () => {
    const upload = await begin('large', {
      ContentType: 'text/plain',
      Metadata: { kind: 'large' },
      ChecksumAlgorithm: 'CRC32',
    });
    const parts = await Promise.all(
      [first, 'tail'].map((Body, index) =>
        client.send(new UploadPartCommand({ ...upload, PartNumber: index + 1, Body })),
      ),
    );
    const listed = await client.send(new ListPartsCommand(upload));
    expect(listed.Parts?.map(({ Size }) => Size)).toEqual([5_242_880, 4]);
    const Parts = parts.map(({ ETag, ChecksumCRC32 }, index) => ({
      PartNumber: index + 1,
      ETag,
      ChecksumCRC32,
    }));
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
    );
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(done.ChecksumCRC32).toMatch(/-2$/);
    expect(await bodyOf('plain', 'large')).toBe(`${first}tail`);
    expect(await bodyOf('plain', 'large', { PartNumber: 2 })).toBe('tail');
    expect(storedBodies()).toHaveLength(1);
    await expect(client.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('is refused with parts too small, unknown or out of order', async () => {
    const upload = await begin('broken');
    const one = await client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'small' }));
    const two = await client.send(new UploadPartCommand({ ...upload, PartNumber: 2, Body: 'tail' }));
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const partOne = { PartNumber: 1, ETag: one.ETag };
    const partTwo = { PartNumber: 2, ETag: two.ETag };
    await expect(complete([partOne, partTwo])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete([partTwo, partOne])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([{ PartNumber: 3, ETag: one.ETag }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await complete([partTwo]);
    expect(await bodyOf('plain', 'broken')).toBe('tail');
  });

  it('is gone with its parts when it is aborted', async () => {
    const upload = await begin('aborted');
    await client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: 'plain' }))).Uploads).toHaveLength(1);
    await client.send(new AbortMultipartUploadCommand(upload));
    expect(storedBodies()).toEqual([]);
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: 'plain' }))).Uploads).toBeUndefined();
  });
});

describe('buckets', () => {
  it('are listed, headed and located', async () => {
    const { Buckets } = await client.send(new ListBucketsCommand());
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['evidence', 'plain', 'versioned']);
    expect((await client.send(new HeadBucketCommand({ Bucket: 'plain' }))).BucketRegion).toBe('us-east-1');
    expect(
      (await client.send(new GetBucketLocationCommand({ Bucket: 'plain' }))).LocationConstraint,
    ).toBeUndefined();
    expect((await client.send(new GetBucketVersioningCommand({ Bucket: 'versioned' }))).Status).toBe(
      'Enabled',
    );
    await expect(client.send(new HeadBucketCommand({ Bucket: 'absent' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(put('absent', 'x', 'x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('answer 501 and name a sub-resource that is not served', async () => {
    await expect(client.send(new GetBucketAclCommand({ Bucket: 'plain' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('?acl') as string,
      $metadata: { httpStatusCode: 501 },
    });
  });
});

describe('several deletes in one request', () => {
  it('report each outcome', async () => {
    await put('plain', 'one', '1');
    const locked = await put('evidence', 'locked', 'x');
    const removed = await client.send(
      new DeleteObjectsCommand({ Bucket: 'plain', Delete: { Objects: [{ Key: 'one' }, { Key: 'absent' }] } }),
    );
    expect(removed.Deleted?.map(({ Key }) => Key)).toEqual(['one', 'absent']);
    const refused = await client.send(
      new DeleteObjectsCommand({
        Bucket: 'evidence',
        Delete: { Objects: [{ Key: 'locked', VersionId: locked.VersionId }] },
      }),
    );
    expect(refused.Errors).toMatchObject([{ Key: 'locked', Code: 'AccessDenied' }]);
  });
});

describe('a plain HTTP request', () => {
  it('gets an object with the headers that a presigned URL asks for', async () => {
    await put('plain', 'statement.pdf', 'PDF');
    const url = `${endpoint.url}/plain/statement.pdf?X-Amz-Signature=abc&response-content-type=application%2Fpdf&response-content-disposition=inline`;
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe('inline');
    expect(await response.text()).toBe('PDF');
  });

  it('stores signed chunks without their signatures', async () => {
    const signature = 'a'.repeat(64);
    const framed = `5;chunk-signature=${signature}\r\nhello\r\n0;chunk-signature=${signature}\r\n\r\n`;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        `${endpoint.url}/plain/chunked`,
        {
          method: 'PUT',
          headers: {
            'content-encoding': 'aws-chunked,gzip',
            'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
            'x-amz-decoded-content-length': '5',
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject);
      request.end(framed);
    });
    expect(status).toBe(200);
    expect((await s3.getObject('plain', 'chunked')).body.toString()).toBe('hello');
    expect(
      (await client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'chunked' }))).ContentEncoding,
    ).toBe('gzip');
  });
});
