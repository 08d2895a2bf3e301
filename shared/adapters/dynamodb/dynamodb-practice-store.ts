import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PracticeId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, textOf } from './items.ts';
import { practiceDirectoryPartition, practiceKey, submitterKey } from './keys.ts';

/** Practices in the practice table, each edition kept beside the present one. */
export function dynamoDbPracticeStore(client: DynamoDBClient, table: string): PracticeStore {
  const load: PracticeStore['load'] = async (practiceId) => {
    const { Item } = await withFaultsNamed('DynamoDB', () =>
      client.send(
        new GetItemCommand({
          TableName: table,
          Key: marshalKey(practiceKey(practiceId)),
          ConsistentRead: true,
        }),
      ),
    );
    return Item === undefined ? undefined : Practice.parse(documentOf(Item));
  };
  return {
    load,
    async findBySubmitterId(submitterId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(new GetItemCommand({ TableName: table, Key: marshalKey(submitterKey(submitterId)) })),
      );
      const practiceId = Item === undefined ? undefined : textOf(Item, 'practiceId');
      return practiceId === undefined ? undefined : PracticeId.parse(practiceId);
    },
    async listIds() {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: practiceDirectoryPartition } },
      });
      return items.map((item) => PracticeId.parse(textOf(item, 'sk')));
    },
    async save(practice, at) {
      const stored = await load(practice.practiceId);
      if (stored !== undefined && stored.edition >= practice.edition) {
        return JSON.stringify(stored) === JSON.stringify(practice) ? 'unchanged' : 'stale';
      }
      const present = practiceKey(practice.practiceId);
      const document = { S: JSON.stringify(practice) };
      const edition = { N: String(practice.edition) };
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(
            new TransactWriteItemsCommand({
              TransactItems: [
                {
                  Put: {
                    TableName: table,
                    Item: { ...marshalKey(present), edition, document, savedAt: { S: at } },
                    ConditionExpression: 'attribute_not_exists(edition) OR edition < :edition',
                    ExpressionAttributeValues: { ':edition': edition },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      pk: { S: present.pk },
                      sk: { S: `edition#${String(practice.edition).padStart(6, '0')}` },
                      document,
                      savedAt: { S: at },
                    },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: {
                      ...marshalKey(submitterKey(practice.submitterId)),
                      practiceId: { S: practice.practiceId },
                    },
                    ConditionExpression: 'attribute_not_exists(pk) OR practiceId = :practice',
                    ExpressionAttributeValues: { ':practice': { S: practice.practiceId } },
                  },
                },
                {
                  Put: {
                    TableName: table,
                    Item: { pk: { S: practiceDirectoryPartition }, sk: { S: practice.practiceId } },
                  },
                },
              ],
            }),
          ),
        );
        return 'saved';
      } catch (error) {
        if (error instanceof TransactionCanceledException) {
          return error.CancellationReasons?.[2]?.Code === 'ConditionalCheckFailed'
            ? 'submitter-id-taken'
            : 'stale';
        }
        throw error;
      }
    },
  };
}
