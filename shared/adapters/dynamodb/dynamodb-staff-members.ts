import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StaffMember } from '#contracts/staff-member.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import { documentRecords } from './document-records.ts';
import { documentOf, queryAll } from './items.ts';
import { staffKey, staffPartition } from './keys.ts';
import { putVersioned } from './versioned-records.ts';

/** Staff of each practice in the staff table. */
export function dynamoDbStaffMembers(client: DynamoDBClient, table: string): StaffMembers {
  const records = documentRecords(client, table);
  return {
    async load(practiceId, user) {
      const document = await records.get(staffKey(practiceId, user));
      return document === undefined ? undefined : StaffMember.parse(document);
    },
    async list(practiceId) {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: staffPartition(practiceId) } },
        ConsistentRead: true,
      });
      return items.map((item) => StaffMember.parse(documentOf(item)));
    },
    save: (member, expectedVersion) =>
      putVersioned(client, table, staffKey(member.practiceId, member.user), member, expectedVersion),
  };
}
