import { GetItemCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ClaimId } from '#contracts/identifiers.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { marshalKey, numberOf, textOf } from './items.ts';
import { controlNumberKey, interchangeKey } from './keys.ts';

const largestControlNumber = 999_999_999;

/** One counter a practice, raised atomically. */
export function dynamoDbControlNumbers(client: DynamoDBClient, table: string): ControlNumbers {
  return {
    async next(practiceId) {
      const { Attributes = {} } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshalKey(controlNumberKey(practiceId)),
            UpdateExpression: 'ADD lastNumber :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
            ReturnValues: 'UPDATED_NEW',
          }),
        ),
      );
      const next = numberOf(Attributes, 'lastNumber') ?? 0;
      if (next < 1 || next > largestControlNumber) {
        throw new RangeError(
          `Interchange control number ${next} of practice ${practiceId} is outside 1 to ${largestControlNumber}`,
        );
      }
      return next;
    },
    async sentAs(practiceId, interchangeControlNumber) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(interchangeKey(practiceId, interchangeControlNumber)),
          }),
        ),
      );
      return Item === undefined
        ? undefined
        : {
            claimId: ClaimId.parse(textOf(Item, 'claimId')),
            submissionSequence: numberOf(Item, 'submissionSequence') ?? 0,
          };
    },
  };
}
