import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  UpdateItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError, type JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld } from './dynamodb-world.ts';

let world: DynamoDbWorld;
let server: Server;
let client: DynamoDBClient;

/** JSON 1.0 with X-Amz-Target, the least of it. */
function serve(): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const answer = (status: number, body: JsonObject) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(body));
      };
      world
        .call(operation, JSON.parse(Buffer.concat(chunks).toString('utf8')) as JsonObject)
        .then((body) => answer(200, body))
        .catch((error: unknown) => {
          const known =
            error instanceof AwsError ? error : new AwsError('InternalServerError', String(error), 500);
          answer(known.statusCode, {
            ...known.members,
            __type: `com.amazonaws.dynamodb.v20120810#${known.name}`,
            message: known.message,
          });
        });
    });
  });
}

beforeAll(async () => {
  world = openDynamoDbWorld([claimsTable]);
  server = serve();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
  world.close();
});

const TableName = 'claims';
const Key = marshall({ pk: 'p#1', sk: 'claim' });

test('The SDK writes and reads every kind of value', async () => {
  const item = {
    pk: 'p#1',
    sk: 'claim',
    billed: 125.5,
    paid: false,
    none: null,
    scan: new Uint8Array([1, 2, 255]),
    codes: new Set(['99213', '87880']),
    units: new Set([1, 2]),
    charges: [{ code: '99213' }, 'note'],
  };
  await client.send(new PutItemCommand({ TableName, Item: marshall(item) }));
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  expect(unmarshall(Item ?? {})).toEqual(item);
});

test('The SDK gets the errors of AWS as their classes', async () => {
  const put = new PutItemCommand({
    TableName,
    Item: Key,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  const failed = await client.send(put).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ConditionalCheckFailedException);
  expect(failed).toMatchObject({ Item: { billed: { N: '125.5' } } });
  const cancelled = await client
    .send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: marshall({ pk: 'p#1', sk: 'x' }) } },
          { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
    )
    .catch((error: unknown) => error);
  expect(cancelled).toBeInstanceOf(TransactionCanceledException);
  expect(cancelled).toMatchObject({
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  await expect(client.send(new GetItemCommand({ TableName: 'none-such', Key }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

test('The SDK updates, queries an index and pages through a scan', async () => {
  for (let line = 0; line < 7; line += 1) {
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: marshall({ pk: 'p#2', sk: `line#${line}` }),
        UpdateExpression: 'SET #s = :open ADD dueAt :due',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: marshall({ ':open': 'open', ':due': 7 - line }),
      }),
    );
  }
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-status',
      KeyConditionExpression: '#s = :open AND dueAt < :due',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: marshall({ ':open': 'open', ':due': 3 }),
    }),
  );
  expect((Items ?? []).map((item) => unmarshall(item)['sk'])).toEqual(['line#6', 'line#5']);
  let count = 0;
  for await (const page of paginateScan({ client, pageSize: 3 }, { TableName })) {
    count += page.Count ?? 0;
  }
  expect(count).toBe(8);
});
