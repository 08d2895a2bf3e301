import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Posting, type AccountHolder } from '#contracts/ledger.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, queryAll } from './items.ts';
import { postingDayKey, postingPartition, refundKey, shards, takebackKey } from './keys.ts';
import { positionAfter, positionText, readPosition } from './list-position.ts';

/** Postings in the ledger table: the claim's (or remittance's) partition, and an index by posting day. */
export function dynamoDbLedgerStore(client: DynamoDBClient, table: string): LedgerStore {
  const ofHolder = async (practiceId: PracticeId, holder: AccountHolder): Promise<Posting[]> => {
    const items = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: postingPartition(practiceId, holder) } },
      ConsistentRead: true,
    });
    return items.map((item) => Posting.parse(documentOf(item))).toSorted(byKnownAt);
  };
  const ofKey = async (keyOf: (shard: number) => string): Promise<Posting[]> => {
    const found = await Promise.all(
      shards.map((shard) =>
        queryAll(client, {
          TableName: table,
          IndexName: 'takeback-index',
          KeyConditionExpression: 'takebackKey = :key',
          ExpressionAttributeValues: { ':key': { S: keyOf(shard) } },
        }),
      ),
    );
    return found
      .flat()
      .map((item) => Posting.parse(documentOf(item)))
      .toSorted(byKnownAt);
  };
  return {
    ofClaim: ofHolder,
    ofHolder,
    async ofDay(practiceId, postingDate) {
      const days = await Promise.all(
        shards.map((shard) =>
          queryAll(client, {
            TableName: table,
            IndexName: 'posting-day-index',
            KeyConditionExpression: 'dayKey = :day',
            ExpressionAttributeValues: { ':day': { S: postingDayKey(practiceId, postingDate, shard) } },
          }),
        ),
      );
      return days
        .flat()
        .map((item) => Posting.parse(documentOf(item)))
        .toSorted(byKnownAt);
    },
    takebacks: (practiceId) => ofKey((shard) => takebackKey(practiceId, shard)),
    refunds: (practiceId) => ofKey((shard) => refundKey(practiceId, shard)),
    async pageOfDay(practiceId, postingDate, { limit, next }) {
      const postings: Posting[] = [];
      let position = readPosition(next);
      while (position.shard < shards.length && postings.length < limit) {
        const { shard, startKey } = position;
        const page = await withFaultsNamed('DynamoDB', () =>
          client.send(
            new QueryCommand({
              TableName: table,
              IndexName: 'posting-day-index',
              KeyConditionExpression: 'dayKey = :day',
              ExpressionAttributeValues: { ':day': { S: postingDayKey(practiceId, postingDate, shard) } },
              Limit: limit - postings.length,
              ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
            }),
          ),
        );
        postings.push(...(page.Items ?? []).map((item) => Posting.parse(documentOf(item))));
        position = positionAfter(shard, page.LastEvaluatedKey);
      }
      return position.shard < shards.length ? { postings, next: positionText(position) } : { postings };
    },
  };
}

function byKnownAt(one: Posting, other: Posting): number {
  return one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0;
}
