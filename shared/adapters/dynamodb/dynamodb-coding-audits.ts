import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { CodingAudit } from '#contracts/coding-audit.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import type { Write } from '#domain/writes/write.ts';
import type { CodingAudits } from '#ports/coding-audits.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, queryFirst } from './items.ts';
import { auditsOfCoderPartition, auditsOfMonthPartition, codingAuditKey } from './keys.ts';

/** Audits in the practice table: each for itself, and the closed ones with those of their month and of their coder. */
export function dynamoDbCodingAudits(client: DynamoDBClient, table: string): CodingAudits {
  return {
    async load(practiceId, taskId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(codingAuditKey(practiceId, taskId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : CodingAudit.parse(documentOf(Item));
    },
    async ofCoder(practiceId, coder, limit) {
      const items = await queryFirst(client, limit, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: auditsOfCoderPartition(practiceId, coder) } },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      return items.map((item) => CodingAudit.parse(documentOf(item)));
    },
    async closedIn(practiceId, from, to) {
      const audits: CodingAudit[] = [];
      for (const month of monthsOf(from, to)) {
        const items = await queryAll(client, {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': { S: auditsOfMonthPartition(practiceId, month) },
            ':from': { S: from },
            ':to': { S: addDays(to, 1) },
          },
          ConsistentRead: true,
        });
        audits.push(...items.map((item) => CodingAudit.parse(documentOf(item))));
      }
      return audits;
    },
  };
}

/** The months that days fall in, the first first. */
function monthsOf(from: PlainDate, to: PlainDate): string[] {
  const months: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const month = day.slice(0, 7);
    if (months.at(-1) !== month) {
      months.push(month);
    }
  }
  return months;
}

/** The audit under its version; once it is closed, its places in the two lists. */
export function codingAuditItems(
  { audit, expectedVersion }: Extract<Write, { kind: 'save-coding-audit' }>,
  table: string,
): TransactWriteItem[] {
  const { practiceId, taskId, version, coder, closed } = audit;
  const document = { S: JSON.stringify(audit) };
  const lists =
    closed === undefined
      ? []
      : [
          { pk: auditsOfMonthPartition(practiceId, closed.at.slice(0, 7)), sk: `${closed.at}#${taskId}` },
          { pk: auditsOfCoderPartition(practiceId, coder), sk: `${closed.at}#${taskId}` },
        ];
  return [
    {
      Put: {
        TableName: table,
        Item: {
          ...marshalKey(codingAuditKey(practiceId, taskId)),
          version: { N: String(version) },
          document,
        },
        ...(expectedVersion === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': { N: String(expectedVersion) } },
            }),
      },
    },
    ...lists.map((key) => ({ Put: { TableName: table, Item: { ...marshalKey(key), document } } })),
  ];
}
