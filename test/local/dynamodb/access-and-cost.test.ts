import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld, plainTable } from './dynamodb-world.ts';

let world: DynamoDbWorld;
beforeEach(() => {
  world = openDynamoDbWorld([
    { ...plainTable, kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/k' },
    claimsTable,
  ]);
});
afterEach(() => world.close());

const key = (pk: string): JsonObject => ({ pk: { S: pk } });
const claim = (rest: JsonObject = {}): JsonObject => ({ pk: { S: 'p#1' }, sk: { S: 'claim' }, ...rest });

describe('Authorization', () => {
  const asks = (action: string, resource: string, context: Record<string, string>) => ({
    action: `dynamodb:${action}`,
    resource,
    context,
  });
  const leading = (keys: string) => ({ 'dynamodb:LeadingKeys': keys });

  test.each<[string, JsonObject, ReturnType<typeof asks>[]]>([
    ['GetItem', { TableName: 'plain', Key: key('a') }, [asks('GetItem', plainTable.arn, leading('a'))]],
    [
      'PutItem',
      { TableName: plainTable.arn, Item: key('a') },
      [asks('PutItem', plainTable.arn, leading('a'))],
    ],
    [
      'DeleteItem',
      { TableName: 'plain', Key: key('a'), ReturnValues: 'ALL_OLD' },
      [asks('DeleteItem', plainTable.arn, { ...leading('a'), 'dynamodb:ReturnValues': 'ALL_OLD' })],
    ],
    [
      'Query',
      {
        TableName: 'claims',
        IndexName: 'by-status',
        Select: 'COUNT',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: 'open' } },
      },
      [
        asks('Query', `${claimsTable.arn}/index/by-status`, {
          ...leading('open'),
          'dynamodb:Select': 'COUNT',
        }),
      ],
    ],
    ['Scan', { TableName: 'claims' }, [asks('Scan', claimsTable.arn, {})]],
    [
      'BatchGetItem',
      { RequestItems: { plain: { Keys: [key('a'), key('b')] }, claims: { Keys: [claim()] } } },
      [
        asks('BatchGetItem', plainTable.arn, leading('a\nb')),
        asks('BatchGetItem', claimsTable.arn, leading('p#1')),
      ],
    ],
    [
      'BatchWriteItem',
      { RequestItems: { plain: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }] } },
      [asks('BatchWriteItem', plainTable.arn, leading('a\nb'))],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'plain', Item: key('a') } },
          { Put: { TableName: 'plain', Item: key('b') } },
          { Delete: { TableName: 'plain', Key: key('c') } },
          {
            ConditionCheck: {
              TableName: 'claims',
              Key: claim(),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
      },
      [
        asks('PutItem', plainTable.arn, {
          ...leading('a\nb'),
          'dynamodb:EnclosingOperation': 'TransactWriteItems',
        }),
        asks('DeleteItem', plainTable.arn, {
          ...leading('c'),
          'dynamodb:EnclosingOperation': 'TransactWriteItems',
        }),
        asks('ConditionCheckItem', claimsTable.arn, {
          ...leading('p#1'),
          'dynamodb:EnclosingOperation': 'TransactWriteItems',
        }),
      ],
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'plain', Key: key('a') } }] },
      [
        asks('GetItem', plainTable.arn, {
          ...leading('a'),
          'dynamodb:EnclosingOperation': 'TransactGetItems',
        }),
      ],
    ],
    [
      'DescribeStream',
      { StreamArn: claimsTable.streamArn ?? '' },
      [asks('DescribeStream', claimsTable.streamArn ?? '', {})],
    ],
    ['DescribeTable', { TableName: 'claims' }, [asks('DescribeTable', claimsTable.arn, {})]],
  ])('of %s asks for each action on each resource', async (operation, input, expected) => {
    await world.call(operation, input);
    expect(world.questions).toEqual(expected);
  });

  test('refused leaves everything as it was, and hides whether a table is there', async () => {
    world.denied.add('dynamodb:PutItem').add('dynamodb:GetItem');
    expect((await world.errorOf('PutItem', { TableName: 'plain', Item: key('a') })).name).toBe(
      'AccessDeniedException',
    );
    const inTransaction = {
      TransactItems: [
        { Delete: { TableName: 'plain', Key: key('b') } },
        { Put: { TableName: 'plain', Item: key('a') } },
      ],
    };
    expect((await world.errorOf('TransactWriteItems', inTransaction)).name).toBe('AccessDeniedException');
    expect((await world.errorOf('GetItem', { TableName: 'none-such', Key: key('a') })).name).toBe(
      'AccessDeniedException',
    );
    expect(await world.call('Scan', { TableName: 'plain', Select: 'COUNT' })).toMatchObject({ Count: 0 });
  });
});

describe('Cost', () => {
  const kilobytes = (count: number) => ({ S: 'x'.repeat(count * 1024 - 100) });
  const spent = (kind: 'read' | 'write') => world.counts.get(`dynamodb ${kind}-request-units`) ?? 0;

  test.each<[string, string, JsonObject, number]>([
    ['a small put', 'PutItem', { TableName: 'plain', Item: key('a') }, 1],
    ['a put of 3 KB', 'PutItem', { TableName: 'plain', Item: { ...key('a'), a: kilobytes(3) } }, 3],
    ['a delete of nothing', 'DeleteItem', { TableName: 'plain', Key: key('a') }, 1],
    [
      'a put with two index entries',
      'PutItem',
      { TableName: 'claims', Item: claim({ status: { S: 'open' }, dueAt: { N: '1' } }) },
      3,
    ],
    [
      'two puts in a transaction',
      'TransactWriteItems',
      { TransactItems: ['a', 'b'].map((pk) => ({ Put: { TableName: 'plain', Item: key(pk) } })) },
      4,
    ],
  ])('of %s is counted', async (_, operation, input, units) => {
    const answer = await world.call(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
    expect(spent('write')).toBe(units);
    expect(JSON.stringify(answer)).toContain(`"CapacityUnits":${units}`);
    expect(world.counts.get(`dynamodb ${operation}`)).toBe(1);
  });

  test('of index entries is that of what changes in them', async () => {
    const put = async (rest: JsonObject) => {
      const before = spent('write');
      await world.call('PutItem', { TableName: 'claims', Item: claim(rest) });
      return spent('write') - before;
    };
    const open = { status: { S: 'open' }, dueAt: { N: '1' } };
    expect(await put(open)).toBe(3);
    expect(await put({ ...open, note: { S: 'not in an index' } })).toBe(1);
    expect(await put({ ...open, payer: { S: 'projected' } })).toBe(2);
    expect(await put({ ...open, status: { S: 'paid' } })).toBe(3);
    expect(await put({ ...open, dueAt: { N: '2' } })).toBe(5);
    expect(await put({})).toBe(3);
  });

  test('of a failed condition is that of the item it looked at', async () => {
    await world.call('PutItem', { TableName: 'plain', Item: { ...key('a'), a: kilobytes(3) } });
    const before = spent('write');
    const input = { TableName: 'plain', Key: key('a'), ConditionExpression: 'attribute_not_exists(pk)' };
    await world.errorOf('DeleteItem', input);
    expect(spent('write') - before).toBe(3);
    await world.errorOf('TransactWriteItems', { TransactItems: [{ Delete: input }] });
    expect(spent('write') - before).toBe(9);
  });

  test('of reads is by 4 KB, half when eventually consistent, double in a transaction', async () => {
    await world.call('PutItem', { TableName: 'plain', Item: { ...key('a'), a: kilobytes(9) } });
    const units = async (operation: string, input: JsonObject) => {
      const before = spent('read');
      await world.call(operation, input);
      return spent('read') - before;
    };
    const get = { TableName: 'plain', Key: key('a') };
    expect(await units('GetItem', get)).toBe(1.5);
    expect(await units('GetItem', { ...get, ConsistentRead: true })).toBe(3);
    expect(await units('GetItem', { TableName: 'plain', Key: key('none') })).toBe(0.5);
    expect(await units('TransactGetItems', { TransactItems: [{ Get: get }] })).toBe(6);
    await world.call('PutItem', { TableName: 'plain', Item: { ...key('b'), a: kilobytes(2) } });
    expect(await units('Scan', { TableName: 'plain' })).toBe(1.5);
  });

  test('of the table key is one use in five minutes', async () => {
    const get = () => world.call('GetItem', { TableName: 'plain', Key: key('a') });
    await get();
    await get();
    world.now += 299_999;
    await get();
    expect(world.counts.get('kms table-key')).toBe(1);
    world.now += 1;
    await get();
    expect(world.counts.get('kms table-key')).toBe(2);
    await world.call('Scan', { TableName: 'claims' });
    expect(world.counts.get('kms table-key')).toBe(2);
  });

  test('is reported by index when asked', async () => {
    const answer = await world.call('PutItem', {
      TableName: 'claims',
      Item: claim({ status: { S: 'open' }, dueAt: { N: '1' } }),
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(answer).toEqual({
      ConsumedCapacity: {
        TableName: 'claims',
        CapacityUnits: 3,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { 'by-status': { CapacityUnits: 1 } },
        LocalSecondaryIndexes: { 'by-due': { CapacityUnits: 1 } },
      },
    });
  });
});
