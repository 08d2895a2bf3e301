import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReportSchedule, ReportSending } from '#contracts/warehouse/report-schedule.ts';
import type { ReportSchedules } from '#ports/report-schedules.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll, queryFirst } from './items.ts';
import {
  reportScheduleKey,
  reportSchedulesPartition,
  reportSendingKey,
  reportSendingsPartition,
} from './keys.ts';
import { putVersioned } from './versioned-records.ts';

/** Schedules of reports in the practice table, and beside them what was sent. */
export function dynamoDbReportSchedules(client: DynamoDBClient, table: string): ReportSchedules {
  const records = documentRecords(client, table);
  const listed = (pk: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    ConsistentRead: true,
  });
  return {
    async list(practiceId) {
      const items = await queryAll(client, listed(reportSchedulesPartition(practiceId)));
      return items
        .map((item) => ReportSchedule.parse(documentOf(item)))
        .filter(({ removed }) => removed === undefined);
    },
    async load(practiceId, scheduleId) {
      const document = await records.get(reportScheduleKey(practiceId, scheduleId));
      return document === undefined ? undefined : ReportSchedule.parse(document);
    },
    save: (schedule, expectedVersion) =>
      putVersioned(
        client,
        table,
        reportScheduleKey(schedule.practiceId, schedule.scheduleId),
        schedule,
        expectedVersion,
      ),
    async sendings(practiceId, scheduleId, limit) {
      const items = await queryFirst(client, limit, {
        ...listed(reportSendingsPartition(practiceId, scheduleId)),
        ScanIndexForward: false,
      });
      return items.map((item) => ReportSending.parse(documentOf(item)));
    },
    keepSending: (sending, expectedVersion) =>
      putVersioned(
        client,
        table,
        reportSendingKey(sending.practiceId, sending.scheduleId, sending.of),
        sending,
        expectedVersion,
      ),
  };
}
