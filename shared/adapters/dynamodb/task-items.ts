import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Task } from '#contracts/task.ts';
import type { TaskHandling } from '#contracts/task-handling.ts';
import { queuePlaceOf } from '#domain/tasks/task-queues.ts';
import type { Write } from '#domain/writes/write.ts';
import { marshalKey, type Item } from './items.ts';
import { shardOf, taskJournalKey, taskKey, taskListKeys } from './keys.ts';

type TaskWrite = Extract<Write, { kind: 'open-task' | 'close-task' | 'save-proposals' | 'save-handling' }>;

/** What keeps a task in the lists of open ones; a closed one stays in the list of its claim alone. */
const listed = ['openKey', 'dueSort', 'prioritySort', 'kindKey', 'ownerKey'] as const;

/** What a write to a task becomes in the table of tasks. */
export function taskItems(write: TaskWrite, table: string): TransactWriteItem {
  switch (write.kind) {
    case 'open-task':
      return {
        Put: {
          TableName: table,
          Item: taskItem(write.task),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
    case 'close-task':
      return {
        Update: {
          TableName: table,
          Key: marshalKey(taskKey(write.practiceId, write.taskId)),
          UpdateExpression: `SET #status = :status, closedAt = :at, closedBy = :by, #outcome = :outcome, closedKey = :closed REMOVE ${listed.join(', ')}`,
          ConditionExpression: `#status = :open${andProposed(write.proposalVersion)}`,
          ExpressionAttributeNames: { '#status': 'status', '#outcome': 'outcome' },
          ExpressionAttributeValues: {
            ':status': { S: write.status },
            ':at': { S: write.closedAt },
            ':by': { S: write.closedBy },
            ':outcome': { S: write.outcome },
            ':open': { S: 'open' },
            ':closed': {
              S: taskJournalKey(
                write.practiceId,
                'closed',
                write.closedAt.slice(0, 10),
                shardOf(write.taskId),
              ),
            },
            ...proposedVersion(write.proposalVersion),
          },
        },
      };
    case 'save-proposals':
      return {
        Update: {
          TableName: table,
          Key: marshalKey(taskKey(write.practiceId, write.taskId)),
          UpdateExpression: 'SET proposals = :proposals, proposalVersion = :version',
          ConditionExpression: `#status = :open${andProposed(write.expectedVersion)}`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':proposals': { S: JSON.stringify(write.proposals) },
            ':version': { N: String(write.version) },
            ':open': { S: 'open' },
            ...proposedVersion(write.expectedVersion),
          },
        },
      };
    case 'save-handling':
      return saveHandling(write, table);
  }
}

function saveHandling(
  { task, expectedVersion }: Extract<TaskWrite, { kind: 'save-handling' }>,
  table: string,
): TransactWriteItem {
  const places = placesOf(task);
  const left = listed.filter((name) => places[name] === undefined);
  const sets = ['#handling = :handling', 'handlingVersion = :version'];
  return {
    Update: {
      TableName: table,
      Key: marshalKey(taskKey(task.practiceId, task.taskId)),
      UpdateExpression: `SET ${[...sets, ...Object.keys(places).map((name) => `${name} = :${name}`)].join(', ')}${left.length === 0 ? '' : ` REMOVE ${left.join(', ')}`}`,
      ConditionExpression: `#status = :open AND ${
        expectedVersion === 0 ? 'attribute_not_exists(handlingVersion)' : 'handlingVersion = :expected'
      }`,
      ExpressionAttributeNames: { '#status': 'status', '#handling': 'handling' },
      ExpressionAttributeValues: {
        ':handling': { S: JSON.stringify(task.handling) },
        ':version': { N: String(task.handling.version) },
        ':open': { S: 'open' },
        ...(expectedVersion === 0 ? {} : { ':expected': { N: String(expectedVersion) } }),
        ...Object.fromEntries(Object.entries(places).map(([name, value]) => [`:${name}`, value])),
      },
    },
  };
}

function taskItem(task: Task): Item {
  return {
    ...marshalKey(taskKey(task.practiceId, task.taskId)),
    status: { S: task.status },
    kind: { S: task.kind },
    ...placesOf(task),
    openedKey: {
      S: taskJournalKey(task.practiceId, 'opened', task.openedAt.slice(0, 10), shardOf(task.taskId)),
    },
    openedAt: { S: task.openedAt },
    ...(task.claimId === undefined
      ? {}
      : { claimKey: { S: taskListKeys.ofClaim(task.practiceId, task.claimId) } }),
    ...(task.handling === undefined ? {} : handlingAttributes(task.handling)),
    document: { S: JSON.stringify(task) },
  };
}

function handlingAttributes(handling: TaskHandling) {
  return {
    handling: { S: JSON.stringify(handling) },
    handlingVersion: { N: String(handling.version) },
  };
}

/** The attributes by which an open task is found in lists. */
function placesOf(task: Task): { readonly [Name in (typeof listed)[number]]?: { S: string } } {
  const place = queuePlaceOf(task);
  if (place === undefined) {
    return {};
  }
  const { practiceId, kind, taskId } = task;
  const shard = shardOf(taskId);
  return {
    openKey: { S: taskListKeys.all(practiceId, place.list, shard) },
    kindKey: { S: taskListKeys.ofKind(practiceId, place.list, kind, shard) },
    ...(place.owner === undefined
      ? {}
      : { ownerKey: { S: taskListKeys.ofOwner(practiceId, place.list, place.owner) } }),
    dueSort: { S: place.dueSort },
    prioritySort: { S: place.prioritySort },
  };
}

/** Holds a write to a task to the version of what is proposed there; 0 where nothing was. */
function andProposed(version: number | undefined): string {
  if (version === undefined) {
    return '';
  }
  return version === 0
    ? ' AND attribute_not_exists(proposalVersion)'
    : ' AND proposalVersion = :proposalVersion';
}

function proposedVersion(version: number | undefined): Record<string, { N: string }> {
  return version === undefined || version === 0 ? {} : { ':proposalVersion': { N: String(version) } };
}
