import { GetItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Task, TaskProposal } from '#contracts/task.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, textOf, type Item } from './items.ts';
import { openTasksKey, shards, taskKey } from './keys.ts';

/** Tasks in the work table; the open ones also in an index by due date. */
export function dynamoDbTaskStore(client: DynamoDBClient, table: string): TaskStore {
  return {
    async load(practiceId, taskId) {
      const { Item } = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new GetItemCommand({
            TableName: table,
            Key: marshalKey(taskKey(practiceId, taskId)),
            ConsistentRead: true,
          }),
        ),
      );
      return Item === undefined ? undefined : taskOf(Item);
    },
    async listOpen(practiceId, limit) {
      const lists = await Promise.all(
        shards.map((shard) =>
          withFaultsNamed('DynamoDB', () =>
            client.send(
              new QueryCommand({
                TableName: table,
                IndexName: 'open-index',
                KeyConditionExpression: 'openKey = :open',
                ExpressionAttributeValues: { ':open': { S: openTasksKey(practiceId, shard) } },
                Limit: limit,
              }),
            ),
          ),
        ),
      );
      return lists
        .flatMap((list) => (list.Items ?? []).map(taskOf))
        .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
        .slice(0, limit);
    },
  };
}

/** The task as it was opened, with what was proposed and how it was closed laid over it. */
function taskOf(item: Item): Task {
  const proposals = textOf(item, 'proposals');
  const opened: Task = {
    ...Task.parse(documentOf(item)),
    ...(proposals === undefined ? {} : { proposals: TaskProposal.array().parse(JSON.parse(proposals)) }),
  };
  const closedAt = textOf(item, 'closedAt');
  if (closedAt === undefined) {
    return opened;
  }
  return Task.parse({
    ...opened,
    status: textOf(item, 'status'),
    closedAt,
    closedBy: textOf(item, 'closedBy'),
    outcome: textOf(item, 'outcome'),
  });
}
