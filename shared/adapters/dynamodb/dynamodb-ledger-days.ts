import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LedgerDay } from '#contracts/ledger-days.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll, queryFirst } from './items.ts';
import { ledgerDayKey, ledgerDaysPartition } from './keys.ts';
import { putVersioned } from './versioned-records.ts';

/** Totalled days in the ledger table, an item a day beside each other. */
export function dynamoDbLedgerDays(client: DynamoDBClient, table: string): LedgerDays {
  const records = documentRecords(client, table);
  return {
    async load(practiceId, postingDate) {
      const document = await records.get(ledgerDayKey(practiceId, postingDate));
      return document === undefined ? undefined : LedgerDay.parse(document);
    },
    async list(practiceId, from, to) {
      if (from > to) {
        return [];
      }
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: ledgerDaysPartition(practiceId) },
          ':from': { S: from },
          ':to': { S: to },
        },
        ConsistentRead: true,
      });
      return items.map((item) => LedgerDay.parse(documentOf(item)));
    },
    async last(practiceId) {
      const [item] = await queryFirst(client, 1, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: ledgerDaysPartition(practiceId) } },
        ConsistentRead: true,
        ScanIndexForward: false,
      });
      return item === undefined ? undefined : LedgerDay.parse(documentOf(item));
    },
    keep: (day, expectedVersion) =>
      putVersioned(client, table, ledgerDayKey(day.practiceId, day.postingDate), day, expectedVersion),
  };
}
