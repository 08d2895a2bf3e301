import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { withFaultsNamed } from '../named-faults.ts';
import { marshalKey } from './items.ts';
import type { Key } from './keys.ts';

/**
 * Puts a document over the version that it was read at, 0 for one that is not there yet.
 * @returns false when another writer was first.
 */
export async function putVersioned(
  client: DynamoDBClient,
  table: string,
  key: Key,
  document: { readonly version: number },
  expectedVersion: number,
): Promise<boolean> {
  try {
    await withFaultsNamed('DynamoDB', () =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: {
            ...marshalKey(key),
            version: { N: String(document.version) },
            document: { S: JSON.stringify(document) },
          },
          ...(expectedVersion === 0
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#version = :version',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':version': { N: String(expectedVersion) } },
              }),
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
}
