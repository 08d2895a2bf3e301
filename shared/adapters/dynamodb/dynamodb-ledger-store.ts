import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Posting, type AccountHolder } from '#contracts/ledger.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { documentOf, queryAll } from './items.ts';
import { postingDayKey, postingPartition, shards, takebackKey } from './keys.ts';

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
    async takebacks(practiceId) {
      const found = await Promise.all(
        shards.map((shard) =>
          queryAll(client, {
            TableName: table,
            IndexName: 'takeback-index',
            KeyConditionExpression: 'takebackKey = :key',
            ExpressionAttributeValues: { ':key': { S: takebackKey(practiceId, shard) } },
          }),
        ),
      );
      return found
        .flat()
        .map((item) => Posting.parse(documentOf(item)))
        .toSorted(byKnownAt);
    },
  };
}

function byKnownAt(one: Posting, other: Posting): number {
  return one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0;
}
