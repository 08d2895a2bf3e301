import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { account, clientOptions, openTestWorld, region, serveForTest } from '../aws-test-world.ts';
import type { TestEndpoint, TestWorld } from '../aws-test-world.ts';

let test: TestWorld;
let endpoint: TestEndpoint;
let client: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  test = openTestWorld();
  const sqs = createSqs(test.world);
  endpoint = await serveForTest(sqs);
  QueueUrl = `${endpoint.url}/${account}/tasks`;
  await sqs.provision([
    { name: 'tasks', arn: `arn:aws:sqs:${region}:${account}:tasks`, url: QueueUrl, attributes: {} },
  ]);
  client = new SQSClient(clientOptions(endpoint));
});

afterAll(async () => {
  client.destroy();
  await endpoint.close();
  test.dispose();
});

describe('the unmodified SDK client', () => {
  it('sends, receives and deletes with its checks of every digest', async () => {
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'größe 𝟙',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'coding' },
          amount: { DataType: 'Number.cents', StringValue: '12500' },
          seal: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 255) },
        },
      }),
    );
    const batch = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'a' },
          { Id: 'b', MessageBody: 'b' },
        ],
      }),
    );
    expect(batch.Successful).toHaveLength(2);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['größe 𝟙', 'a', 'b']);
    expect(Messages[0]?.MessageAttributes?.['seal']?.BinaryValue).toEqual(Uint8Array.of(1, 2, 255));
    expect(Messages[0]?.Attributes).toEqual({ ApproximateReceiveCount: '1' });
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
    expect(deleted.Failed).toBeUndefined();
  });

  it('reads the names of errors', async () => {
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'missing' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'nonsense', VisibilityTimeout: 0 }),
      ),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('polls long until a message comes', async () => {
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'arrived' }));
    expect((await waiting).Messages?.[0]?.Body).toBe('arrived');
  });
});
