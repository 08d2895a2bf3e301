import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LogEntry } from '#contracts/contact-log.ts';
import type { ContactLog } from '#ports/contact-log.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryFirst } from './items.ts';
import { logEntryKey, logPartition } from './keys.ts';

/** The log in the practice table: a partition a subject, the entries in the order of time. */
export function dynamoDbContactLog(client: DynamoDBClient, table: string): ContactLog {
  return {
    async list(practiceId, subject, { limit, next }) {
      const items = await queryFirst(client, limit + 1, {
        TableName: table,
        KeyConditionExpression: next === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :next',
        ExpressionAttributeValues: {
          ':pk': { S: logPartition(practiceId, subject) },
          ...(next === undefined ? {} : { ':next': { S: next } }),
        },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      const entries = items.slice(0, limit).map((item) => LogEntry.parse(documentOf(item)));
      const last = entries.at(-1);
      return items.length > entries.length && last !== undefined
        ? { entries, next: last.entryId }
        : { entries };
    },
    async load(practiceId, subject, entryId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(logEntryKey(practiceId, subject, entryId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : LogEntry.parse(documentOf(Item));
    },
  };
}
