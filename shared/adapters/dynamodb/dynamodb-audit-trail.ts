import { PutItemCommand, type DynamoDBClient, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { AuditEntry } from '#contracts/audit.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { AuditSelection, AuditTrail } from '#ports/audit-trail.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, queryFirst, textOf, type Item } from './items.ts';
import { auditClaimKey, auditDayPartition, auditUserKey, shardOf, shards } from './keys.ts';

/** Sorts behind every entry. */
const newest = '~';

/** The audit trail in a table of its own, by day, and by person and claim in two indexes. */
export function dynamoDbAuditTrail(client: DynamoDBClient, table: string): AuditTrail {
  return {
    async append(entry) {
      const { practiceId, at, requestId, user, claimId, outcome } = entry;
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              pk: { S: auditDayPartition(practiceId, at.slice(0, 10), shardOf(requestId)) },
              sk: { S: `${at}#${requestId}#${outcome === 'begun' ? 0 : 1}` },
              userKey: { S: auditUserKey(practiceId, user) },
              ...(claimId === undefined ? {} : { claimKey: { S: auditClaimKey(practiceId, claimId) } }),
              document: { S: JSON.stringify(entry) },
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },
    async list(practiceId, selection, { limit, next }) {
      const before = next ?? newest;
      const lists = await Promise.all(
        placesOf(practiceId, selection).map((place) =>
          queryFirst(client, limit + 1, {
            TableName: table,
            ...place,
            ExpressionAttributeValues: { ...place.ExpressionAttributeValues, ':before': { S: before } },
            ScanIndexForward: false,
          }),
        ),
      );
      const found = lists.flat().toSorted((one, other) => (sortOf(one) < sortOf(other) ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map((item) => AuditEntry.parse(documentOf(item))),
        ...(found.length > limit && last !== undefined ? { next: sortOf(last) } : {}),
      };
    },
  };
}

const sortOf = (item: Item): string => textOf(item, 'sk') ?? '';

function placesOf(
  practiceId: PracticeId,
  selection: AuditSelection,
): Pick<QueryCommandInput, 'IndexName' | 'KeyConditionExpression' | 'ExpressionAttributeValues'>[] {
  switch (selection.by) {
    case 'day':
      return shards.map((shard) => ({
        KeyConditionExpression: 'pk = :key AND sk < :before',
        ExpressionAttributeValues: { ':key': { S: auditDayPartition(practiceId, selection.day, shard) } },
      }));
    case 'user':
      return [
        {
          IndexName: 'audit-user-index',
          KeyConditionExpression: 'userKey = :key AND sk < :before',
          ExpressionAttributeValues: { ':key': { S: auditUserKey(practiceId, selection.staffUser) } },
        },
      ];
    case 'claim':
      return [
        {
          IndexName: 'audit-claim-index',
          KeyConditionExpression: 'claimKey = :key AND sk < :before',
          ExpressionAttributeValues: { ':key': { S: auditClaimKey(practiceId, selection.claimId) } },
        },
      ];
  }
}
