import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, type Item } from './items.ts';
import type { Key } from './keys.ts';

/** Items that are a key and a document, and nothing that anybody asks the table for. */
export function documentRecords(client: DynamoDBClient, table: string) {
  const item = (key: Key, document: unknown): Item => ({
    ...marshalKey(key),
    document: { S: JSON.stringify(document) },
  });
  return {
    async get(key: Key): Promise<unknown> {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(new GetItemCommand({ TableName: table, Key: marshalKey(key), ConsistentRead: true })),
      );
      return Item === undefined ? undefined : documentOf(Item);
    },
    async put(key: Key, document: unknown): Promise<void> {
      await withFaultsNamed('DynamoDB', () =>
        client.send(new PutItemCommand({ TableName: table, Item: item(key, document) })),
      );
    },
    async putNew(key: Key, document: unknown): Promise<boolean> {
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: item(key, document),
              ConditionExpression: 'attribute_not_exists(pk)',
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
          return false;
        }
        throw error;
      }
    },
  };
}
