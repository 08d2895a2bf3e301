import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PermitBook } from '#contracts/intake-permits.ts';
import { emptyPermitBook } from '#domain/intake/share-permits.ts';
import type { IntakePermits } from '#ports/intake-permits.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey } from './items.ts';
import { permitBookKey } from './keys.ts';

/** The book of each practice as one item of the practice table, written only over the version it was read at. */
export function dynamoDbIntakePermits(client: DynamoDBClient, table: string): IntakePermits {
  return {
    async load(practiceId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(permitBookKey(practiceId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? emptyPermitBook(practiceId) : PermitBook.parse(documentOf(Item));
    },
    async save(book) {
      const next: PermitBook = { ...book, version: book.version + 1 };
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: {
                ...marshalKey(permitBookKey(book.practiceId)),
                version: { N: String(next.version) },
                document: { S: JSON.stringify(next) },
              },
              ...(book.version === 0
                ? { ConditionExpression: 'attribute_not_exists(pk)' }
                : {
                    ConditionExpression: '#version = :version',
                    ExpressionAttributeNames: { '#version': 'version' },
                    ExpressionAttributeValues: { ':version': { N: String(book.version) } },
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
    },
  };
}
