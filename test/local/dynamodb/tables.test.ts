import { afterEach, expect, test } from 'vitest';
import type { TableDefinition } from '../../../local/aws/dynamodb/table-definition.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld, plainTable } from './dynamodb-world.ts';

let world: DynamoDbWorld | undefined;
afterEach(() => world?.close());

function open(tables: readonly TableDefinition[]): DynamoDbWorld {
  world = openDynamoDbWorld(tables);
  return world;
}

const byPayer = {
  IndexName: 'by-payer',
  KeySchema: [{ AttributeName: 'payer', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
};
const withPayerIndex: TableDefinition = {
  ...plainTable,
  attributeDefinitions: [...plainTable.attributeDefinitions, { AttributeName: 'payer', AttributeType: 'S' }],
  globalSecondaryIndexes: [byPayer],
};

test('A new index is filled with what it can hold, and an index that is gone is dropped', async () => {
  const { call, dynamoDb } = open([plainTable]);
  for (const [pk, payer] of [
    ['a', { S: 'aetna' }],
    ['b', { S: 'cigna' }],
    ['c', { N: '7' }],
  ] as const) {
    await call('PutItem', { TableName: 'plain', Item: { pk: { S: pk }, payer } });
  }
  await call('PutItem', { TableName: 'plain', Item: { pk: { S: 'd' } } });
  dynamoDb.provision([withPayerIndex]);
  const filled = await call('Scan', { TableName: 'plain', IndexName: 'by-payer' });
  expect(filled['Items']).toEqual([
    { pk: { S: 'a' }, payer: { S: 'aetna' } },
    { pk: { S: 'b' }, payer: { S: 'cigna' } },
  ]);
  dynamoDb.provision([withPayerIndex]);
  expect(await call('Scan', { TableName: 'plain', IndexName: 'by-payer' })).toEqual(filled);
  dynamoDb.provision([plainTable]);
  await expect(call('Scan', { TableName: 'plain', IndexName: 'by-payer' })).rejects.toThrow(
    'The table does not have the specified index: by-payer',
  );
  expect(await call('Scan', { TableName: 'plain', Select: 'COUNT' })).toMatchObject({ Count: 4 });
});

test('An item whose old value no longer fits a new index can still be changed', async () => {
  const { call, dynamoDb } = open([plainTable]);
  await call('PutItem', { TableName: 'plain', Item: { pk: { S: 'c' }, payer: { N: '7' } } });
  dynamoDb.provision([withPayerIndex]);
  await call('PutItem', { TableName: 'plain', Item: { pk: { S: 'c' }, payer: { S: 'aetna' } } });
  expect(await call('Scan', { TableName: 'plain', IndexName: 'by-payer' })).toMatchObject({ Count: 1 });
});

test('The keys of a table do not change under its items', () => {
  const { dynamoDb } = open([plainTable]);
  const changed: TableDefinition = {
    ...plainTable,
    attributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'N' }],
  };
  expect(() => dynamoDb.provision([changed])).toThrow(
    /Table plain: the keys cannot change: found .* declares .*Give the table another name/,
  );
});

test('A table is made, described, listed and deleted over the API', async () => {
  const { call, errorOf } = open([plainTable]);
  await call('CreateTable', {
    TableName: 'made',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  expect((await errorOf('CreateTable', { TableName: 'made' })).name).toBe('ResourceInUseException');
  await call('PutItem', { TableName: 'made', Item: { id: { S: 'a' } } });
  expect(await call('DescribeTable', { TableName: 'made' })).toMatchObject({
    Table: {
      TableStatus: 'ACTIVE',
      ItemCount: 1,
      TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/made',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      LatestStreamLabel: '2026-01-05T08:00:00.000',
    },
  });
  expect(await call('ListTables', { Limit: 1 })).toEqual({
    TableNames: ['made'],
    LastEvaluatedTableName: 'made',
  });
  expect(await call('ListTables', { ExclusiveStartTableName: 'made' })).toEqual({ TableNames: ['plain'] });
  await call('DeleteTable', { TableName: 'made' });
  expect(await call('ListTables', {})).toEqual({ TableNames: ['plain'] });
  expect((await errorOf('GetItem', { TableName: 'made', Key: { id: { S: 'a' } } })).name).toBe(
    'ResourceNotFoundException',
  );
});

test('A protected table is not deleted', async () => {
  const { errorOf } = open([{ ...claimsTable, deletionProtection: true }]);
  expect((await errorOf('DeleteTable', { TableName: 'claims' })).message).toContain(
    'Disable deletion protection first',
  );
});
