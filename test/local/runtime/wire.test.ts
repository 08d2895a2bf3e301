import { request as httpRequest } from 'node:http';
import { statSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainApplication, startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import { writeApplication, type HandMadeApplication } from './hand-made-application.ts';

const startAt = Date.UTC(2031, 0, 1);
const day = 86_400_000;

let made: HandMadeApplication;
let runtime: Runtime;

beforeAll(async () => {
  made = writeApplication({
    W: {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'box' } },
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
      },
      Outputs: { QueueUrl: { Value: { Ref: 'Queue' } } },
    },
  });
  runtime = await startRuntime({
    cdkOut: made.cdkOut,
    dataFolder: made.dataFolder,
    port: 0,
    clock: 'jump',
    startAt,
  });
});

afterAll(async () => {
  await runtime.stop();
  made.remove();
});

function options(credentials = runtime.operatorCredentials) {
  return { endpoint: runtime.url, region: runtime.region, credentials, maxAttempts: 1 };
}

interface RawAnswer {
  readonly status: number;
  readonly date: string | undefined;
  readonly body: string;
}

function raw(target: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${runtime.url}${target}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, date: response.headers.date, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the door', () => {
  test('lets in what the SDK signs with a key of the folder, and answers at virtual time', async () => {
    const dynamodb = new DynamoDBClient(options());
    const { TableNames } = await dynamodb.send(new ListTablesCommand({}));
    expect(TableNames).toEqual([]);
    const { date } = await raw('/', {});
    expect(date).toBe(new Date(startAt).toUTCString());
  });

  test('refuses an unknown key and a wrong secret', async () => {
    const unknown = new DynamoDBClient(options({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }));
    await expect(unknown.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const wrong = new DynamoDBClient(options({ ...runtime.operatorCredentials, secretAccessKey: 'x' }));
    await expect(wrong.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const object = new S3Client(options({ ...runtime.operatorCredentials, secretAccessKey: 'x' }));
    await expect(object.send(new GetObjectCommand({ Bucket: 'box', Key: 'a' }))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  test('refuses what is not signed, a foreign host and a foreign origin', async () => {
    expect(await raw('/', {})).toMatchObject({ status: 403, body: expect.stringContaining('not signed') });
    expect(await raw('/', { host: 'evil.example' })).toMatchObject({
      status: 403,
      body: expect.stringContaining('Host evil.example'),
    });
    expect(await raw('/', { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: expect.stringContaining('Origin https://evil.example'),
    });
  });

  test('names the errors of SQS as the SDK knows them', async () => {
    const sqs = new SQSClient(options());
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'nobody' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    const QueueUrl = `${runtime.url}/${runtime.account}/q`;
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }))).resolves.toHaveProperty(
      'MessageId',
    );
  });

  test('carries objects, with keys that need care, in both directions', async () => {
    const s3 = new S3Client(options());
    for (const Key of ['upload/a b+c(1)!.json', 'upload/ü/%25', "upload/it's*~"]) {
      await s3.send(new PutObjectCommand({ Bucket: 'box', Key, Body: `body of ${Key}` }));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'box', Key }));
      expect(await Body?.transformToString()).toBe(`body of ${Key}`);
    }
  });

  test('keeps the keys where only their owner reads them', () => {
    for (const file of ['credentials.json', 'runtime.json']) {
      expect(statSync(path.join(made.dataFolder, file)).mode & 0o777).toBe(0o600);
    }
  });
});

describe('the control paths', () => {
  const control = async (
    method: string,
    name: string,
    body?: object,
    token = runtime.operatorToken,
  ): Promise<unknown> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await raw(`/_claimwright/${name}`, { authorization: `Bearer ${token}` }, method, text);
    return JSON.parse(answer.body) as unknown;
  };

  test('are for the operator alone', async () => {
    expect(await control('GET', 'status', undefined, 'guess')).toMatchObject({ __type: 'AccessDenied' });
  });

  test('say how the runtime stands', async () => {
    expect(await control('GET', 'status')).toMatchObject({
      state: 'settled',
      clock: 'jump',
      time: new Date(startAt).toISOString(),
      faults: 0,
    });
    expect(await control('GET', 'outputs')).toMatchObject({ W: { QueueUrl: expect.stringContaining('/q') } });
    expect(await control('GET', 'explain')).toMatchObject({ inert: [{ type: 'AWS::CloudWatch::Alarm' }] });
    expect(await control('GET', 'counters')).toHaveProperty('services.sdk');
  });

  test('hold and release the clock', async () => {
    const held = (await control('POST', 'hold', { name: 'staff', seconds: 60 })) as { id: string };
    expect(await control('GET', 'status')).toMatchObject({ state: 'held', holds: ['staff'] });
    expect(await control('POST', 'release', { id: held.id })).toEqual({ released: true });
  });

  test('turn the clock', async () => {
    await control('POST', 'clock/advance', { milliseconds: 30 * day });
    expect(await control('GET', 'clock')).toMatchObject({ now: startAt + 30 * day });
  });

  test('name what is wrong with a request', async () => {
    expect(await control('POST', 'clock/advance', { milliseconds: -1 })).toMatchObject({
      __type: 'ValidationException',
    });
    expect(await control('GET', 'weather')).toMatchObject({ message: expect.stringContaining('GET status') });
  });
});

describe('before a start', () => {
  test('the three lists can be had', () => {
    const { served, inert, refused } = explainApplication(made.cdkOut);
    expect(served.map(({ type }) => type)).toEqual(['AWS::S3::Bucket', 'AWS::SQS::Queue']);
    expect(inert).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  test('an application with something unknown is refused, and nothing is left open', async () => {
    const other = writeApplication({ X: { Resources: { C: { Type: 'AWS::ECS::Cluster' } } } });
    const begin = (): Promise<Runtime> =>
      startRuntime({ cdkOut: other.cdkOut, dataFolder: other.dataFolder, port: 0, clock: 'wall' });
    await expect(begin()).rejects.toThrow(/AWS::ECS::Cluster \(X\/C\)/);
    // Not "in use by another runtime": the first attempt gave the folder back.
    await expect(begin()).rejects.toThrow(/AWS::ECS::Cluster/);
    other.remove();
  });

  test('a port that is in use is named', async () => {
    const port = Number(new URL(runtime.url).port);
    const dataFolder = path.join(made.dataFolder, 'second');
    await expect(startRuntime({ cdkOut: made.cdkOut, dataFolder, port, clock: 'wall' })).rejects.toThrow(
      `Port ${port} is in use`,
    );
  });
});
