import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld } from './dynamodb-world.ts';

const numbersTable = {
  ...claimsTable,
  arn: claimsTable.arn.replace('claims', 'numbers'),
  name: 'numbers',
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'N' as const },
  ],
  globalSecondaryIndexes: [],
  localSecondaryIndexes: [],
  streamViewType: undefined,
  streamArn: undefined,
};
const binaryTable = {
  ...numbersTable,
  arn: claimsTable.arn.replace('claims', 'binaries'),
  name: 'binaries',
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'B' as const },
  ],
};

let world: DynamoDbWorld;
const sortKeys = ['claim', 'line#01', 'line#02', 'line#10', 'remit#1', 'é'];

beforeAll(async () => {
  world = openDynamoDbWorld([claimsTable, numbersTable, binaryTable]);
  for (const [index, sk] of sortKeys.entries()) {
    await world.call('PutItem', {
      TableName: 'claims',
      Item: {
        pk: { S: 'p#1' },
        sk: { S: sk },
        payer: { S: index % 2 === 0 ? 'aetna' : 'cigna' },
        note: { S: `note ${index}` },
        ...(index < 4 ? { status: { S: 'open' }, dueAt: { N: String(10 - index) } } : {}),
      },
    });
  }
  await world.call('PutItem', { TableName: 'claims', Item: { pk: { S: 'p#2' }, sk: { S: 'claim' } } });
});
afterAll(() => world.close());

function sortKeysOf(answer: JsonObject): string[] {
  const items = answer['Items'];
  return (Array.isArray(items) ? items : []).map((item) => {
    const sk = typeof item === 'object' && item !== null && !Array.isArray(item) ? item['sk'] : undefined;
    const [value] = typeof sk === 'object' && sk !== null ? Object.values(sk) : [];
    return typeof value === 'string' ? value : 'none';
  });
}

async function every(operation: string, input: JsonObject): Promise<JsonObject[]> {
  const pages: JsonObject[] = [];
  let start: JsonObject = {};
  do {
    const page = await world.call(operation, { ...input, ...start });
    pages.push(page);
    start = page['LastEvaluatedKey'] === undefined ? {} : { ExclusiveStartKey: page['LastEvaluatedKey'] };
  } while ('ExclusiveStartKey' in start);
  return pages;
}

const onePartition = {
  TableName: 'claims',
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: 'p#1' } },
};
const within = (condition: string, values: JsonObject): JsonObject => ({
  TableName: 'claims',
  KeyConditionExpression: `pk = :p AND ${condition}`,
  ExpressionAttributeValues: { ':p': { S: 'p#1' }, ...values },
});

describe('A query', () => {
  test.each<[string, JsonObject, string[]]>([
    ['sk = :a', { ':a': { S: 'line#02' } }, ['line#02']],
    ['sk > :a', { ':a': { S: 'line#02' } }, ['line#10', 'remit#1', 'é']],
    ['sk >= :a', { ':a': { S: 'line#10' } }, ['line#10', 'remit#1', 'é']],
    ['sk < :a', { ':a': { S: 'line#02' } }, ['claim', 'line#01']],
    ['sk <= :a', { ':a': { S: 'line#01' } }, ['claim', 'line#01']],
    [':a < sk', { ':a': { S: 'line#10' } }, ['remit#1', 'é']],
    [
      'sk BETWEEN :a AND :b',
      { ':a': { S: 'line#01' }, ':b': { S: 'line#10' } },
      ['line#01', 'line#02', 'line#10'],
    ],
    ['begins_with(sk, :a)', { ':a': { S: 'line#' } }, ['line#01', 'line#02', 'line#10']],
    ['begins_with(sk, :a)', { ':a': { S: 'x' } }, []],
  ])('%s with %j', async (condition, values, expected) => {
    const input = within(condition, values);
    const forward = await world.call('Query', input);
    expect(sortKeysOf(forward)).toEqual(expected);
    expect(forward).toMatchObject({ Count: expected.length, ScannedCount: expected.length });
    const backward = await world.call('Query', { ...input, ScanIndexForward: false });
    expect(sortKeysOf(backward)).toEqual(expected.toReversed());
    for (const ScanIndexForward of [true, false]) {
      const pages = await every('Query', { ...input, Limit: 1, ScanIndexForward });
      expect(pages.flatMap(sortKeysOf)).toEqual(ScanIndexForward ? expected : expected.toReversed());
    }
  });

  test('numbers sort as numbers and binaries as bytes', async () => {
    const numbers = [
      '-1E20',
      '-12.5',
      '-12',
      '-1',
      '-0.01',
      '0',
      '1E-20',
      '0.5',
      '1',
      '1.05',
      '9',
      '10',
      '99.9',
      '100',
      '1E30',
    ];
    const plain = numbers.map((text) => (text.includes('E') ? undefined : text));
    for (const sk of numbers.toReversed()) {
      await world.call('PutItem', { TableName: 'numbers', Item: { pk: { S: 'a' }, sk: { N: sk } } });
    }
    const answer = await world.call('Query', {
      ...onePartition,
      TableName: 'numbers',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    });
    expect(sortKeysOf(answer).map((sk, index) => (plain[index] === undefined ? undefined : sk))).toEqual(
      plain,
    );
    for (const bytes of [[0xff, 0xff], [0x01], [0xff], [0x00, 0x05], [0xff, 0x00]]) {
      await world.call('PutItem', {
        TableName: 'binaries',
        Item: { pk: { S: 'a' }, sk: { B: Buffer.from(bytes).toString('base64') } },
      });
    }
    const binaries = await world.call('Query', {
      TableName: 'binaries',
      KeyConditionExpression: 'pk = :p AND begins_with(sk, :ff)',
      ExpressionAttributeValues: { ':p': { S: 'a' }, ':ff': { B: Buffer.from([0xff]).toString('base64') } },
    });
    expect(sortKeysOf(binaries)).toEqual(
      [[0xff], [0xff, 0x00], [0xff, 0xff]].map((bytes) => Buffer.from(bytes).toString('base64')),
    );
  });

  test('filters after the limit, and counts both', async () => {
    const answer = await world.call('Query', {
      ...onePartition,
      FilterExpression: 'payer = :a',
      ExpressionAttributeValues: { ':p': { S: 'p#1' }, ':a': { S: 'aetna' } },
      Limit: 3,
    });
    expect(answer).toMatchObject({
      Count: 2,
      ScannedCount: 3,
      LastEvaluatedKey: { pk: { S: 'p#1' }, sk: { S: 'line#02' } },
    });
    const counted = await world.call('Query', { ...onePartition, Select: 'COUNT' });
    expect(counted).toEqual({ Count: 6, ScannedCount: 6 });
  });

  test('a page has 1 MB', async () => {
    for (let index = 0; index < 12; index += 1) {
      await world.call('PutItem', {
        TableName: 'numbers',
        Item: { pk: { S: 'pages' }, sk: { N: String(index) }, text: { S: 'x'.repeat(200 * 1024) } },
      });
    }
    const pages = await every('Query', {
      ...onePartition,
      TableName: 'numbers',
      ExpressionAttributeValues: { ':p': { S: 'pages' } },
    });
    expect(pages.map((page) => page['Count'])).toEqual([6, 6, 0]);
  });

  test('a global index shows what it projects, in its own order', async () => {
    const input = {
      TableName: 'claims',
      IndexName: 'by-status',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': { S: 'open' } },
    };
    const answer = await world.call('Query', input);
    expect(sortKeysOf(answer)).toEqual(['line#10', 'line#02', 'line#01', 'claim']);
    expect(answer).toMatchObject({ Items: [{ payer: { S: 'cigna' }, dueAt: { N: '7' } }, {}, {}, {}] });
    expect(JSON.stringify(answer)).not.toContain('note');
    const pages = await every('Query', { ...input, Limit: 3, ScanIndexForward: false });
    expect(pages.map(sortKeysOf)).toEqual([['claim', 'line#01', 'line#02'], ['line#10']]);
    expect(pages[0]?.['LastEvaluatedKey']).toEqual({
      pk: { S: 'p#1' },
      sk: { S: 'line#02' },
      status: { S: 'open' },
      dueAt: { N: '8' },
    });
  });

  test('a local index reads through to the table for what it does not hold', async () => {
    const input = { ...onePartition, IndexName: 'by-due', ConsistentRead: true, Limit: 1 };
    expect((await world.call('Query', input))['Items']).toEqual([
      { pk: { S: 'p#1' }, sk: { S: 'line#10' }, dueAt: { N: '7' } },
    ]);
    expect((await world.call('Query', { ...input, ProjectionExpression: 'note' }))['Items']).toEqual([
      { note: { S: 'note 3' } },
    ]);
    expect((await world.call('Query', { ...input, Select: 'ALL_ATTRIBUTES' }))['Items']).toMatchObject([
      { note: { S: 'note 3' } },
    ]);
  });

  test.each<[JsonObject, string]>([
    [
      { KeyConditionExpression: null, ExpressionAttributeValues: null },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [{ KeyConditionExpression: 'sk = :p' }, 'Query condition missed key schema element: pk'],
    [{ KeyConditionExpression: 'pk > :p' }, 'Query key condition not supported'],
    [{ KeyConditionExpression: 'pk = :p AND note = :p' }, 'Query condition missed key schema element: sk'],
    [{ KeyConditionExpression: 'pk = :p OR sk = :p' }, 'Invalid operator used in KeyConditionExpression: OR'],
    [
      { KeyConditionExpression: 'pk = :p AND pk = :p' },
      'KeyConditionExpressions must only contain one condition per key',
    ],
    [
      { KeyConditionExpression: 'pk = :p AND contains(sk, :p)' },
      'Invalid operator used in KeyConditionExpression: contains',
    ],
    [
      { KeyConditionExpression: 'pk.a = :p' },
      'KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      {
        KeyConditionExpression: 'pk = :p AND sk = :n',
        ExpressionAttributeValues: { ':p': { S: 'a' }, ':n': { N: '1' } },
      },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      { FilterExpression: 'sk = :p' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [{ IndexName: 'none-such' }, 'The table does not have the specified index: none-such'],
    [
      {
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :p',
        ExpressionAttributeNames: { '#s': 'status' },
        ConsistentRead: true,
      },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      {
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :p',
        ExpressionAttributeNames: { '#s': 'status' },
        ProjectionExpression: 'note',
      },
      'One or more parameter values were invalid: Global secondary index by-status does not project [note]',
    ],
    [
      {
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :p',
        ExpressionAttributeNames: { '#s': 'status' },
        Select: 'ALL_ATTRIBUTES',
      },
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-status because its projection type is not ALL',
    ],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { ExclusiveStartKey: { pk: { S: 'p#1' } } },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      { ExclusiveStartKey: { pk: { S: 'p#2' }, sk: { S: 'a' } } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
  ])('with %j is refused: %s', async (change, message) => {
    const error = await world.errorOf('Query', { ...onePartition, ...change });
    expect(error).toMatchObject({ name: 'ValidationException', message });
  });
});

describe('A scan', () => {
  test('finds every item once, however it is cut', async () => {
    const all = await world.call('Scan', { TableName: 'claims' });
    expect(all).toMatchObject({ Count: 7, ScannedCount: 7 });
    const pages = await every('Scan', { TableName: 'claims', Limit: 2 });
    expect(pages.flatMap(sortKeysOf)).toEqual(sortKeysOf(all));
    const segments = await Promise.all(
      [0, 1, 2].map((Segment) => every('Scan', { TableName: 'claims', Segment, TotalSegments: 3, Limit: 2 })),
    );
    expect(segments.flat().flatMap(sortKeysOf).sort()).toEqual(sortKeysOf(all).sort());
  });

  test('filters, projects, and reads an index', async () => {
    const filtered = await world.call('Scan', {
      TableName: 'claims',
      FilterExpression: 'attribute_exists(dueAt) AND sk > :a',
      ProjectionExpression: 'sk',
      ExpressionAttributeValues: { ':a': { S: 'line#01' } },
    });
    expect(filtered).toEqual({
      Items: [{ sk: { S: 'line#02' } }, { sk: { S: 'line#10' } }],
      Count: 2,
      ScannedCount: 7,
    });
    const pages = await every('Scan', { TableName: 'claims', IndexName: 'by-status', Limit: 3 });
    expect(pages.map((page) => page['Count'])).toEqual([3, 1]);
  });
});
