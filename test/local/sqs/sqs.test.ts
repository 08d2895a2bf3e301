import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import type { Sqs } from '../../../local/aws/sqs/sqs.ts';
import type { QueueDefinition } from '../../../local/aws/sqs/queue-definition.ts';
import type { JsonObject, Principal } from '../../../local/runtime/service.ts';
import { account, openTestWorld, operator, region } from '../aws-test-world.ts';
import type { TestWorld } from '../aws-test-world.ts';

const role: Principal = { kind: 'role', arn: `arn:aws:iam::${account}:role/submit-claim` };

function queue(name: string, attributes: Record<string, string> = {}): QueueDefinition {
  return {
    name,
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    url: `http://127.0.0.1:4566/${account}/${name}`,
    attributes,
  };
}

const deadLetter = queue('coding-dead-letter');
const coding = queue('coding', {
  VisibilityTimeout: '60',
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetter.arn, maxReceiveCount: 2 }),
});
const encrypted = queue('encrypted', { KmsMasterKeyId: `arn:aws:kms:${region}:${account}:key/practice` });
const ordered = queue('ordered.fifo', {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'true',
  VisibilityTimeout: '60',
});

let test: TestWorld;
let sqs: Sqs;

interface Received extends JsonObject {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
}

async function send(target: QueueDefinition, body: string, more: JsonObject = {}): Promise<JsonObject> {
  return sqs.call('SendMessage', { QueueUrl: target.url, MessageBody: body, ...more }, operator);
}

async function receive(target: QueueDefinition, more: JsonObject = {}): Promise<Received[]> {
  const answer = await sqs.call(
    'ReceiveMessage',
    { QueueUrl: target.url, MaxNumberOfMessages: 10, ...more },
    operator,
  );
  return (answer['Messages'] ?? []) as Received[];
}

async function receiveOne(target: QueueDefinition, more: JsonObject = {}): Promise<Received> {
  const [message] = await receive(target, more);
  if (message === undefined) {
    throw new Error(`No message could be received from ${target.name}.`);
  }
  return message;
}

async function attributes(target: QueueDefinition): Promise<Record<string, string>> {
  const answer = await sqs.call(
    'GetQueueAttributes',
    { QueueUrl: target.url, AttributeNames: ['All'] },
    operator,
  );
  return answer['Attributes'] as Record<string, string>;
}

beforeEach(async () => {
  test = openTestWorld();
  sqs = createSqs(test.world);
  await sqs.provision([deadLetter, coding, encrypted, ordered]);
});

afterEach(() => {
  test.dispose();
});

describe('a message in a standard queue', () => {
  it('is hidden while it is in flight and comes again when its visibility timeout ends', async () => {
    await send(coding, 'claim 1');
    const first = await receiveOne(coding);
    expect(await receive(coding)).toEqual([]);
    test.advance(59_999);
    expect(await receive(coding)).toEqual([]);
    test.advance(1);
    const again = await receiveOne(coding, { AttributeNames: ['All'] });
    expect(again.MessageId).toBe(first.MessageId);
    expect(again.ReceiptHandle).not.toBe(first.ReceiptHandle);
    expect(again['Attributes']).toMatchObject({ ApproximateReceiveCount: '2' });
  });

  it('is gone after it was deleted, also when its timeout had ended', async () => {
    await send(coding, 'claim 1');
    const message = await receiveOne(coding);
    test.advance(120_000);
    await sqs.call('DeleteMessage', { QueueUrl: coding.url, ReceiptHandle: message.ReceiptHandle }, operator);
    expect(await receive(coding)).toEqual([]);
  });

  it('stays when it is deleted with the handle of an earlier receive', async () => {
    await send(coding, 'claim 1');
    const first = await receiveOne(coding);
    test.advance(60_000);
    await receiveOne(coding);
    await sqs.call('DeleteMessage', { QueueUrl: coding.url, ReceiptHandle: first.ReceiptHandle }, operator);
    expect(await attributes(coding)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
  });

  it('waits for its delay', async () => {
    await send(coding, 'later', { DelaySeconds: 90 });
    expect(await attributes(coding)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
    expect(await receive(coding)).toEqual([]);
    test.advance(90_000);
    expect(await receive(coding)).toHaveLength(1);
  });

  it('is dropped when its retention ends', async () => {
    await send(coding, 'old');
    test.advance(345_600_000);
    expect(await receive(coding)).toEqual([]);
    expect(await attributes(coding)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  });

  it('goes to the dead-letter queue after it was received as often as allowed, with its id and its source', async () => {
    const sent = await send(coding, 'poison');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await receiveOne(coding);
      test.advance(60_000);
    }
    expect(await receive(coding)).toEqual([]);
    const dead = await receiveOne(deadLetter, { AttributeNames: ['All'] });
    expect(dead).toMatchObject({
      MessageId: sent['MessageId'],
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: coding.arn, ApproximateReceiveCount: '3' },
    });
  });

  it('survives ChangeMessageVisibility to 0: it is visible now, and still there after a restart', async () => {
    const sent = await send(coding, 'returned');
    const message = await receiveOne(coding);
    const change = { QueueUrl: coding.url, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.call('ChangeMessageVisibility', change, operator);
    const restarted = createSqs(test.world);
    expect(restarted.visibleCount(coding.arn)).toBe(1);
    expect(await receiveOne(coding)).toMatchObject({ MessageId: sent['MessageId'], Body: 'returned' });
  });

  it('is not in flight any more for a second ChangeMessageVisibility after the first made it visible', async () => {
    await send(coding, 'returned');
    const { ReceiptHandle } = await receiveOne(coding);
    const change = { QueueUrl: coding.url, ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.call('ChangeMessageVisibility', change, operator);
    await expect(sqs.call('ChangeMessageVisibility', change, operator)).rejects.toMatchObject({
      name: 'MessageNotInflight',
    });
  });

  it('cannot be hidden longer than twelve hours in all', async () => {
    await send(coding, 'long');
    const { ReceiptHandle } = await receiveOne(coding);
    test.advance(30_000);
    const change = { QueueUrl: coding.url, ReceiptHandle, VisibilityTimeout: 43_200 };
    await expect(sqs.call('ChangeMessageVisibility', change, operator)).rejects.toThrow('beyond the limit');
  });
});

describe('a queue', () => {
  it('keeps its messages when it is provisioned or created again', async () => {
    await send(coding, 'kept');
    const restarted = createSqs(test.world);
    await restarted.provision([deadLetter, coding]);
    await restarted.call(
      'CreateQueue',
      { QueueName: 'coding', Attributes: { VisibilityTimeout: '60' } },
      operator,
    );
    expect(await receiveOne(coding)).toMatchObject({ Body: 'kept' });
  });

  it('cannot be created again with other attributes', async () => {
    const create = { QueueName: 'coding', Attributes: { VisibilityTimeout: '61' } };
    await expect(sqs.call('CreateQueue', create, operator)).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  });

  it('is found by its name and by the last part of its URL, whatever the host', async () => {
    expect(await sqs.call('GetQueueUrl', { QueueName: 'coding' }, operator)).toEqual({
      QueueUrl: coding.url,
    });
    await send({ ...coding, url: `https://sqs.${region}.amazonaws.com/${account}/coding` }, 'x');
    expect(sqs.visibleCount(coding.arn)).toBe(1);
  });

  it('that does not exist is named', async () => {
    await expect(send(queue('missing'), 'x')).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: expect.stringContaining('missing') as string,
    });
  });

  it('is listed page by page', async () => {
    const first = await sqs.call('ListQueues', { MaxResults: 3 }, operator);
    const second = await sqs.call(
      'ListQueues',
      { MaxResults: 3, NextToken: first['NextToken'] ?? null },
      operator,
    );
    expect(first['QueueUrls']).toEqual([coding.url, deadLetter.url, encrypted.url]);
    expect(second).toEqual({ QueueUrls: [ordered.url] });
  });

  it('is purged once a minute', async () => {
    await send(coding, 'x');
    await sqs.call('PurgeQueue', { QueueUrl: coding.url }, operator);
    expect(sqs.visibleCount(coding.arn)).toBe(0);
    await expect(sqs.call('PurgeQueue', { QueueUrl: coding.url }, operator)).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
    });
  });

  it('takes changed attributes', async () => {
    await sqs.call(
      'SetQueueAttributes',
      { QueueUrl: coding.url, Attributes: { VisibilityTimeout: '5' } },
      operator,
    );
    await send(coding, 'x');
    await receiveOne(coding);
    test.advance(5_000);
    expect(sqs.visibleCount(coding.arn)).toBe(1);
  });

  it('gives a dead-letter queue back what failed, as new messages', async () => {
    const sent = await send(coding, 'poison');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await receiveOne(coding);
      test.advance(60_000);
    }
    await receive(coding);
    const started = await sqs.call('StartMessageMoveTask', { SourceArn: deadLetter.arn }, operator);
    expect(started).toEqual({ TaskHandle: expect.any(String) as string });
    expect(sqs.visibleCount(deadLetter.arn)).toBe(0);
    const again = await receiveOne(coding, { AttributeNames: ['All'] });
    expect(again.Body).toBe('poison');
    expect(again.MessageId).not.toBe(sent['MessageId']);
    expect(again['Attributes']).toMatchObject({ ApproximateReceiveCount: '1' });
    expect(await sqs.call('ListMessageMoveTasks', { SourceArn: deadLetter.arn }, operator)).toMatchObject({
      Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }],
    });
  });

  it('that is no dead-letter queue cannot be the source of a move', async () => {
    await expect(sqs.call('StartMessageMoveTask', { SourceArn: coding.arn }, operator)).rejects.toThrow(
      'Dead Letter Queue',
    );
  });
});

const refused: { what: string; input: JsonObject; error: string }[] = [
  { what: 'an empty body', input: { MessageBody: '' }, error: 'MissingRequiredParameterException' },
  { what: 'no body', input: {}, error: 'MissingRequiredParameterException' },
  { what: 'a control character', input: { MessageBody: 'a\u0001' }, error: 'InvalidMessageContents' },
  {
    what: 'a byte more than 1 MiB',
    input: { MessageBody: 'x'.repeat(1_048_577) },
    error: 'InvalidParameterValueException',
  },
  {
    what: 'attributes that pass the limit together with the body',
    input: {
      MessageBody: 'x'.repeat(1_048_570),
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'claim' } },
    },
    error: 'InvalidParameterValueException',
  },
  {
    what: 'a delay of 16 minutes',
    input: { MessageBody: 'x', DelaySeconds: 960 },
    error: 'InvalidParameterValueException',
  },
  {
    what: 'an attribute without a value',
    input: { MessageBody: 'x', MessageAttributes: { kind: { DataType: 'String', StringValue: '' } } },
    error: 'InvalidParameterValueException',
  },
];

describe('SendMessage refuses', () => {
  it.each(refused)('$what', async ({ input, error }) => {
    await expect(sqs.call('SendMessage', { QueueUrl: coding.url, ...input }, operator)).rejects.toMatchObject(
      { name: error },
    );
    expect(sqs.visibleCount(coding.arn)).toBe(0);
  });

  it('nothing of exactly 1 MiB', async () => {
    await send(coding, 'x'.repeat(1_048_576));
    expect(sqs.visibleCount(coding.arn)).toBe(1);
  });
});

describe('a batch', () => {
  it('reports the entry that failed and keeps the others', async () => {
    const Entries = [
      { Id: 'one', MessageBody: 'one' },
      { Id: 'two', MessageBody: 'bad\u0000' },
      { Id: 'three', MessageBody: 'three' },
    ];
    const answer = await sqs.call('SendMessageBatch', { QueueUrl: coding.url, Entries }, operator);
    expect(answer).toMatchObject({
      Successful: [{ Id: 'one' }, { Id: 'three' }],
      Failed: [{ Id: 'two', Code: 'InvalidMessageContents', SenderFault: true }],
    });
    const received = await receive(coding);
    expect(received.map(({ Body }) => Body)).toEqual(['one', 'three']);
    const deletes = received.map(({ ReceiptHandle }, index) => ({ Id: `d${index}`, ReceiptHandle }));
    deletes.push({ Id: 'bad', ReceiptHandle: 'nonsense' });
    const deleted = await sqs.call(
      'DeleteMessageBatch',
      { QueueUrl: coding.url, Entries: deletes },
      operator,
    );
    expect(deleted).toMatchObject({
      Successful: [{ Id: 'd0' }, { Id: 'd1' }],
      Failed: [{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }],
    });
  });

  it('has one to ten entries with distinct ids', async () => {
    const batch = (Entries: JsonObject[]): Promise<JsonObject> =>
      sqs.call('SendMessageBatch', { QueueUrl: coding.url, Entries }, operator);
    const entry = (Id: string): JsonObject => ({ Id, MessageBody: 'x' });
    await expect(batch([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
    await expect(batch([entry('a'), entry('a')])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
    await expect(batch([entry('a b')])).rejects.toMatchObject({ name: 'InvalidBatchEntryId' });
    await expect(batch(Array.from({ length: 11 }, (_, index) => entry(`e${index}`)))).rejects.toMatchObject({
      name: 'TooManyEntriesInBatchRequest',
    });
  });

  it('has at most 1 MiB in all', async () => {
    const MessageBody = 'x'.repeat(600_000);
    const Entries = [
      { Id: 'a', MessageBody },
      { Id: 'b', MessageBody },
    ];
    await expect(
      sqs.call('SendMessageBatch', { QueueUrl: coding.url, Entries }, operator),
    ).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });
});

describe('a long poll', () => {
  it('ends when a message arrives', async () => {
    const waiting = receive(coding, { WaitTimeSeconds: 20 });
    await send(coding, 'arrived');
    expect(await waiting).toMatchObject([{ Body: 'arrived' }]);
  });

  it('ends when the virtual clock makes a message visible', async () => {
    await send(coding, 'delayed', { DelaySeconds: 600 });
    const waiting = receive(coding, { WaitTimeSeconds: 20 });
    await setImmediate();
    expect(sqs.nextDueAt()).toBe(test.world.clock.now() + 600_000);
    test.advance(600_000);
    sqs.runDue(test.world.clock.now());
    expect(await waiting).toMatchObject([{ Body: 'delayed' }]);
  });

  it('ends empty after its real time', async () => {
    const before = performance.now();
    expect(await receive(coding, { WaitTimeSeconds: 1 })).toEqual([]);
    expect(performance.now() - before).toBeGreaterThan(950);
  });
});

describe('a FIFO queue', () => {
  const grouped = (body: string, group: string): Promise<JsonObject> =>
    send(ordered, body, { MessageGroupId: group });

  it('gives each group in order and holds a group while one of its messages is in flight', async () => {
    await grouped('a1', 'a');
    await grouped('a2', 'a');
    await grouped('b1', 'b');
    const first = await receiveOne(ordered, { MaxNumberOfMessages: 1 });
    expect(first.Body).toBe('a1');
    expect((await receive(ordered)).map(({ Body }) => Body)).toEqual(['b1']);
    await sqs.call('DeleteMessage', { QueueUrl: ordered.url, ReceiptHandle: first.ReceiptHandle }, operator);
    expect((await receive(ordered)).map(({ Body }) => Body)).toEqual(['a2']);
  });

  it('takes the same content once in five minutes', async () => {
    const first = await grouped('same', 'a');
    const second = await grouped('same', 'a');
    expect(second['MessageId']).toBe(first['MessageId']);
    expect(sqs.visibleCount(ordered.arn)).toBe(1);
    test.advance(300_000);
    await grouped('same', 'a');
    expect(sqs.visibleCount(ordered.arn)).toBe(2);
  });

  it('asks for a group and refuses a delay of one message', async () => {
    await expect(send(ordered, 'x')).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
    await expect(send(ordered, 'x', { MessageGroupId: 'a', DelaySeconds: 5 })).rejects.toThrow(
      'DelaySeconds',
    );
  });

  it('does not call a blocked message work to do', async () => {
    sqs.setConsumed(ordered.arn);
    await grouped('a1', 'a');
    await grouped('a2', 'a');
    await sqs.receiveForEventSource(ordered.arn, 1);
    expect(sqs.busy()).toBeUndefined();
    expect(sqs.nextDueAt()).toBe(test.world.clock.now() + 60_000);
  });
});

describe('an event source mapping', () => {
  it('gets records in the shape that a function expects', async () => {
    await send(coding, 'claim 1', {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'coding' },
        seal: { DataType: 'Binary', BinaryValue: 'AQID' },
      },
    });
    const { messages, receiptHandles } = await sqs.receiveForEventSource(coding.arn, 10);
    expect(messages).toEqual([
      {
        messageId: expect.any(String) as string,
        receiptHandle: receiptHandles[0],
        body: 'claim 1',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(test.world.clock.now()),
          SenderId: 'operator',
          ApproximateFirstReceiveTimestamp: String(test.world.clock.now()),
        },
        messageAttributes: {
          kind: { stringValue: 'coding', stringListValues: [], binaryListValues: [], dataType: 'String' },
          seal: { binaryValue: 'AQID', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfBody: 'c0eb4e35442b5c616797ff43f6e2f5fe',
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        eventSource: 'aws:sqs',
        eventSourceARN: coding.arn,
        awsRegion: region,
      },
    ]);
    await sqs.deleteFromEventSource(coding.arn, receiptHandles);
    expect(await attributes(coding)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
  });

  it('sees released messages again when their visibility timeout ends', async () => {
    await send(coding, 'claim 1');
    const { receiptHandles } = await sqs.receiveForEventSource(coding.arn, 10);
    await sqs.releaseFromEventSource(coding.arn, receiptHandles);
    expect(sqs.visibleCount(coding.arn)).toBe(0);
    test.advance(60_000);
    expect(sqs.visibleCount(coding.arn)).toBe(1);
  });

  it('may release messages for an earlier time', async () => {
    await send(coding, 'claim 1');
    const { receiptHandles } = await sqs.receiveForEventSource(coding.arn, 10);
    await sqs.releaseFromEventSource(coding.arn, [...receiptHandles, 'nonsense'], 0);
    expect(sqs.visibleCount(coding.arn)).toBe(1);
  });

  it('hears of a message, and the queue is busy until it is received', async () => {
    const heard: string[] = [];
    sqs.onMessage((arn) => heard.push(arn));
    await send(coding, 'before it is consumed');
    expect(sqs.busy()).toBeUndefined();
    sqs.setConsumed(coding.arn);
    expect(sqs.busy()).toContain('coding');
    expect(heard).toEqual([coding.arn]);
    await sqs.receiveForEventSource(coding.arn, 10);
    expect(sqs.busy()).toBeUndefined();
    expect(sqs.nextDueAt()).toBe(test.world.clock.now() + 60_000);
    test.advance(60_000);
    sqs.runDue(test.world.clock.now());
    expect(heard).toEqual([coding.arn, coding.arn]);
  });

  it('is never kept busy by a dead-letter queue, and what nobody consumes sets no date', async () => {
    sqs.setConsumed(deadLetter.arn);
    await send(deadLetter, 'dead');
    await send(encrypted, 'later', { DelaySeconds: 10 });
    expect(sqs.busy()).toBeUndefined();
    expect(sqs.nextDueAt()).toBeUndefined();
  });
});

describe('permissions, keys and bills', () => {
  it('are asked for on the queue by the action of the single operation', async () => {
    await sqs.call(
      'SendMessageBatch',
      { QueueUrl: coding.url, Entries: [{ Id: 'a', MessageBody: 'x' }] },
      role,
    );
    expect(test.asked.at(-1)).toMatchObject({
      principal: role,
      action: 'sqs:SendMessage',
      resourceArn: coding.arn,
    });
    test.denied.add('sqs:SendMessage');
    await expect(
      sqs.call('SendMessage', { QueueUrl: coding.url, MessageBody: 'x' }, role),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('include the key of an encrypted queue, by way of SQS', async () => {
    await sqs.call('SendMessage', { QueueUrl: encrypted.url, MessageBody: 'x' }, role);
    const keyed = test.asked.filter(({ action }) => action.startsWith('kms:'));
    expect(keyed.map(({ action }) => action)).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
    expect(keyed[0]).toMatchObject({
      principal: role,
      resourceArn: encrypted.attributes['KmsMasterKeyId'],
      context: {
        'kms:ViaService': 'sqs.us-east-1.amazonaws.com',
        'kms:EncryptionContext:aws:sqs:arn': encrypted.arn,
      },
    });
    test.denied.add('kms:Decrypt');
    await expect(sqs.call('ReceiveMessage', { QueueUrl: encrypted.url }, role)).rejects.toMatchObject({
      name: 'KmsAccessDenied',
    });
  });

  it('count a key once for each queue, requester and five minutes', async () => {
    for (let message = 0; message < 3; message += 1) {
      await sqs.call('SendMessage', { QueueUrl: encrypted.url, MessageBody: 'x' }, role);
    }
    expect(test.counted.get('kms GenerateDataKey')).toBe(1);
    await receive(encrypted);
    expect(test.counted.get('kms Decrypt')).toBe(2);
    test.advance(300_000);
    await sqs.call('SendMessage', { QueueUrl: encrypted.url, MessageBody: 'x' }, role);
    expect(test.counted.get('kms GenerateDataKey')).toBe(2);
  });

  it('count a request for every 64 KB', async () => {
    await send(coding, 'x'.repeat(65_536));
    expect(test.counted.get('sqs SendMessage')).toBe(1);
    await send(coding, 'x'.repeat(65_537));
    expect(test.counted.get('sqs SendMessage')).toBe(3);
    const Entries = [
      { Id: 'a', MessageBody: 'x' },
      { Id: 'b', MessageBody: 'y' },
    ];
    await sqs.call('SendMessageBatch', { QueueUrl: coding.url, Entries }, operator);
    expect(test.counted.get('sqs SendMessageBatch')).toBe(1);
  });

  it('do not reach an operation that is not served', async () => {
    await expect(sqs.call('AddPermission', {}, operator)).rejects.toThrow('does not serve AddPermission');
  });
});
