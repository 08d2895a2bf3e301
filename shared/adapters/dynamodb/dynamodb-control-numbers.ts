import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { marshalKey, numberOf } from './items.ts';
import { controlNumberKey } from './keys.ts';

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
  };
}
