import { DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import type { HandMadeApplication } from './hand-made-application.ts';
import { shopApplication } from './shop-application.ts';

const startAt = Date.UTC(2026, 2, 1, 12);

function output(runtime: Runtime, name: string): string {
  return JSON.stringify(runtime.application.outputs['Shop']?.[name]).slice(1, -1);
}

function clientOptions(runtime: Runtime) {
  return {
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
    maxAttempts: 1,
  };
}

describe('an application of a queue, two functions and a table with a stream', () => {
  let made: HandMadeApplication;
  let runtime: Runtime;

  const start = (): Promise<Runtime> =>
    startRuntime({ cdkOut: made.cdkOut, dataFolder: made.dataFolder, port: 0, clock: 'jump', startAt });

  const orders = async (): Promise<string[]> => {
    const dynamodb = new DynamoDBClient(clientOptions(runtime));
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: output(runtime, 'Table') }));
    return Items.map((item) => item['id']?.S ?? '').sort();
  };

  beforeAll(async () => {
    made = shopApplication();
    runtime = await start();
  });

  afterAll(async () => {
    await runtime.stop();
    made.remove();
  });

  test('carries a message through the queue, the table and its stream, at virtual time', async () => {
    const sqs = new SQSClient(clientOptions(runtime));
    const QueueUrl = output(runtime, 'Incoming');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id: 'a' }) }));
    await runtime.onSettled();
    expect(await orders()).toEqual(['a', 'note a']);
    const dynamodb = new DynamoDBClient(clientOptions(runtime));
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: output(runtime, 'Table'), Key: { id: { S: 'a' } } }),
    );
    expect(Item?.['at']?.S).toBe(new Date(startAt).toISOString());
    expect(runtime.faults()).toEqual([]);
  });

  test('gives back only the failed message of a batch, and gives it up to the dead-letter queue', async () => {
    const sqs = new SQSClient(clientOptions(runtime));
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: output(runtime, 'Incoming'),
        Entries: [
          { Id: '1', MessageBody: JSON.stringify({ id: 'b' }) },
          { Id: '2', MessageBody: JSON.stringify({ id: 'c', poison: true }) },
          { Id: '3', MessageBody: JSON.stringify({ id: 'd' }) },
        ],
      }),
    );
    await runtime.onSettled();
    expect(await orders()).toEqual(['a', 'b', 'd', 'note a', 'note b', 'note d']);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: output(runtime, 'Dead'),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
    // Three deliveries a minute apart: the clock has jumped over the waits between them.
    expect(runtime.clock.now()).toBeGreaterThanOrEqual(startAt + 120_000);
  });

  test('refuses a call that no policy of the role allows, and says which statement is missing', async () => {
    const lambda = new LambdaClient(clientOptions(runtime));
    const answer = await lambda.send(new InvokeCommand({ FunctionName: output(runtime, 'Forbidden') }));
    expect(answer.FunctionError).toBe('Unhandled');
    const error = JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as Record<string, string>;
    expect(error['errorType']).toBe('AccessDeniedException');
    expect(error['errorMessage']).toContain('not authorized to perform: dynamodb:DeleteItem');
    expect(error['errorMessage']).toContain('"Action":"dynamodb:DeleteItem"');
    expect(error['errorMessage']).toContain('Shop/ForbiddenRole');
  });

  test('goes on with the same data, clock and keys after a restart', async () => {
    const before = { orders: await orders(), now: runtime.clock.now(), key: runtime.operatorCredentials };
    await runtime.stop();
    runtime = await start();
    expect(await orders()).toEqual(before.orders);
    expect(runtime.clock.now()).toBe(before.now);
    expect(runtime.operatorCredentials).toEqual(before.key);
  });

  test('refuses a second runtime on the same folder', async () => {
    await expect(start()).rejects.toThrow(/is in use by another runtime \(process \d+\)/);
  });
});
