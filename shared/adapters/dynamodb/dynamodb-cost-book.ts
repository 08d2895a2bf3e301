import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CostEntry } from '#contracts/costs.ts';
import type { CostBook } from '#ports/cost-book.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll } from './items.ts';
import { costBookPartition, costEntryKey, costJournalKey } from './keys.ts';

/** Entries in the practice table: each in the book under its number, and in the journal of the day on which it was made. */
export function dynamoDbCostBook(client: DynamoDBClient, table: string): CostBook {
  return {
    async entries(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: costBookPartition(practiceId) } },
        ConsistentRead: true,
      });
      return items.map((item) => CostEntry.parse(documentOf(item)));
    },
    async add(entry) {
      const { practiceId, number, at } = entry;
      const document = { S: JSON.stringify(entry) };
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new TransactWriteItemsCommand({
              TransactItems: [costEntryKey(practiceId, number), costJournalKey(practiceId, at, number)].map(
                (key) => ({
                  Put: {
                    TableName: table,
                    Item: { ...marshalKey(key), document },
                    ConditionExpression: 'attribute_not_exists(pk)',
                  },
                }),
              ),
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException) {
          return false;
        }
        throw error;
      }
    },
  };
}
