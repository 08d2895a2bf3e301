import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { Hold } from '#contracts/holds.ts';
import type { Write } from '#domain/writes/write.ts';
import type { HoldBook } from '#ports/hold-book.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, queryFirst } from './items.ts';
import { holdKey, releasedHoldKey, releasedHolds, standingHoldKey, standingHolds } from './keys.ts';

/** Holds in the practice table: each for itself, and listed among those that stand or those that were released. */
export function dynamoDbHoldBook(client: DynamoDBClient, table: string): HoldBook {
  const listed = (pk: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ConsistentRead: true,
  });
  return {
    standing: async (practiceId) =>
      (await queryAll(client, listed(standingHolds(practiceId)))).map((item) => Hold.parse(documentOf(item))),
    released: async (practiceId, limit) =>
      (
        await queryFirst(client, limit, { ...listed(releasedHolds(practiceId)), ScanIndexForward: false })
      ).map((item) => Hold.parse(documentOf(item))),
    async load(practiceId, holdId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(holdKey(practiceId, holdId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : Hold.parse(documentOf(Item));
    },
  };
}

/** The hold under its version, and its place in the one list or the other. */
export function holdItems(
  { hold, expectedVersion }: Extract<Write, { kind: 'save-hold' }>,
  table: string,
): TransactWriteItem[] {
  const { practiceId, holdId, version, released } = hold;
  const document = { S: JSON.stringify(hold) };
  const item = {
    Put: {
      TableName: table,
      Item: { ...marshalKey(holdKey(practiceId, holdId)), version: { N: String(version) }, document },
      ...(expectedVersion === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': { N: String(expectedVersion) } },
          }),
    },
  };
  const standing = marshalKey(standingHoldKey(practiceId, holdId));
  return released === undefined
    ? [item, { Put: { TableName: table, Item: { ...standing, document } } }]
    : [
        item,
        { Delete: { TableName: table, Key: standing } },
        {
          Put: {
            TableName: table,
            Item: { ...marshalKey(releasedHoldKey(practiceId, released.at, holdId)), document },
          },
        },
      ];
}
