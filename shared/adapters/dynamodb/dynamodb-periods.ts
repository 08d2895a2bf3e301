import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PeriodBook, PeriodEvent } from '#contracts/periods.ts';
import type { Periods } from '#ports/periods.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, marshalKey, queryAll } from './items.ts';
import { ledgerDayKey, periodBookKey, periodEventKey, periodEventPrefix } from './keys.ts';

/**
 * The book of closed days in the practice table, and beside it what happened, an item an event.
 * @param ledgerTable where the totalled days are.
 */
export function dynamoDbPeriods(client: DynamoDBClient, table: string, ledgerTable: string): Periods {
  const records = documentRecords(client, table);
  return {
    async load(practiceId) {
      const document = await records.get(periodBookKey(practiceId));
      return document === undefined ? { practiceId, version: 0 } : PeriodBook.parse(document);
    },
    async save(book, happened, days = []) {
      const { practiceId, version } = book;
      const next: PeriodBook = { ...book, version: version + 1 };
      const event: PeriodEvent = { ...happened, practiceId, number: version + 1 };
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new TransactWriteItemsCommand({
              TransactItems: [
                ...days.map((day) => ({
                  ConditionCheck: {
                    TableName: ledgerTable,
                    Key: marshalKey(ledgerDayKey(day.practiceId, day.postingDate)),
                    ConditionExpression: '#version = :version',
                    ExpressionAttributeNames: { '#version': 'version' },
                    ExpressionAttributeValues: { ':version': { N: String(day.version) } },
                  },
                })),
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(periodBookKey(practiceId)),
                      version: { N: String(next.version) },
                      document: { S: JSON.stringify(next) },
                    },
                    ...(version === 0
                      ? { ConditionExpression: 'attribute_not_exists(pk)' }
                      : {
                          ConditionExpression: '#version = :version',
                          ExpressionAttributeNames: { '#version': 'version' },
                          ExpressionAttributeValues: { ':version': { N: String(version) } },
                        }),
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(periodEventKey(practiceId, event.number)),
                      document: { S: JSON.stringify(event) },
                    },
                    ConditionExpression: 'attribute_not_exists(pk)',
                  },
                },
              ],
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
    async history(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: {
          ':pk': { S: periodBookKey(practiceId).pk },
          ':event': { S: periodEventPrefix },
        },
        ConsistentRead: true,
        ScanIndexForward: false,
      });
      return items.map((item) => PeriodEvent.parse(documentOf(item)));
    },
  };
}
