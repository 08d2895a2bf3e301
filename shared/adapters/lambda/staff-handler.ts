import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { dynamoDbAuditTrail } from '../dynamodb/dynamodb-audit-trail.ts';
import { dynamoDbStaffMembers } from '../dynamodb/dynamodb-staff-members.ts';
import { dynamoDbStaffRequests } from '../dynamodb/dynamodb-staff-requests.ts';
import { systemClock } from '../system/system-clock.ts';
import { claimsHandler } from './claims-handler.ts';
import { readEnvironment } from './environment.ts';
import { staffDoor } from './staff-door.ts';

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

/**
 * A handler that is called over HTTP by staff, and without by operators and the command line.
 * @param routes rows of the contracts, among them those of this function.
 */
export function staffHandler(
  name: string,
  routes: readonly StaffRoute[],
  run: (event: unknown) => Promise<unknown>,
) {
  const books = staffWorld();
  return claimsHandler(name, staffDoor(name, routes, run, { clock: systemClock, books: () => books }));
}
