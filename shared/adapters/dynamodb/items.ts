import {
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { withFaultsNamed } from '../named-faults.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, AttributeValue>;

export function marshalKey({ pk, sk }: Key): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** The JSON text that an item carries, unparsed by any schema yet. */
export function documentOf(item: Item): unknown {
  return JSON.parse(item['document']?.S ?? 'null');
}

export function textOf(item: Item, name: string): string | undefined {
  return item[name]?.S;
}

export function numberOf(item: Item, name: string): number | undefined {
  const text = item[name]?.N;
  return text === undefined ? undefined : Number(text);
}

/** Every item of a query, page after page. For partitions whose size is bounded by what they hold. */
export async function queryAll(client: DynamoDBClient, query: QueryCommandInput): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const page = await withFaultsNamed('DynamoDB', () =>
      client.send(
        new QueryCommand({ ...query, ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }) }),
      ),
    );
    items.push(...(page.Items ?? []));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return items;
}

/** The first items of a query, at most so many. */
export async function queryFirst(
  client: DynamoDBClient,
  limit: number,
  query: QueryCommandInput,
): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const page = await withFaultsNamed('DynamoDB', () =>
      client.send(
        new QueryCommand({
          ...query,
          Limit: limit - items.length,
          ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
        }),
      ),
    );
    items.push(...(page.Items ?? []));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && items.length < limit);
  return items;
}
