import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Where a list that is spread over shards was left off. */
export interface ListPosition {
  readonly shard: number;
  readonly startKey: Record<string, AttributeValue> | undefined;
}

export function readPosition(next: string | undefined): ListPosition {
  if (next === undefined) {
    return { shard: 0, startKey: undefined };
  }
  const read = JSON.parse(Buffer.from(next, 'base64url').toString('utf8')) as Partial<ListPosition>;
  return { shard: read.shard ?? 0, startKey: read.startKey };
}

export function positionText(position: ListPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position after a page of a shard. */
export function positionAfter(
  shard: number,
  lastKey: Record<string, AttributeValue> | undefined,
): ListPosition {
  return lastKey === undefined ? { shard: shard + 1, startKey: undefined } : { shard, startKey: lastKey };
}
