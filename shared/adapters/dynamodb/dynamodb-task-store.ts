import {
  GetItemCommand,
  QueryCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { TaskListing } from '#contracts/queries.ts';
import { Task, TaskProposal } from '#contracts/task.ts';
import { TaskHandling } from '#contracts/task-handling.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { documentOf, marshalKey, queryAll, textOf, type Item } from './items.ts';
import { shards, taskKey, taskListKeys } from './keys.ts';

/** One list of tasks in their order: where it is read, and by which kinds it is narrowed. */
interface TaskStream {
  readonly index: string;
  readonly keyName: string;
  readonly key: string;
  readonly kinds?: readonly string[];
}

/** With more kinds than this, one list is read and narrowed, instead of one list a kind. */
const mostStreamsOfKinds = 4;

/** Tasks in the work table; the open ones also in an index for each filter and order, those of a claim in theirs. */
export function dynamoDbTaskStore(client: DynamoDBClient, table: string): TaskStore {
  /** The tasks of a list, page after page, as far as they are asked for. */
  async function* tasksOf(stream: TaskStream, { order, limit, next }: TaskListing): AsyncGenerator<Item> {
    const sort = sortNames[order];
    const query: QueryCommandInput = {
      TableName: table,
      IndexName: stream.index,
      KeyConditionExpression: `${stream.keyName} = :list${next === undefined ? '' : ` AND ${sort} > :after`}`,
      ...(stream.kinds === undefined
        ? {}
        : {
            FilterExpression: `#kind IN (${stream.kinds.map((_, place) => `:kind${place}`).join(', ')})`,
            ExpressionAttributeNames: { '#kind': 'kind' },
          }),
      ExpressionAttributeValues: {
        ':list': { S: stream.key },
        ...(next === undefined ? {} : { ':after': { S: next } }),
        ...Object.fromEntries((stream.kinds ?? []).map((kind, place) => [`:kind${place}`, { S: kind }])),
      },
      Limit: limit + 1,
    };
    let startKey: Item | undefined;
    do {
      const page = await withFaultsNamed('DynamoDB', () =>
        client.send(
          new QueryCommand({ ...query, ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }) }),
        ),
      );
      yield* page.Items ?? [];
      startKey = page.LastEvaluatedKey;
    } while (startKey !== undefined);
  }

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

    async list(practiceId, listing) {
      const sort = sortNames[listing.order];
      const streams = streamsOf(practiceId, listing).map((stream) => tasksOf(stream, listing));
      const items = await firstOf(streams, listing.limit + 1, (item) => textOf(item, sort) ?? '');
      const shown = items.slice(0, listing.limit);
      const last = shown.at(-1);
      const tasks = shown.map(taskOf);
      return items.length > shown.length && last !== undefined
        ? { tasks, next: textOf(last, sort) ?? '' }
        : { tasks };
    },

    async ofClaim(practiceId, claimId) {
      const items = await queryAll(client, {
        TableName: table,
        IndexName: 'claim-index',
        KeyConditionExpression: 'claimKey = :claim',
        ExpressionAttributeValues: { ':claim': { S: taskListKeys.ofClaim(practiceId, claimId) } },
        ScanIndexForward: false,
      });
      return items.map(taskOf);
    },
  };
}

const sortNames = { due: 'dueSort', priority: 'prioritySort' } as const;

/** Which lists hold what is asked for. */
function streamsOf(practiceId: PracticeId, { list, owner, kinds, order }: TaskListing): TaskStream[] {
  if (owner !== undefined) {
    const key = taskListKeys.ofOwner(practiceId, list, owner);
    return [
      { index: `owner-${order}-index`, keyName: 'ownerKey', key, ...(kinds === undefined ? {} : { kinds }) },
    ];
  }
  if (kinds !== undefined && kinds.length <= mostStreamsOfKinds) {
    return [...new Set(kinds)].flatMap((kind) =>
      shards.map((shard) => ({
        index: `kind-${order}-index`,
        keyName: 'kindKey',
        key: taskListKeys.ofKind(practiceId, list, kind, shard),
      })),
    );
  }
  return shards.map((shard) => ({
    index: `open-${order}-index`,
    keyName: 'openKey',
    key: taskListKeys.all(practiceId, list, shard),
    ...(kinds === undefined ? {} : { kinds }),
  }));
}

/** The first so many of several lists that are each in order, in their common order. */
async function firstOf<Value>(
  streams: readonly AsyncGenerator<Value>[],
  count: number,
  sortOf: (value: Value) => string,
): Promise<Value[]> {
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  const first: Value[] = [];
  while (first.length < count) {
    let least: { readonly place: number; readonly value: Value } | undefined;
    for (const [place, head] of heads.entries()) {
      if (head.done !== true && (least === undefined || sortOf(head.value) < sortOf(least.value))) {
        least = { place, value: head.value };
      }
    }
    if (least === undefined) {
      break;
    }
    first.push(least.value);
    const stream = streams[least.place];
    if (stream !== undefined) {
      heads[least.place] = await stream.next();
    }
  }
  return first;
}

/** The task as it was opened, with what was proposed, how it is handled and how it was closed laid over it. */
export function taskOf(item: Item): Task {
  const proposals = textOf(item, 'proposals');
  const handling = textOf(item, 'handling');
  const opened: Task = {
    ...Task.parse(documentOf(item)),
    ...(proposals === undefined ? {} : { proposals: TaskProposal.array().parse(JSON.parse(proposals)) }),
    ...(handling === undefined ? {} : { handling: TaskHandling.parse(JSON.parse(handling)) }),
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
