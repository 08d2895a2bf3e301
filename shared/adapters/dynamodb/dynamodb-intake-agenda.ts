import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PlainDate } from '#contracts/dates.ts';
import { IntakeAgendaEntry } from '#contracts/intake-agenda.ts';
import type { IntakeAgenda } from '#ports/intake-agenda.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, numberOf, queryAll, textOf } from './items.ts';
import { intakeAgendaKey, intakeAgendaPartition, shards } from './keys.ts';

/** The agenda in the practice table: an item for each thing that is not done with. */
export function dynamoDbIntakeAgenda(client: DynamoDBClient, table: string): IntakeAgenda {
  return {
    async enter(practiceId, entry) {
      await withFaultsNamed('DynamoDB', () =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshalKey(intakeAgendaKey(practiceId, entry)),
            UpdateExpression:
              'SET #day = if_not_exists(#day, :day), #document = if_not_exists(#document, :document) REMOVE restsUntil ADD times :one',
            ExpressionAttributeNames: { '#day': 'day', '#document': 'document' },
            ExpressionAttributeValues: {
              ':day': { S: entry.day },
              ':document': { S: JSON.stringify(entry) },
              ':one': { N: '1' },
            },
          }),
        ),
      );
    },
    async move(practiceId, subject, day) {
      await unlessOther(() =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshalKey(intakeAgendaKey(practiceId, subject)),
            UpdateExpression: 'SET #day = :day REMOVE restsUntil ADD times :one',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#day': 'day' },
            ExpressionAttributeValues: { ':day': { S: day }, ':one': { N: '1' } },
          }),
        ),
      );
    },
    async rest(practiceId, subject, until) {
      await unlessOther(() =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshalKey(intakeAgendaKey(practiceId, subject)),
            UpdateExpression: 'SET restsUntil = :until',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':until': { S: until } },
          }),
        ),
      );
    },
    async due(practiceId, through) {
      const pages = await Promise.all(
        shards.map((shard) =>
          queryAll(client, {
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            // What is not due waits for days, and is little: it is read with the rest.
            FilterExpression:
              '#day <= :through AND (attribute_not_exists(restsUntil) OR restsUntil <= :through)',
            ExpressionAttributeNames: { '#day': 'day' },
            ExpressionAttributeValues: {
              ':pk': { S: intakeAgendaPartition(practiceId, shard) },
              ':through': { S: through },
            },
          }),
        ),
      );
      return pages.flat().map((item) => {
        const entry = IntakeAgendaEntry.parse(documentOf(item));
        // The day of the item counts: it may have been moved.
        const day = PlainDate.parse(textOf(item, 'day'));
        return { entry: { ...entry, day }, times: numberOf(item, 'times') ?? 0 };
      });
    },
    async cross(practiceId, { entry, times }) {
      await unlessOther(() =>
        client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshalKey(intakeAgendaKey(practiceId, entry)),
            ConditionExpression: 'times = :times',
            ExpressionAttributeValues: { ':times': { N: String(times) } },
          }),
        ),
      );
    },
  };
}

/** Writes, unless the item is not there, or not the one that was read. */
async function unlessOther(write: () => Promise<unknown>): Promise<void> {
  try {
    await withFaultsNamed('DynamoDB', write);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
  }
}
