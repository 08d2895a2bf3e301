import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { ClaimEvent } from '#contracts/claim.ts';
import { CostEntry } from '#contracts/costs.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import { GuarantorId, type PracticeId } from '#contracts/identifiers.ts';
import { SentStatement } from '#contracts/patient-account.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { Journal } from '#ports/journal.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { taskOf } from './dynamodb-task-store.ts';
import { documentOf, type Item } from './items.ts';
import {
  claimJournalKey,
  costJournalPartition,
  shards,
  statementJournalPartition,
  taskJournalKey,
} from './keys.ts';
import { positionAfter, positionText, readPosition } from './list-position.ts';

const EnteredStatement = z.object({ guarantorId: GuarantorId, statement: SentStatement, at: Instant });

/** One partition in which a part of a day is kept. */
interface Place {
  readonly table: string;
  readonly index?: string;
  readonly keyName: string;
  readonly key: string;
  readonly read: (item: Item) => JournalEntry;
}

/** Moves of claims and tasks by indexes of their days, statements and costs by the partitions of theirs. */
export function dynamoDbJournal(
  client: DynamoDBClient,
  tables: { readonly claims: string; readonly work: string; readonly practice: string },
): Journal {
  const placesOf = (practiceId: PracticeId, day: PlainDate): Place[] => [
    ...shards.flatMap((shard): Place[] => [
      {
        table: tables.claims,
        index: 'journal-day-index',
        keyName: 'journalKey',
        key: claimJournalKey(practiceId, day, shard),
        read: (item) => ({ kind: 'claim-event', event: ClaimEvent.parse(documentOf(item)) }),
      },
      {
        table: tables.work,
        index: 'opened-day-index',
        keyName: 'openedKey',
        key: taskJournalKey(practiceId, 'opened', day, shard),
        read: (item) => ({ kind: 'task-opened', task: taskOf(item) }),
      },
      {
        table: tables.work,
        index: 'closed-day-index',
        keyName: 'closedKey',
        key: taskJournalKey(practiceId, 'closed', day, shard),
        read: (item) => ({ kind: 'task-closed', task: taskOf(item) }),
      },
    ]),
    {
      table: tables.practice,
      keyName: 'pk',
      key: statementJournalPartition(practiceId, day),
      read: (item) => ({ kind: 'statement-sent', ...EnteredStatement.parse(documentOf(item)) }),
    },
    {
      table: tables.practice,
      keyName: 'pk',
      key: costJournalPartition(practiceId, day),
      read: (item) => ({ kind: 'cost-entered', entry: CostEntry.parse(documentOf(item)) }),
    },
  ];
  return {
    async pageOfDay(practiceId, day, { limit, next }) {
      const places = placesOf(practiceId, day);
      const entries: JournalEntry[] = [];
      let position = readPosition(next);
      let place = places[position.shard];
      while (place !== undefined && entries.length < limit) {
        const { table, index, keyName, key, read } = place;
        const { startKey } = position;
        const page = await withFaultsNamed('DynamoDB', () =>
          client.send(
            new QueryCommand({
              TableName: table,
              ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
              KeyConditionExpression: `${keyName} = :key`,
              ExpressionAttributeValues: { ':key': { S: key } },
              Limit: limit - entries.length,
              ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
            }),
          ),
        );
        entries.push(...(page.Items ?? []).map(read));
        position = positionAfter(position.shard, page.LastEvaluatedKey);
        place = places[position.shard];
      }
      return place === undefined ? { entries } : { entries, next: positionText(position) };
    },
  };
}
