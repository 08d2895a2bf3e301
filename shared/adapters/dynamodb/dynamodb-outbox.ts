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
      const shardRows = await Promise.all(
        shards.map((shard) => sendableRows(client, table, `unsent#${shard}`, before, limit)),
      );
      return shardRows
        .flat()
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
              // A row read without a token is not sent when one was filed since: that wait is still to be answered.
              ConditionExpression:
                token === undefined
                  ? 'attribute_exists(unsent) AND attribute_not_exists(taskToken)'
                  : 'taskToken = :token',
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
      const update = (expression: string, condition: string, values: Item) =>
        ignoringFailedCondition(() =>
          withFaultsNamed('DynamoDB', () =>
            client.send(
              new UpdateItemCommand({
                TableName: table,
                Key: marshalKey(signalKey(practiceId, claimId, waitName, waitKey)),
                UpdateExpression: expression,
                ConditionExpression: condition,
                ExpressionAttributeValues: {
                  ':token': { S: token.value },
                  ':leg': { N: String(token.leg) },
                  ':at': { S: at },
                  ...values,
                },
              }),
            ),
          ),
        );
      // A message of an earlier leg that arrives late must not push out the token of the present one.
      const isOfThisLegOrLater = '(attribute_not_exists(tokenLeg) OR tokenLeg <= :leg)';
      const filed = await update(
        'SET taskToken = :token, tokenLeg = :leg, tokenFiledAt = :at',
        `${isOfThisLegOrLater} AND (attribute_not_exists(sentAt) OR taskToken = :token)`,
        {},
      );
      if (filed === undefined) {
        // The answer went to an earlier token; with the new one it becomes unsent again, both at once.
        await update(
          'SET taskToken = :token, tokenLeg = :leg, tokenFiledAt = :at, unsent = :unsent, unsentSince = :at REMOVE sentAt',
          `${isOfThisLegOrLater} AND attribute_exists(sentAt) AND taskToken <> :token`,
          { ':unsent': { S: unsentShard(claimId) } },
        );
      }
    },
  };
}

/**
 * The oldest rows of one shard that can be sent, at most `limit`. Answers whose pipeline has not filed its token yet
 * are passed over without counting: however many wait, those behind them are found.
 */
async function sendableRows(
  client: DynamoDBClient,
  table: string,
  shard: string,
  before: Instant,
  limit: number,
): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = [];
  let startKey: Item | undefined;
  do {
    const page = await withFaultsNamed('DynamoDB', () =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'unsent-index',
          KeyConditionExpression: 'unsent = :shard AND unsentSince < :before',
          FilterExpression: '#kind <> :signal OR attribute_exists(taskToken)',
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: {
            ':shard': { S: shard },
            ':before': { S: before },
            ':signal': { S: 'signal' },
          },
          ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
        }),
      ),
    );
    rows.push(...(page.Items ?? []).map(outboxRowOf).filter((row) => row !== undefined));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && rows.length < limit);
  return rows.slice(0, limit);
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
