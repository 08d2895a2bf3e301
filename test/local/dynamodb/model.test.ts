import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, claimsTable, openDynamoDbWorld } from './dynamodb-world.ts';

// The model: items by key, and every index worked out anew from them. It shares no code with the service.
interface Row {
  readonly pk: string;
  readonly sk: string;
  readonly status?: string | undefined;
  readonly dueAt?: number | undefined;
  readonly payer?: string | undefined;
}

type Change =
  | { readonly kind: 'put'; readonly row: Row; readonly onlyNew: boolean }
  | { readonly kind: 'delete'; readonly row: Row }
  | { readonly kind: 'update'; readonly row: Row; readonly onlyOld: boolean };
interface Step {
  readonly together: boolean;
  readonly changes: readonly Change[];
}

const row: fc.Arbitrary<Row> = fc.record({
  pk: fc.constantFrom('p', 'q'),
  sk: fc.constantFrom('a', 'b', 'c'),
  status: fc.option(fc.constantFrom('open', 'paid'), { nil: undefined }),
  dueAt: fc.option(fc.integer({ min: -3, max: 12 }), { nil: undefined }),
  payer: fc.option(fc.constantFrom('aetna', 'cigna'), { nil: undefined }),
});
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), row, onlyNew: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), row }),
  fc.record({ kind: fc.constant('update' as const), row, onlyOld: fc.boolean() }),
);
const step: fc.Arbitrary<Step> = fc.record({
  together: fc.boolean(),
  changes: fc.uniqueArray(change, {
    minLength: 1,
    maxLength: 4,
    selector: ({ row: { pk, sk } }) => `${pk} ${sk}`,
  }),
});

const keyOf = ({ pk, sk }: Row) => `${pk} ${sk}`;

function itemOf(given: Row): JsonObject {
  return {
    pk: { S: given.pk },
    sk: { S: given.sk },
    ...(given.status === undefined ? {} : { status: { S: given.status } }),
    ...(given.dueAt === undefined ? {} : { dueAt: { N: String(given.dueAt) } }),
    ...(given.payer === undefined ? {} : { payer: { S: given.payer } }),
  };
}

function requestOf(given: Change): { operation: string; kind: string; input: JsonObject } {
  const Key = { pk: { S: given.row.pk }, sk: { S: given.row.sk } };
  switch (given.kind) {
    case 'put':
      return {
        operation: 'PutItem',
        kind: 'Put',
        input: {
          TableName: 'claims',
          Item: itemOf(given.row),
          ...(given.onlyNew ? { ConditionExpression: 'attribute_not_exists(pk)' } : {}),
        },
      };
    case 'delete':
      return { operation: 'DeleteItem', kind: 'Delete', input: { TableName: 'claims', Key } };
    case 'update': {
      const { status, dueAt } = given.row;
      return {
        operation: 'UpdateItem',
        kind: 'Update',
        input: {
          TableName: 'claims',
          Key,
          UpdateExpression: `${status === undefined ? 'REMOVE #s SET payer = :p' : 'SET #s = :s, payer = :p'} ${dueAt === undefined ? '' : 'ADD dueAt :d'}`,
          ExpressionAttributeNames: { '#s': 'status' },
          ExpressionAttributeValues: {
            ':p': { S: 'updated' },
            ...(status === undefined ? {} : { ':s': { S: status } }),
            ...(dueAt === undefined ? {} : { ':d': { N: String(dueAt) } }),
          },
          ...(given.onlyOld ? { ConditionExpression: 'attribute_exists(pk)' } : {}),
        },
      };
    }
  }
}

/** The rows after a change; undefined when its condition fails. */
function applied(rows: ReadonlyMap<string, Row>, given: Change): Map<string, Row> | undefined {
  const key = keyOf(given.row);
  const old = rows.get(key);
  const next = new Map(rows);
  switch (given.kind) {
    case 'put':
      if (given.onlyNew && old !== undefined) {
        return undefined;
      }
      return next.set(key, given.row);
    case 'delete':
      next.delete(key);
      return next;
    case 'update': {
      if (given.onlyOld && old === undefined) {
        return undefined;
      }
      const { pk, sk, status, dueAt } = given.row;
      const due = dueAt === undefined ? old?.dueAt : (old?.dueAt ?? 0) + dueAt;
      return next.set(key, { pk, sk, status, dueAt: due, payer: 'updated' });
    }
  }
}

/** What became of each change (of a transaction: of all together), what should have, and the rows of the model after it. */
async function run(
  world: DynamoDbWorld,
  before: Map<string, Row>,
  { together, changes }: Step,
): Promise<{ outcomes: string[]; expected: string[]; rows: Map<string, Row> }> {
  const requests = changes.map(requestOf);
  let rows = before;
  const fits = changes.map((given) => {
    const after = applied(rows, given);
    rows = after ?? rows;
    return after !== undefined;
  });
  if (together) {
    const outcome = await world.outcomeOf('TransactWriteItems', {
      TransactItems: requests.map(({ kind, input }) => ({ [kind]: input })),
    });
    const fit = fits.every(Boolean);
    return {
      outcomes: [outcome],
      expected: [fit ? 'done' : 'TransactionCanceledException'],
      rows: fit ? rows : before,
    };
  }
  const outcomes = await Promise.all(
    requests.map(({ operation, input }) => world.outcomeOf(operation, input)),
  );
  return { outcomes, expected: fits.map((fit) => (fit ? 'done' : 'ConditionalCheckFailedException')), rows };
}

const byKey = (left: Row, right: Row) => (keyOf(left) < keyOf(right) ? -1 : 1);
const due = ({ dueAt = 0 }: Row) => dueAt;

async function compare(world: DynamoDbWorld, rows: ReadonlyMap<string, Row>): Promise<void> {
  const sorted = [...rows.values()].sort(byKey);
  const table = await world.call('Scan', { TableName: 'claims' });
  expect(table['Items']).toEqual(sorted.map(itemOf));
  for (const status of ['open', 'paid']) {
    const index = await world.call('Query', {
      TableName: 'claims',
      IndexName: 'by-status',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': { S: status } },
    });
    const expected = sorted
      .filter((each) => each.status === status && each.dueAt !== undefined)
      .sort((left, right) => due(left) - due(right) || byKey(left, right));
    expect(index['Items']).toEqual(expected.map(itemOf));
  }
  const entries = world.store.database.prepare('SELECT count(*) AS n FROM dynamodb_index_entry').get();
  const wanted = sorted.filter(({ dueAt }) => dueAt !== undefined);
  expect(entries?.['n']).toBe(wanted.length + wanted.filter(({ status }) => status !== undefined).length);
}

/** The items that the records of a stream lead to, from nothing. */
function replayed(world: DynamoDbWorld): string[] {
  const items = new Map<string, string>();
  for (const { dynamodb } of world.dynamoDb.readStream(claimsTable.streamArn ?? '', undefined, 100_000)) {
    const key = JSON.stringify(dynamodb.Keys);
    const old = dynamodb.OldImage === undefined ? undefined : JSON.stringify(dynamodb.OldImage);
    expect(items.get(key)).toBe(old);
    if (dynamodb.NewImage === undefined) {
      items.delete(key);
    } else {
      items.set(key, JSON.stringify(dynamodb.NewImage));
    }
  }
  return [...items.values()].sort();
}

test('Any sequence of writes leaves the items, indexes and stream of the model, also after opening again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      let world = openDynamoDbWorld([claimsTable]);
      try {
        let rows = new Map<string, Row>();
        for (const each of steps) {
          const { outcomes, expected, rows: after } = await run(world, rows, each);
          expect(outcomes).toEqual(expected);
          rows = after;
          await compare(world, rows);
        }
        const items = (await world.call('Scan', { TableName: 'claims' }))['Items'];
        const texts = (Array.isArray(items) ? items : []).map((each) => JSON.stringify(each));
        expect(replayed(world)).toEqual(texts.sort());
        world = world.reopened();
        await compare(world, rows);
      } finally {
        world.close();
      }
    }),
    { numRuns: 40 },
  );
});
