import {
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { StaffRequestName, StaffRequests } from '#ports/staff-requests.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { marshalKey, numberOf, textOf, type Item } from './items.ts';
import { staffRequestKey } from './keys.ts';

const keptSeconds = 86_400;
/** What an item holds, less what stands beside the answer. A longer one is not kept: the call is then simply made again. */
const longestBody = 380_000;

/** Answers to calls in a table of their own, each gone after a day. */
export function dynamoDbStaffRequests(client: DynamoDBClient, table: string): StaffRequests {
  const keyOf = ({ practiceId, user, route, key }: StaffRequestName): Item =>
    marshalKey(staffRequestKey(practiceId, user, route, key));
  return {
    async begin(name, contentHash, at, staleSeconds) {
      const now = Date.parse(at) / 1000;
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: {
                ...keyOf(name),
                contentHash: { S: contentHash },
                begunAt: { N: String(now) },
                expiresAt: { N: String(Math.ceil(now) + keptSeconds) },
              },
              // What has expired may lie there for days until it is swept.
              ConditionExpression:
                'attribute_not_exists(pk) OR expiresAt < :now OR (attribute_not_exists(answeredStatus) AND begunAt < :stale AND contentHash = :content)',
              ExpressionAttributeValues: {
                ':now': { N: String(now) },
                ':stale': { N: String(now - staleSeconds) },
                ':content': { S: contentHash },
              },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          ),
        );
        return { state: 'new' };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) {
          throw error;
        }
        const kept: Item = error.Item ?? {};
        if (textOf(kept, 'contentHash') !== contentHash) {
          return { state: 'other' };
        }
        const status = numberOf(kept, 'answeredStatus');
        const body = textOf(kept, 'answeredBody');
        return status === undefined || body === undefined
          ? { state: 'running' }
          : { state: 'answered', answer: { status, body } };
      }
    },
    async end(name, contentHash, at, { status, body }) {
      if (Buffer.byteLength(body) > longestBody) {
        return;
      }
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(name),
            UpdateExpression:
              'SET contentHash = :content, answeredStatus = :status, answeredBody = :body, expiresAt = :expires',
            ExpressionAttributeValues: {
              ':content': { S: contentHash },
              ':status': { N: String(status) },
              ':body': { S: body },
              ':expires': { N: String(Math.ceil(Date.parse(at) / 1000) + keptSeconds) },
            },
          }),
        ),
      );
    },
  };
}
