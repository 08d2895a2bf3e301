import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import {
  type DynamoDbWorld,
  claimsTable,
  openDynamoDbWorld,
  plainTable,
  startOfWorld,
} from './dynamodb-world.ts';

let world: DynamoDbWorld;
beforeAll(() => {
  world = openDynamoDbWorld([plainTable, claimsTable]);
});
afterAll(() => world.close());

const put = (pk: string, rest: JsonObject = {}): JsonObject => ({
  Put: { TableName: 'plain', Item: { pk: { S: pk }, ...rest } },
});
const key = (pk: string): JsonObject => ({ pk: { S: pk } });
const write = (TransactItems: JsonObject[], more: JsonObject = {}) =>
  world.call('TransactWriteItems', { TransactItems, ...more });
const errorOf = (TransactItems: JsonObject[], more: JsonObject = {}) =>
  world.errorOf('TransactWriteItems', { TransactItems, ...more });
const stored = async (pk: string) =>
  (await world.call('GetItem', { TableName: 'plain', Key: key(pk) }))['Item'];

const increment = (pk: string): JsonObject => ({
  Update: {
    TableName: 'plain',
    Key: key(pk),
    UpdateExpression: 'ADD balance :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});

describe('A transaction of writes', () => {
  test('puts, updates, deletes and checks on two tables at once', async () => {
    await write([put('t1', { a: { N: '1' } }), put('t2')]);
    const claim = { pk: { S: 'p#1' }, sk: { S: 'claim' }, status: { S: 'open' }, dueAt: { N: '1' } };
    await write([
      { Put: { TableName: 'claims', Item: claim, ConditionExpression: 'attribute_not_exists(pk)' } },
      increment('t1'),
      { Delete: { TableName: 'plain', Key: key('t2') } },
      {
        ConditionCheck: {
          TableName: 'plain',
          Key: key('t3'),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    expect(await stored('t1')).toEqual({ pk: { S: 't1' }, a: { N: '1' }, balance: { N: '1' } });
    expect(await stored('t2')).toBeUndefined();
    expect(await stored('t3')).toBeUndefined();
    const index = await world.call('Scan', { TableName: 'claims', IndexName: 'by-status' });
    expect(index).toMatchObject({ Count: 1 });
  });

  test('writes nothing when one condition fails, and says which', async () => {
    await write([put('c1', { a: { N: '1' } })]);
    const error = await errorOf([
      put('c2'),
      { Put: { TableName: 'plain', Item: key('c1'), ConditionExpression: 'attribute_not_exists(pk)' } },
      {
        Update: {
          TableName: 'plain',
          Key: key('c1b'),
          UpdateExpression: 'SET a = :a',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':a': { N: '1' } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      statusCode: 400,
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
    });
    expect(error.members).toEqual({
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    });
    expect(await stored('c2')).toBeUndefined();
    const withItem = await errorOf([
      {
        Delete: {
          TableName: 'plain',
          Key: key('c1'),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
    expect(withItem.members).toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { pk: { S: 'c1' }, a: { N: '1' } } }],
    });
  });

  test.each<[JsonObject, string]>([
    [
      { Put: { TableName: 'plain', Item: { pk: { N: '7' } } } },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      { Delete: { TableName: 'plain', Key: { id: { S: '7' } } } },
      'The provided key element does not match the schema',
    ],
    [
      { Update: { TableName: 'plain', Key: key('v'), UpdateExpression: 'SET a = b' } },
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      { Put: { TableName: 'plain', Item: { pk: { S: 'v' }, a: { S: 'x'.repeat(410_000) } } } },
      'Item size has exceeded the maximum allowed size',
    ],
  ])('is cancelled by an action that cannot be', async (wrong, message) => {
    const error = await errorOf([put('v1'), wrong, put('v2')]);
    expect(error.name).toBe('TransactionCanceledException');
    expect(error.members).toEqual({
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: message },
        { Code: 'None' },
      ],
    });
    expect(await stored('v1')).toBeUndefined();
  });

  test.each<[string, JsonObject[], JsonObject, string]>([
    [
      'no action',
      [],
      {},
      "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      '101 actions',
      Array.from({ length: 101 }, (_, n) => put(`m${n}`)),
      {},
      "at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100",
    ],
    [
      'one item twice',
      [put('d'), increment('d')],
      {},
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'two kinds in one action',
      [{ ...put('d'), ...increment('d') }],
      {},
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'a check without a condition',
      [{ ConditionCheck: { TableName: 'plain', Key: key('d') } }],
      {},
      "Value null at 'conditionExpression' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a name that is not defined',
      [{ Put: { TableName: 'plain', Item: key('d'), ConditionExpression: 'attribute_exists(#x)' } }],
      {},
      'attribute name: #x',
    ],
    [
      'a token too long',
      [put('d')],
      { ClientRequestToken: 'x'.repeat(37) },
      "at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36",
    ],
    [
      'more than 4 MB',
      Array.from({ length: 50 }, (_, n) => put(`s${n}`, { a: { S: 'x'.repeat(100_000) } })),
      {},
      'size cannot exceed 4194304',
    ],
  ])('with %s is refused whole', async (_, items, more, message) => {
    const error = await errorOf(items, more);
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain(message);
  });

  test('takes 100 actions, and deletes more than 4 MB', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `hundred ${n}`);
    for (const half of [names.slice(0, 40), names.slice(40, 80), names.slice(80)]) {
      await write(half.map((pk) => put(pk, { a: { S: 'x'.repeat(100_000) } })));
    }
    await write(names.map((pk) => ({ Delete: { TableName: 'plain', Key: key(pk) } })));
    expect(await stored('hundred 99')).toBeUndefined();
  });

  test('with a token happens once in ten minutes', async () => {
    const token = { ClientRequestToken: 'posting-1' };
    await write([increment('once')], token);
    await write([increment('once')], token);
    expect(await stored('once')).toMatchObject({ balance: { N: '1' } });
    const other = await errorOf([increment('other')], token);
    expect(other.name).toBe('IdempotentParameterMismatchException');
    world.now += 10 * 60 * 1000;
    await write([increment('once')], token);
    expect(await stored('once')).toMatchObject({ balance: { N: '2' } });
    world.now = startOfWorld;
  });

  test('that failed may come again under its token', async () => {
    const items = [
      { Put: { TableName: 'plain', Item: key('again'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ];
    await write([put('again')]);
    const token = { ClientRequestToken: 'posting-2' };
    expect((await errorOf(items, token)).name).toBe('TransactionCanceledException');
    await world.call('DeleteItem', { TableName: 'plain', Key: key('again') });
    await write(items, token);
    expect(await stored('again')).toEqual(key('again'));
  });

  test('running beside others loses nothing', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        write([increment('left'), increment('right'), put(`beside ${n}`)]),
      ),
    );
    expect(await stored('left')).toMatchObject({ balance: { N: '200' } });
    expect(await stored('right')).toMatchObject({ balance: { N: '200' } });
  });
});

describe('A transaction of reads', () => {
  test('answers each item in its place', async () => {
    await write([put('g1', { a: { N: '1' }, b: { N: '2' } }), put('g2')]);
    const answer = await world.call('TransactGetItems', {
      TransactItems: [
        { Get: { TableName: 'plain', Key: key('g1'), ProjectionExpression: 'b' } },
        { Get: { TableName: 'plain', Key: key('none') } },
        { Get: { TableName: 'plain', Key: key('g2') } },
      ],
    });
    expect(answer).toEqual({ Responses: [{ Item: { b: { N: '2' } } }, {}, { Item: key('g2') }] });
  });
});
