import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishedDimensions, PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import type { ExportBook } from '#ports/export-book.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll, type Item } from './items.ts';
import {
  publishedDimensionsKey,
  publishedMonthKey,
  publishedMonthsPartition,
  stagedDayKey,
  stagedDaysPartition,
} from './keys.ts';
import { putVersioned } from './versioned-records.ts';

/** What was exported, in the ledger table beside the days that were totalled. */
export function dynamoDbExportBook(client: DynamoDBClient, table: string): ExportBook {
  const records = documentRecords(client, table);
  const between = (partition: string, from: string, to: string): Promise<Item[]> =>
    queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: partition }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    });
  return {
    async day(practiceId, day) {
      const document = await records.get(stagedDayKey(practiceId, day));
      return document === undefined ? undefined : StagedDay.parse(document);
    },
    async days(practiceId, from, to) {
      const items = from > to ? [] : await between(stagedDaysPartition(practiceId), from, to);
      return items.map((item) => StagedDay.parse(documentOf(item)));
    },
    keepDay: (day, expectedVersion) =>
      putVersioned(client, table, stagedDayKey(day.practiceId, day.day), day, expectedVersion),
    async month(practiceId, month) {
      const document = await records.get(publishedMonthKey(practiceId, month));
      return document === undefined ? undefined : PublishedMonth.parse(document);
    },
    async months(practiceId) {
      const items = await between(publishedMonthsPartition(practiceId), '0000', '9999');
      return items.map((item) => PublishedMonth.parse(documentOf(item)));
    },
    keepMonth: (month, expectedVersion) =>
      putVersioned(client, table, publishedMonthKey(month.practiceId, month.month), month, expectedVersion),
    async dimensions(practiceId) {
      const document = await records.get(publishedDimensionsKey(practiceId));
      return document === undefined ? undefined : PublishedDimensions.parse(document);
    },
    keepDimensions: (dimensions, expectedVersion) =>
      putVersioned(client, table, publishedDimensionsKey(dimensions.practiceId), dimensions, expectedVersion),
  };
}
