import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import {
  functionWithRole,
  installed,
  writeApplication,
  type HandMadeApplication,
} from '../runtime/hand-made-application.ts';

const startAt = Date.UTC(2026, 0, 1);

/** Writes one item for each batch that it was given: which records, in which order, when. */
const noteBatches = `
  const { DynamoDBClient, PutItemCommand } = require(${installed('@aws-sdk/client-dynamodb')});
  const client = new DynamoDBClient({});
  let batch = 0;
  exports.handler = async (event) => {
    const names = event.Records.map((record) =>
      record.body === undefined ? record.dynamodb.Keys.id.S : JSON.parse(record.body).id);
    batch += 1;
    if (process.env.REPORTS === 'yes') {
      const bad = names.indexOf('poison');
      const good = bad < 0 ? names : names.slice(0, bad);
      await note(good);
      return { batchItemFailures: bad < 0 ? [] : [{ itemIdentifier: event.Records[bad].dynamodb.SequenceNumber }] };
    }
    if (names.includes('poison')) {
      throw new Error('poison');
    }
    await note(names);
    async function note(of) {
      if (of.length > 0) {
        await client.send(new PutItemCommand({ TableName: process.env.NOTES, Item: {
          id: { S: process.env.AWS_LAMBDA_FUNCTION_NAME + ' ' + String(batch).padStart(3, '0') },
          names: { S: of.join(' ') }, at: { N: String(Date.now()) } } }));
      }
    }
  };
`;

const table = (stream: boolean): object => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ...(stream ? { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } } : {}),
  },
});
const attribute = (resource: string, name: string): object => ({ 'Fn::GetAtt': [resource, name] });
const statement = (actions: readonly string[], resource: object): object => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resource,
});
const mayNote = statement(['dynamodb:PutItem'], attribute('Notes', 'Arn'));
const mayReadStream = statement(
  ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
  attribute('Records', 'StreamArn'),
);
const maySendFailures = statement(['sqs:SendMessage'], attribute('Failures', 'Arn'));
const mayReceive = statement(
  ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  attribute('Queue', 'Arn'),
);
const variables = (reports: string): object => ({
  Environment: { Variables: { NOTES: { Ref: 'Notes' }, REPORTS: reports } },
});
const mapping = (functionId: string, properties: object): object => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { FunctionName: { Ref: functionId }, ...properties },
});

function resources(): Record<string, object> {
  return {
    Notes: {
      ...table(false),
      Properties: { ...Reflect.get(table(false), 'Properties'), TableName: 'notes' },
    },
    Records: {
      ...table(true),
      Properties: { ...Reflect.get(table(true), 'Properties'), TableName: 'records' },
    },
    Failures: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue', VisibilityTimeout: 60 } },
    ...functionWithRole('Halving', 'note', [mayNote, mayReadStream, maySendFailures], {
      FunctionName: 'halving',
      ...variables('no'),
    }),
    HalvingStream: mapping('Halving', {
      EventSourceArn: attribute('Records', 'StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 30,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: attribute('Failures', 'Arn') } },
    }),
    ...functionWithRole('Reporting', 'note', [mayNote, mayReadStream, maySendFailures], {
      FunctionName: 'reporting',
      ...variables('yes'),
    }),
    ReportingStream: mapping('Reporting', {
      EventSourceArn: attribute('Records', 'StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 30,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: attribute('Failures', 'Arn') } },
    }),
    ...functionWithRole('Choosing', 'note', [mayNote, mayReceive], {
      FunctionName: 'choosing',
      ...variables('no'),
    }),
    ChoosingQueue: mapping('Choosing', {
      EventSourceArn: attribute('Queue', 'Arn'),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 20,
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: [{ prefix: 'wanted' }] } }) }] },
    }),
  };
}

let made: HandMadeApplication;
let runtime: Runtime;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;

beforeAll(async () => {
  made = writeApplication({ E: { Resources: resources() } }, { note: noteBatches });
  runtime = await startRuntime({
    cdkOut: made.cdkOut,
    dataFolder: made.dataFolder,
    port: 0,
    clock: 'jump',
    startAt,
  });
  const options = {
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
  };
  dynamodb = new DynamoDBClient(options);
  sqs = new SQSClient(options);
});

afterAll(async () => {
  await runtime.stop();
  made.remove();
});

interface Note {
  readonly names: string;
  readonly at: number;
}

async function notesOf(functionName: string): Promise<Note[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'notes' }));
  return Items.map((item) => ({
    id: item['id']?.S ?? '',
    names: item['names']?.S ?? '',
    at: Number(item['at']?.N),
  }))
    .filter(({ id }) => id.startsWith(functionName))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

const queueUrl = (name: string): string => `${runtime.url}/${runtime.account}/${name}`;

describe('a stream with a record that its functions cannot process', () => {
  beforeAll(async () => {
    const hold = runtime.scheduler.hold('writing', 60);
    for (const id of ['a', 'b', 'poison', 'c', 'd']) {
      await dynamodb.send(new PutItemCommand({ TableName: 'records', Item: { id: { S: id } } }));
    }
    runtime.scheduler.release(hold);
    await runtime.onSettled();
  });

  test('is halved until the record stands alone; the others are processed in order', async () => {
    const names = (await notesOf('halving')).map((note) => note.names).join(' ');
    expect(names).toBe('a b c d');
  });

  test('is processed up to the reported record, and then after it', async () => {
    const names = (await notesOf('reporting')).map((note) => note.names).join(' ');
    expect(names).toBe('a b c d');
  });

  test('waits for its batching window on the virtual clock', async () => {
    const [first] = await notesOf('halving');
    expect(first?.at).toBeGreaterThanOrEqual(startAt + 30_000);
  });

  test('leaves a notice of the record at the failure destination, from each mapping', async () => {
    const notices: Record<string, unknown>[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl('failures'), MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) {
        break;
      }
      notices.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '{}') as Record<string, unknown>));
    }
    expect(notices).toHaveLength(2);
    for (const notice of notices) {
      expect(notice).toMatchObject({
        requestContext: { condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining('table/records/stream/') },
      });
    }
  });

  test('is not read again after a restart', async () => {
    const before = await notesOf('');
    await runtime.stop();
    runtime = await startRuntime({
      cdkOut: made.cdkOut,
      dataFolder: made.dataFolder,
      port: 0,
      clock: 'jump',
    });
    const options = {
      endpoint: runtime.url,
      region: runtime.region,
      credentials: runtime.operatorCredentials,
    };
    dynamodb = new DynamoDBClient(options);
    sqs = new SQSClient(options);
    await runtime.onSettled();
    expect(await notesOf('')).toEqual(before);
  });
});

describe('a queue with a filter and a batching window', () => {
  test('gives the function the messages that it wants, together, and drops the others', async () => {
    const began = runtime.clock.now();
    const hold = runtime.scheduler.hold('sending', 60);
    for (const [id, kind] of Object.entries({
      one: 'wanted',
      two: 'other',
      three: 'wanted too',
      four: 'wanted',
    })) {
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl('queue'), MessageBody: JSON.stringify({ id, kind }) }),
      );
    }
    runtime.scheduler.release(hold);
    await runtime.onSettled();
    const notes = await notesOf('choosing');
    expect(notes.map((note) => note.names)).toEqual(['one three four']);
    expect(notes[0]?.at).toBe(began + 20_000);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl('queue'), AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });
});
