import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbAuditTrail } from '../dynamodb/dynamodb-audit-trail.ts';
import { dynamoDbStaffMembers } from '../dynamodb/dynamodb-staff-members.ts';
import { dynamoDbStaffRequests } from '../dynamodb/dynamodb-staff-requests.ts';
import { systemClock } from '../system/system-clock.ts';
import { readEnvironment } from './environment.ts';

/** The tables of who works in a practice, what they asked, and what they saw. */
export function staffWorld(client = new DynamoDBClient()) {
  const { STAFF_TABLE, STAFF_REQUEST_TABLE, AUDIT_TABLE } = readEnvironment(
    'STAFF_TABLE',
    'STAFF_REQUEST_TABLE',
    'AUDIT_TABLE',
  );
  return {
    clock: systemClock,
    members: dynamoDbStaffMembers(client, STAFF_TABLE),
    requests: dynamoDbStaffRequests(client, STAFF_REQUEST_TABLE),
    audit: dynamoDbAuditTrail(client, AUDIT_TABLE),
  };
}
