import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld, plainTable } from './dynamodb-world.ts';

let world: DynamoDbWorld;
beforeAll(() => {
  world = openDynamoDbWorld([plainTable, claimsTable]);
});
afterAll(() => world.close());

const claim = (sk: string, rest: JsonObject = {}): JsonObject => ({
  pk: { S: 'p#1' },
  sk: { S: sk },
  ...rest,
});
const key = (sk: string): JsonObject => ({ pk: { S: 'p#1' }, sk: { S: sk } });

async function stored(sk: string): Promise<unknown> {
  return (await world.call('GetItem', { TableName: 'claims', Key: key(sk), ConsistentRead: true }))['Item'];
}

describe('Values', () => {
  test.each([
    ['007', '7'],
    ['-0', '0'],
    ['1.500', '1.5'],
    ['1e3', '1000'],
    ['12.5E-3', '0.0125'],
    ['+4', '4'],
    ['-12345678901234567890123456789012345678', '-12345678901234567890123456789012345678'],
    ['0.00000000000000000000000000000000000001', '0.00000000000000000000000000000000000001'],
    ['1E125', `1${'0'.repeat(125)}`],
  ])('the number %s is kept as %s', async (given, kept) => {
    await world.call('PutItem', { TableName: 'plain', Item: { pk: { S: 'n' }, n: { N: given } } });
    const answer = await world.call('GetItem', { TableName: 'plain', Key: { pk: { S: 'n' } } });
    expect(answer['Item']).toEqual({ pk: { S: 'n' }, n: { N: kept } });
  });

  const invalid = 'One or more parameter values were invalid: ';
  test.each<[JsonObject, string]>([
    [
      { N: '1E126' },
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
    [
      { N: '1E-131' },
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    ],
    [
      { N: '123456789012345678901234567890123456789' },
      'Attempting to store more than 38 significant digits in a Number',
    ],
    [{ N: 'x' }, 'The parameter cannot be converted to a numeric value: x'],
    [{ N: '' }, 'The parameter cannot be converted to a numeric value'],
    [{}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [
      { S: 'a', N: '1' },
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [{ NULL: false }, `${invalid}Null attribute value types must have the value of true`],
    [{ SS: [] }, `${invalid}An string set  may not be empty`],
    [{ NS: [] }, `${invalid}An number set  may not be empty`],
    [{ BS: [] }, `${invalid}Binary sets should not be empty`],
    [{ SS: ['a', 'a'] }, `${invalid}Input collection [a, a] contains duplicates.`],
    [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  ])('%j is refused: %s', async (value, message) => {
    const error = await world.errorOf('PutItem', { TableName: 'plain', Item: { pk: { S: 'n' }, a: value } });
    expect(error).toMatchObject({ name: 'ValidationException', message });
  });

  test.each<[JsonObject]>([[{ S: 1 }], [{ BOOL: 'true' }], [{ L: 'x' }], [{ M: [] }], [{ B: '!' }]])(
    '%j is no value of its type',
    async (value) => {
      const error = await world.errorOf('PutItem', {
        TableName: 'plain',
        Item: { pk: { S: 'n' }, a: value },
      });
      expect(error.name).toBe('SerializationException');
    },
  );

  test('sets do not keep an order, and attributes may have any name', async () => {
    const odd = JSON.parse('{"pk":{"S":"odd"},"__proto__":{"S":"x"},"a b.c":{"SS":["b","a"]}}') as JsonObject;
    await world.call('PutItem', { TableName: 'plain', Item: odd });
    const answer = await world.call('GetItem', { TableName: 'plain', Key: { pk: { S: 'odd' } } });
    expect(JSON.stringify(answer['Item'])).toBe(
      '{"pk":{"S":"odd"},"__proto__":{"S":"x"},"a b.c":{"SS":["a","b"]}}',
    );
  });

  test('a document deeper than 32 levels is refused', async () => {
    let value: JsonObject = { S: 'leaf' };
    for (let depth = 0; depth < 33; depth += 1) {
      value = { L: [value] };
    }
    const error = await world.errorOf('PutItem', { TableName: 'plain', Item: { pk: { S: 'deep' }, value } });
    expect(error.message).toContain('Nesting Levels have exceeded supported limits');
  });
});

describe('Keys', () => {
  test.each<[string, JsonObject, string]>([
    [
      'PutItem',
      { Item: { pk: { S: 'a' } } },
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'PutItem',
      { Item: { pk: { N: '1' }, sk: { S: 'a' } } },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      'PutItem',
      { Item: { pk: { S: '' }, sk: { S: 'a' } } },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'PutItem',
      { Item: claim('a', { dueAt: { S: 'soon' } }) },
      'One or more parameter values were invalid: Type mismatch for Index Key dueAt Expected: N Actual: S IndexName: by-status',
    ],
    [
      'PutItem',
      { Item: claim('a', { status: { S: '' } }) },
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-status, IndexKey: status',
    ],
    [
      'PutItem',
      { Item: { pk: { S: 'x'.repeat(2049) }, sk: { S: 'a' } } },
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      'PutItem',
      { Item: claim('x'.repeat(1025)) },
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    ],
    ['GetItem', { Key: { pk: { S: 'a' } } }, 'The provided key element does not match the schema'],
    [
      'GetItem',
      { Key: { ...claim('a'), more: { S: 'x' } } },
      'The provided key element does not match the schema',
    ],
    [
      'DeleteItem',
      { Key: { pk: { S: 'a' }, sk: { N: '1' } } },
      'The provided key element does not match the schema',
    ],
    [
      'UpdateItem',
      {
        Key: claim('a'),
        UpdateExpression: 'SET dueAt = :v',
        ExpressionAttributeValues: { ':v': { S: 'x' } },
      },
      'The update expression attempted to update the secondary index key to unsupported type',
    ],
  ])('%s with %j is refused: %s', async (operation, input, message) => {
    const error = await world.errorOf(operation, { TableName: 'claims', ...input });
    expect(error).toMatchObject({ name: 'ValidationException', message });
  });

  test.each([
    ['GetItem', { Key: { pk: { S: 'a' } } }, 'ResourceNotFoundException', 'Requested resource not found'],
    [
      'DescribeTable',
      {},
      'ResourceNotFoundException',
      'Requested resource not found: Table: none-such not found',
    ],
  ])('%s of a table that is not there is refused', async (operation, input, name, message) => {
    const error = await world.errorOf(operation, { TableName: 'none-such', ...input });
    expect(error).toMatchObject({ name, message });
  });

  test('a missing member, a legacy parameter and an unknown operation are named', async () => {
    expect((await world.errorOf('GetItem', { Key: {} })).message).toBe(
      "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    );
    expect(
      (await world.errorOf('GetItem', { TableName: 'claims', Key: key('a'), AttributesToGet: ['a'] }))
        .message,
    ).toContain('AttributesToGet is not served');
    expect((await world.errorOf('ExecuteStatement', {})).name).toBe('UnknownOperationException');
  });
});

describe('Return values', () => {
  const before = claim('r', { a: { N: '1' }, m: { M: { x: { S: 'old' }, y: { S: 'same' } } } });
  test.each<[string, JsonObject | undefined]>([
    ['NONE', undefined],
    ['ALL_OLD', before],
    ['ALL_NEW', claim('r', { a: { N: '2' }, m: { M: { x: { S: 'new' }, y: { S: 'same' } } } })],
    ['UPDATED_OLD', { a: { N: '1' }, m: { M: { x: { S: 'old' } } } }],
    ['UPDATED_NEW', { a: { N: '2' }, m: { M: { x: { S: 'new' } } } }],
  ])('%s of an update', async (ReturnValues, attributes) => {
    await world.call('PutItem', { TableName: 'claims', Item: before });
    const answer = await world.call('UpdateItem', {
      TableName: 'claims',
      Key: key('r'),
      UpdateExpression: 'SET m.x = :new ADD a :one',
      ExpressionAttributeValues: { ':new': { S: 'new' }, ':one': { N: '1' } },
      ReturnValues,
    });
    expect(answer['Attributes']).toEqual(attributes);
  });

  test('put and delete answer the old item, and nothing else is allowed', async () => {
    await world.call('PutItem', { TableName: 'claims', Item: claim('d', { a: { N: '1' } }) });
    const put = await world.call('PutItem', {
      TableName: 'claims',
      Item: claim('d'),
      ReturnValues: 'ALL_OLD',
    });
    expect(put).toEqual({ Attributes: claim('d', { a: { N: '1' } }) });
    const removed = await world.call('DeleteItem', {
      TableName: 'claims',
      Key: key('d'),
      ReturnValues: 'ALL_OLD',
    });
    expect(removed).toEqual({ Attributes: claim('d') });
    expect(
      await world.call('DeleteItem', { TableName: 'claims', Key: key('d'), ReturnValues: 'ALL_OLD' }),
    ).toEqual({});
    const error = await world.errorOf('DeleteItem', {
      TableName: 'claims',
      Key: key('d'),
      ReturnValues: 'ALL_NEW',
    });
    expect(error.message).toBe('ReturnValues can only be ALL_OLD or NONE');
  });

  test('a failed condition answers the item only when asked', async () => {
    await world.call('PutItem', { TableName: 'claims', Item: claim('c', { a: { N: '1' } }) });
    const input = {
      TableName: 'claims',
      Key: key('c'),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    expect((await world.errorOf('DeleteItem', input)).members).toEqual({});
    const error = await world.errorOf('DeleteItem', {
      ...input,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(error.members).toEqual({ Item: claim('c', { a: { N: '1' } }) });
    expect(await stored('c')).toEqual(claim('c', { a: { N: '1' } }));
  });
});

describe('Limits and batches', () => {
  const kilobytes = (count: number) => ({ S: 'x'.repeat(count * 1024) });

  test('an item has at most 400 KB, put or updated', async () => {
    const put = await world.errorOf('PutItem', {
      TableName: 'claims',
      Item: claim('big', { a: kilobytes(400) }),
    });
    expect(put.message).toBe('Item size has exceeded the maximum allowed size');
    await world.call('PutItem', { TableName: 'claims', Item: claim('big', { a: kilobytes(399) }) });
    const update = await world.errorOf('UpdateItem', {
      TableName: 'claims',
      Key: key('big'),
      UpdateExpression: 'SET b = :b',
      ExpressionAttributeValues: { ':b': kilobytes(1) },
    });
    expect(update.message).toBe('Item size to update has exceeded the maximum allowed size');
    expect(await stored('big')).toEqual(claim('big', { a: kilobytes(399) }));
  });

  test('a batch writes and reads on several tables', async () => {
    await world.call('PutItem', { TableName: 'plain', Item: { pk: { S: 'gone' } } });
    const written = await world.call('BatchWriteItem', {
      RequestItems: {
        claims: [
          { PutRequest: { Item: claim('b1') } },
          { PutRequest: { Item: claim('b2', { a: { N: '2' } }) } },
        ],
        plain: [
          { PutRequest: { Item: { pk: { S: 'b3' } } } },
          { DeleteRequest: { Key: { pk: { S: 'gone' } } } },
        ],
      },
    });
    expect(written).toEqual({ UnprocessedItems: {} });
    const read = await world.call('BatchGetItem', {
      RequestItems: {
        claims: { Keys: [key('b1'), key('b2'), key('absent')], ProjectionExpression: 'sk, a' },
        plain: { Keys: [{ pk: { S: 'b3' } }, { pk: { S: 'gone' } }] },
      },
    });
    expect(read).toEqual({
      Responses: {
        claims: [{ sk: { S: 'b1' } }, { sk: { S: 'b2' }, a: { N: '2' } }],
        plain: [{ pk: { S: 'b3' } }],
      },
      UnprocessedKeys: {},
    });
  });

  test('a batch beyond 16 MB leaves keys for the next call', async () => {
    const keys = Array.from({ length: 45 }, (_, index) => key(`large ${index}`));
    for (const each of keys) {
      await world.call('PutItem', { TableName: 'claims', Item: { ...each, a: kilobytes(399) } });
    }
    const read = await world.call('BatchGetItem', { RequestItems: { claims: { Keys: keys } } });
    expect(read).toMatchObject({
      Responses: { claims: { length: 42 } },
      UnprocessedKeys: { claims: { Keys: keys.slice(42) } },
    });
  });

  const put = { PutRequest: { Item: { pk: { S: 'a' } } } };
  test.each<[string, JsonObject, string]>([
    ['BatchWriteItem', { plain: [put, put] }, 'Provided list of item keys contains duplicates'],
    [
      'BatchWriteItem',
      { plain: Array.from({ length: 26 }, () => put) },
      'Member must have length less than or equal to 25',
    ],
    ['BatchWriteItem', {}, 'Member must have length greater than or equal to 1'],
    [
      'BatchGetItem',
      { plain: { Keys: [{ pk: { S: 'a' } }, { pk: { S: 'a' } }] } },
      'Provided list of item keys contains duplicates',
    ],
    [
      'BatchGetItem',
      { plain: { Keys: Array.from({ length: 101 }, (_, n) => ({ pk: { S: `${n}` } })) } },
      'Member must have length less than or equal to 100',
    ],
  ])('%s of a wrong batch is refused', async (operation, RequestItems, message) => {
    const error = await world.errorOf(operation, { RequestItems });
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain(message);
  });
});
