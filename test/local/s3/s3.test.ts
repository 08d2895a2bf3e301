import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeAwsChunked } from '../../../local/aws/s3/aws-chunked.ts';
import type { BucketDefinition } from '../../../local/aws/s3/bucket-definition.ts';
import { checksumOf } from '../../../local/aws/s3/checksum.ts';
import { afterPrefix, compareKeys } from '../../../local/aws/s3/listing.ts';
import type { ObjectCreated } from '../../../local/aws/s3/object-created.ts';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import type { S3 } from '../../../local/aws/s3/s3.ts';
import type { HttpResponse, Principal } from '../../../local/runtime/service.ts';
import { account, openTestWorld, operator, startAt } from '../aws-test-world.ts';
import type { TestWorld } from '../aws-test-world.ts';

const keyArn = `arn:aws:kms:us-east-1:${account}:key/practice`;
const role: Principal = { kind: 'role', arn: `arn:aws:iam::${account}:role/register-upload` };
const intake: BucketDefinition = {
  name: 'intake',
  arn: 'arn:aws:s3:::intake',
  versioned: true,
  eventBridgeEnabled: true,
  kmsKeyArn: keyArn,
  bucketKeyEnabled: true,
};
const perObject: BucketDefinition = {
  ...intake,
  name: 'per-object',
  arn: 'arn:aws:s3:::per-object',
  bucketKeyEnabled: false,
};
const quiet: BucketDefinition = {
  name: 'quiet',
  arn: 'arn:aws:s3:::quiet',
  versioned: false,
  eventBridgeEnabled: false,
};

let test: TestWorld;
let s3: S3;
let objects: string;

beforeEach(() => {
  test = openTestWorld();
  objects = path.join(test.folder, 'objects');
  s3 = createS3(test.world, objects);
  s3.provision([intake, perObject, quiet]);
});

afterEach(() => {
  test.dispose();
});

function handle(
  method: string,
  target: string,
  more: { headers?: Record<string, string>; body?: string; principal?: Principal } = {},
): Promise<HttpResponse> {
  const [place = '', query = ''] = target.split('?');
  const request = {
    method,
    path: place,
    query: new URLSearchParams(query),
    headers: more.headers ?? {},
    body: Buffer.from(more.body ?? ''),
  };
  return s3.handle(request, more.principal ?? role);
}

function actionsSince(from: number): string[] {
  return test.asked.slice(from).map(({ action, resourceArn }) => `${action} ${resourceArn}`);
}

describe('permissions of S3', () => {
  const cases = [
    { request: ['PUT', '/quiet/a'], actions: ['s3:PutObject arn:aws:s3:::quiet/a'] },
    { request: ['GET', '/quiet/kept'], actions: ['s3:GetObject arn:aws:s3:::quiet/kept'] },
    { request: ['HEAD', '/quiet/kept'], actions: ['s3:GetObject arn:aws:s3:::quiet/kept'] },
    {
      request: ['GET', '/quiet/kept?versionId=null'],
      actions: ['s3:GetObjectVersion arn:aws:s3:::quiet/kept'],
    },
    { request: ['DELETE', '/quiet/a'], actions: ['s3:DeleteObject arn:aws:s3:::quiet/a'] },
    {
      request: ['DELETE', '/quiet/a?versionId=null'],
      actions: ['s3:DeleteObjectVersion arn:aws:s3:::quiet/a'],
    },
    { request: ['GET', '/quiet/kept?tagging'], actions: ['s3:GetObjectTagging arn:aws:s3:::quiet/kept'] },
    {
      request: ['DELETE', '/quiet/kept?tagging'],
      actions: ['s3:DeleteObjectTagging arn:aws:s3:::quiet/kept'],
    },
    { request: ['GET', '/quiet?list-type=2&prefix=k'], actions: ['s3:ListBucket arn:aws:s3:::quiet'] },
    { request: ['GET', '/quiet?versions'], actions: ['s3:ListBucketVersions arn:aws:s3:::quiet'] },
    { request: ['GET', '/quiet?location'], actions: ['s3:GetBucketLocation arn:aws:s3:::quiet'] },
    { request: ['HEAD', '/quiet'], actions: ['s3:ListBucket arn:aws:s3:::quiet'] },
    { request: ['GET', '/'], actions: ['s3:ListAllMyBuckets *'] },
    { request: ['POST', '/quiet/a?uploads'], actions: ['s3:PutObject arn:aws:s3:::quiet/a'] },
  ];
  it.each(cases)('ask $actions for $request', async ({ request, actions }) => {
    await s3.putObject('quiet', 'kept', 'x');
    const from = test.asked.length;
    const [method = '', target = ''] = request;
    const { status } = await handle(method, target);
    expect(status).toBeLessThan(300);
    expect(actionsSince(from)).toEqual(actions);
  });

  it('ask for the source to read and the target to write when an object is copied', async () => {
    await s3.putObject('intake', 'from', 'x');
    const from = test.asked.length;
    const headers = { 'x-amz-copy-source': '/intake/from' };
    expect((await handle('PUT', '/quiet/to', { headers })).status).toBe(200);
    expect(actionsSince(from)).toEqual([
      's3:GetObject arn:aws:s3:::intake/from',
      's3:PutObject arn:aws:s3:::quiet/to',
      `kms:Decrypt ${keyArn}`,
    ]);
  });

  it('give a list the prefix as a condition', async () => {
    await handle('GET', '/quiet?list-type=2&prefix=upload%2F');
    expect(test.asked.at(-1)?.context).toEqual({ 's3:prefix': 'upload/' });
  });

  it('answer AccessDenied for an absent key to who may not list the bucket', async () => {
    expect((await handle('GET', '/quiet/absent')).status).toBe(404);
    test.denied.add('s3:ListBucket');
    const refused = await handle('GET', '/quiet/absent');
    expect(refused.status).toBe(403);
    expect(String(refused.body)).toContain('<Code>AccessDenied</Code>');
  });

  it('keep a refused object off the disk', async () => {
    test.denied.add('s3:PutObject');
    expect((await handle('PUT', '/quiet/a', { body: 'x'.repeat(100_000) })).status).toBe(403);
    expect(readdirSync(objects)).toEqual(['incoming']);
  });
});

describe('the key of a bucket', () => {
  it('must be usable by who puts and who gets, by way of S3', async () => {
    expect((await handle('PUT', '/intake/a', { body: 'x' })).headers).toMatchObject({
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': keyArn,
      'x-amz-server-side-encryption-bucket-key-enabled': 'true',
    });
    expect(test.asked.at(-1)).toMatchObject({
      principal: role,
      action: 'kms:GenerateDataKey',
      resourceArn: keyArn,
      context: {
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': intake.arn,
      },
    });
    test.denied.add('kms:Decrypt');
    expect((await handle('GET', '/intake/a')).status).toBe(403);
    expect((await handle('HEAD', '/intake/a')).status).toBe(200);
    test.denied.add('kms:GenerateDataKey');
    expect((await handle('PUT', '/intake/b', { body: 'x' })).status).toBe(403);
    const other = { headers: { 'x-amz-server-side-encryption': 'AES256' }, body: 'x' };
    expect((await handle('PUT', '/intake/c', other)).status).toBe(200);
  });

  it('is asked for once in five minutes with a bucket key, and for each object without', async () => {
    for (const key of ['a', 'b', 'c']) {
      await s3.putObject('intake', key, 'x');
    }
    expect(test.counted.get('kms GenerateDataKey')).toBe(1);
    test.advance(300_000);
    await s3.putObject('intake', 'd', 'x');
    expect(test.counted.get('kms GenerateDataKey')).toBe(2);
    for (const key of ['a', 'b', 'c']) {
      await s3.putObject('per-object', key, 'x');
      await s3.getObject('per-object', key);
    }
    expect(test.counted.get('kms GenerateDataKey')).toBe(5);
    expect(test.counted.get('kms Decrypt')).toBe(3);
    expect(test.asked.at(-1)?.context['kms:EncryptionContext:aws:s3:arn']).toBe('arn:aws:s3:::per-object/c');
  });
});

describe('the event of a new object', () => {
  it('is told for a put, a copy and a multipart upload of a bucket with EventBridge, and for no other bucket', async () => {
    const events: ObjectCreated[] = [];
    s3.onObjectCreated((event) => {
      events.push(event);
    });
    await s3.putObject('quiet', 'silent', 'x');
    const { versionId, etag } = await s3.putObject('intake', 'upload/a', 'hello', role);
    await handle('PUT', '/intake/copy', { headers: { 'x-amz-copy-source': '/intake/upload/a' } });
    const begun = String((await handle('POST', '/intake/multi?uploads')).body);
    const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(begun)?.[1] ?? '';
    const part = await handle('PUT', `/intake/multi?partNumber=1&uploadId=${uploadId}`, { body: 'x' });
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${String(part.headers['etag'])}</ETag></Part></CompleteMultipartUpload>`;
    await handle('POST', `/intake/multi?uploadId=${uploadId}`, { body });
    expect(events[0]).toEqual({
      bucket: 'intake',
      key: 'upload/a',
      size: 5,
      etag,
      versionId,
      sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
      requestId: expect.stringMatching(/^[0-9A-F]{16}$/) as string,
      requester: account,
      reason: 'PutObject',
      time: startAt,
    });
    expect(events.map(({ key, reason }) => [key, reason])).toEqual([
      ['upload/a', 'PutObject'],
      ['copy', 'CopyObject'],
      ['multi', 'CompleteMultipartUpload'],
    ]);
    expect((events[1]?.sequencer ?? '') > (events[0]?.sequencer ?? '')).toBe(true);
  });

  it('that cannot be kept undoes its object', async () => {
    s3.onObjectCreated(() => {
      throw new Error('the disk is full');
    });
    const answer = await handle('PUT', '/intake/a', { body: 'x'.repeat(100_000) });
    expect(answer.status).toBe(500);
    expect(String(answer.body)).toContain('the disk is full');
    expect((await handle('GET', '/intake/a')).status).toBe(404);
    expect(readdirSync(objects)).toEqual(['incoming']);
  });
});

describe('after a kill', () => {
  it('what was acknowledged is there, and bodies that no row names are removed', async () => {
    const large = 'x'.repeat(100_000);
    await s3.putObject('quiet', 'acknowledged', 'whole');
    await s3.putObject('quiet', 'large', large);
    mkdirSync(path.join(objects, 'incoming'), { recursive: true });
    writeFileSync(path.join(objects, 'incoming', 'half'), 'ha');
    writeFileSync(path.join(objects, 'without-a-row'), 'half');
    const restarted = createS3(test.world, objects);
    restarted.provision([quiet]);
    expect((await restarted.getObject('quiet', 'acknowledged')).body.toString()).toBe('whole');
    expect((await restarted.getObject('quiet', 'large')).body.toString()).toBe(large);
    expect(readdirSync(objects)).toHaveLength(2);
    expect(readdirSync(path.join(objects, 'incoming'))).toEqual([]);
  });
});

describe('requests', () => {
  it('are counted in the classes that are billed', async () => {
    await handle('PUT', '/quiet/a', { body: 'x' });
    await handle('PUT', '/quiet/b', { headers: { 'x-amz-copy-source': '/quiet/a' } });
    await handle('GET', '/quiet/a');
    await handle('HEAD', '/quiet/a');
    await handle('GET', '/quiet?list-type=2');
    await handle('DELETE', '/quiet/a');
    const counted = Object.fromEntries([...test.counted].filter(([key]) => key.startsWith('s3 ')));
    expect(counted).toEqual({ 's3 PUT': 1, 's3 COPY': 1, 's3 GET': 2, 's3 LIST': 1, 's3 DELETE': 1 });
  });

  const refused = [
    {
      what: 'an unknown sub-resource of an object',
      request: ['GET', '/quiet/a?acl'],
      status: 501,
      name: '?acl',
    },
    { what: 'creating a bucket', request: ['PUT', '/new'], status: 404, name: 'NoSuchBucket' },
    {
      what: 'a part without an upload',
      request: ['PUT', '/quiet/a?partNumber=1&uploadId=none'],
      status: 404,
      name: 'NoSuchUpload',
    },
    {
      what: 'a key of more than 1,024 bytes',
      request: ['PUT', `/quiet/${'k'.repeat(1025)}`],
      status: 400,
      name: 'KeyTooLongError',
    },
    {
      what: 'broken XML',
      request: ['PUT', '/quiet/kept?tagging', '<Tagging><oops>'],
      status: 400,
      name: 'MalformedXML',
    },
    {
      what: 'the same tag twice',
      request: [
        'PUT',
        '/quiet/kept?tagging',
        '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag></TagSet></Tagging>',
      ],
      status: 400,
      name: 'InvalidTag',
    },
  ];
  it.each(refused)('for $what are refused by name', async ({ request, status, name }) => {
    await s3.putObject('quiet', 'kept', 'x');
    const [method = '', target = '', body = ''] = request;
    const answer = await handle(method, target, { body });
    expect(answer.status).toBe(status);
    expect(String(answer.body)).toContain(name);
  });

  it('with more metadata than 2 KB or a lock without one in the bucket are refused', async () => {
    const tooLarge = await handle('PUT', '/quiet/a', { headers: { 'x-amz-meta-note': 'x'.repeat(2045) } });
    expect(String(tooLarge.body)).toContain('MetadataTooLarge');
    const locked = await handle('PUT', '/quiet/a', { headers: { 'x-amz-object-lock-legal-hold': 'ON' } });
    expect(String(locked.body)).toContain('Object Lock Configuration');
  });
});

describe('the checksums of the SDK', () => {
  // Each is the published check value of its algorithm over the digits 1 to 9.
  const cases = [
    { algorithm: 'CRC32', hexadecimal: 'cbf43926' },
    { algorithm: 'CRC32C', hexadecimal: 'e3069283' },
    { algorithm: 'CRC64NVME', hexadecimal: 'ae8b14860a799888' },
    { algorithm: 'MD5', hexadecimal: '25f9e794323b453885f5181f1b624d0b' },
    { algorithm: 'SHA1', hexadecimal: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441' },
  ] as const;
  it.each(cases)('$algorithm', ({ algorithm, hexadecimal }) => {
    expect(Buffer.from(checksumOf(algorithm, Buffer.from('123456789')), 'base64').toString('hex')).toBe(
      hexadecimal,
    );
  });
});

describe('chunk framing', () => {
  it('is taken off whatever the bytes and the chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 }), (chunks) => {
        const framed = chunks.flatMap((chunk) => [
          Buffer.from(`${chunk.length.toString(16)}\r\n`),
          Buffer.from(chunk),
          Buffer.from('\r\n'),
        ]);
        framed.push(Buffer.from('0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'));
        const whole = Buffer.concat(chunks);
        const decoded = decodeAwsChunked(Buffer.concat(framed), whole.length);
        expect(decoded.body.equals(whole)).toBe(true);
        expect(decoded.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
      }),
      { numRuns: 50 },
    );
  });

  it.each(['', '5\r\nhel', '5\r\nhello', 'x\r\n', '5\r\nhelloXX0\r\n\r\n', '4\r\nhell\r\n0\r\n\r\n'])(
    'that is broken (%j) is refused',
    (framed) => {
      expect(() => decodeAwsChunked(Buffer.from(framed), 5)).toThrow('aws-chunked');
    },
  );
});

describe('the order of keys', () => {
  it('has what begins with a prefix before its end, and nothing else between', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
        fc.string({ unit: 'binary', maxLength: 4 }),
        (prefix, other) => {
          const end = afterPrefix(prefix);
          const below = end === undefined || compareKeys(other, end) < 0;
          expect(compareKeys(other, prefix) >= 0 && below).toBe(other.startsWith(prefix));
          expect(end === undefined || compareKeys(prefix + other, end) < 0).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the lifecycle of a bucket', () => {
  const days = (count: number): number => count * 86_400_000;
  const lifecycle = [
    { prefix: 'work/', expirationDays: 2, noncurrentExpirationDays: 1, abortIncompleteUploadDays: 1 },
  ];

  async function sweepAfter(count: number): Promise<void> {
    test.advance(days(count));
    await s3.runDue(test.world.clock.now());
  }

  it('removes what is old enough at midnight, under its prefix only', async () => {
    s3.provision([{ ...quiet, lifecycle }]);
    expect(s3.nextDueAt()).toBe(Date.UTC(2026, 0, 6));
    expect(s3.nextWorkDueAt()).toBeUndefined();
    await s3.putObject('quiet', 'work/a', 'x'.repeat(100_000));
    await s3.putObject('quiet', 'kept/a', 'x');
    await handle('POST', '/quiet/work/half?uploads');
    await sweepAfter(2);
    expect(await s3.listKeys('quiet', '')).toEqual(['kept/a', 'work/a']);
    await sweepAfter(1);
    expect(await s3.listKeys('quiet', '')).toEqual(['kept/a']);
    expect(readdirSync(objects)).toEqual(['incoming']);
    expect(String((await handle('GET', '/quiet?uploads')).body)).not.toContain('work/half');
  });

  it('makes a delete marker in a versioned bucket, and then removes the version, unless it is locked', async () => {
    const locked = {
      ...intake,
      name: 'locked',
      arn: 'arn:aws:s3:::locked',
      objectLock: { mode: 'GOVERNANCE' as const, days: 30 },
    };
    s3.provision([
      { ...intake, lifecycle },
      { ...locked, lifecycle },
    ]);
    const { versionId } = await s3.putObject('intake', 'work/a', 'x');
    const kept = await s3.putObject('locked', 'work/a', 'x');
    await sweepAfter(3);
    await expect(s3.getObject('intake', 'work/a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await s3.getObject('intake', 'work/a', operator, versionId)).body.toString()).toBe('x');
    await sweepAfter(2);
    await expect(s3.getObject('intake', 'work/a', operator, versionId)).rejects.toMatchObject({
      name: 'NoSuchVersion',
    });
    expect((await s3.getObject('locked', 'work/a', operator, kept.versionId)).body.toString()).toBe('x');
  });

  it('sets no date where no bucket has one', () => {
    expect(s3.nextDueAt()).toBeUndefined();
  });
});

describe('the operator', () => {
  it('reads and lists inside the process', async () => {
    await s3.putObject('quiet', 'a', 'text', operator, {
      'content-type': 'text/plain',
      'x-amz-meta-kind': 'note',
    });
    expect(await s3.getObject('quiet', 'a')).toMatchObject({
      contentType: 'text/plain',
      metadata: { kind: 'note' },
      versionId: undefined,
    });
    await expect(s3.getObject('quiet', 'absent')).rejects.toMatchObject({
      name: 'NoSuchKey',
      statusCode: 404,
    });
  });
});
