import {
  ConditionalCheckFailedException,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { Instant } from '#contracts/dates.ts';
import { ClaimId, GuarantorId, PracticeId } from '#contracts/identifiers.ts';
import type { Outbox, OutboxRow } from '#ports/outbox.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { marshalKey, numberOf, textOf, type Item } from './items.ts';
import { shards, signalKey, startCycleKey, startLegKey, unsentShard, type Key } from './keys.ts';

/** Outbox rows in the claims table, the unsent ones also in a sparse index. */
export function dynamoDbOutbox(client: DynamoDBClient, table: string): Outbox {
  return {
    async unsent(before, limit) {
      const pages = await Promise.all(
        shards.map((shard) =>
          withFaultsNamed('DynamoDB', () =>
            client.send(
              new QueryCommand({
                TableName: table,
                IndexName: 'unsent-index',
                KeyConditionExpression: 'unsent = :shard AND unsentSince < :before',
                ExpressionAttributeValues: { ':shard': { S: `unsent#${shard}` }, ':before': { S: before } },
                Limit: limit,
              }),
            ),
          ),
        ),
      );
      return pages
        .flatMap((page) => page.Items ?? [])
        .map(outboxRowOf)
        .filter((row) => row !== undefined)
        .toSorted((one, other) => (one.unsentSince < other.unsentSince ? -1 : 1))
        .slice(0, limit);
    },

    async markSent(row, at) {
      const token = row.kind === 'signal' ? row.token?.value : undefined;
      await ignoringFailedCondition(() =>
        withFaultsNamed('DynamoDB', () =>
          client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: marshalKey(keyOf(row)),
              UpdateExpression: 'SET sentAt = :at REMOVE unsent, unsentSince',
              ConditionExpression: token === undefined ? 'attribute_exists(unsent)' : 'taskToken = :token',
              ExpressionAttributeValues: {
                ':at': { S: at },
                ...(token === undefined ? {} : { ':token': { S: token } }),
              },
            }),
          ),
        ),
      );
    },

    async fileToken({ practiceId, claimId, waitName, waitKey }, token, at) {
      const key = marshalKey(signalKey(practiceId, claimId, waitName, waitKey));
      const filed = await ignoringFailedCondition(() =>
        withFaultsNamed('DynamoDB', () =>
          client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: key,
              UpdateExpression: 'SET taskToken = :token, tokenLeg = :leg, tokenFiledAt = :at',
              // A message of an earlier leg that arrives late must not push out the token of the present one.
              ConditionExpression: 'attribute_not_exists(tokenLeg) OR tokenLeg <= :leg',
              ExpressionAttributeValues: {
                ':token': { S: token.value },
                ':leg': { N: String(token.leg) },
                ':at': { S: at },
              },
              ReturnValues: 'ALL_OLD',
            }),
          ),
        ),
      );
      const before = filed?.Attributes;
      if (before !== undefined && before['sentAt'] !== undefined && before['taskToken']?.S !== token.value) {
        // The answer went to an earlier token; it has to be sent again to this one.
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: key,
              UpdateExpression: 'SET unsent = :unsent, unsentSince = :at',
              ExpressionAttributeValues: { ':unsent': { S: unsentShard(claimId) }, ':at': { S: at } },
            }),
          ),
        );
      }
    },
  };
}

/** Reads an outbox row from an item of the table or of its stream; undefined when the item is not one. */
export function outboxRowOf(item: Item): OutboxRow | undefined {
  const unsentSince = textOf(item, 'unsentSince');
  if (unsentSince === undefined) {
    return undefined;
  }
  const base = {
    practiceId: PracticeId.parse(textOf(item, 'practiceId')),
    unsentSince: Instant.parse(unsentSince),
  };
  switch (textOf(item, 'kind')) {
    case 'signal': {
      const token = textOf(item, 'taskToken');
      return {
        ...base,
        kind: 'signal',
        claimId: ClaimId.parse(textOf(item, 'claimId')),
        waitName: textOf(item, 'waitName') ?? '',
        waitKey: textOf(item, 'waitKey') ?? '',
        output: {
          outcome: textOf(item, 'outcome') ?? '',
          waitKey: textOf(item, 'nextWaitKey') ?? '',
          deadlineSeconds: numberOf(item, 'deadlineSeconds') ?? 0,
        },
        ...(token === undefined ? {} : { token: { value: token, leg: numberOf(item, 'tokenLeg') ?? 0 } }),
      };
    }
    case 'start-leg':
      return {
        ...base,
        kind: 'start-leg',
        claimId: ClaimId.parse(textOf(item, 'claimId')),
        leg: numberOf(item, 'leg') ?? 0,
      };
    case 'start-account-cycle':
      return {
        ...base,
        kind: 'start-account-cycle',
        guarantorId: GuarantorId.parse(textOf(item, 'guarantorId')),
        cycle: numberOf(item, 'cycle') ?? 0,
      };
    default:
      return undefined;
  }
}

function keyOf(row: OutboxRow): Key {
  switch (row.kind) {
    case 'signal':
      return signalKey(row.practiceId, row.claimId, row.waitName, row.waitKey);
    case 'start-leg':
      return startLegKey(row.practiceId, row.claimId, row.leg);
    case 'start-account-cycle':
      return startCycleKey(row.practiceId, row.guarantorId, row.cycle);
  }
}

async function ignoringFailedCondition<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}
