import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { CommitConflict, TemporaryFault } from '#contracts/errors.ts';
import type { Write } from '#domain/writes/write.ts';
import { failsAsDuplicate, guardsVersion, type Commit, type CommitOutcome } from '#ports/commit.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { transactItems, type Tables } from './transact-items.ts';

/** DynamoDB's own bound on one transaction. */
const actionsLimit = 100;

/** {@link Commit} as one TransactWriteItems over all tables. */
export function dynamoDbCommit(client: DynamoDBClient, tables: Tables): Commit {
  return {
    async apply(writes) {
      const items = actionsOf(writes, tables);
      const flat = items.flat();
      if (flat.length === 0) {
        return { outcome: 'committed' };
      }
      if (flat.length > actionsLimit) {
        throw new RangeError(
          `A decision wants ${flat.length} writes at once; the limit is ${actionsLimit}. Split it into smaller decisions`,
        );
      }
      try {
        await withFaultsNamed('DynamoDB', () =>
          client.send(new TransactWriteItemsCommand({ TransactItems: flat })),
        );
        return { outcome: 'committed' };
      } catch (error) {
        if (error instanceof TransactionCanceledException) {
          return readCancellation(
            error,
            writes,
            items.map((list) => list.length),
          );
        }
        throw error;
      }
    },
  };
}

/**
 * The actions of each write, by their order. What two writes of one decision put alike without a condition, such as the
 * line of a list that both are in, stands with the first of them: DynamoDB refuses a transaction with two actions on one item.
 */
export function actionsOf(writes: readonly Write[], tables: Tables): TransactWriteItem[][] {
  const put = new Set<string>();
  return writes.map((write) =>
    transactItems(write, tables).filter(({ Put }) => {
      if (Put === undefined || Put.ConditionExpression !== undefined) {
        return true;
      }
      const text = JSON.stringify(Put);
      const isFirst = !put.has(text);
      put.add(text);
      return isFirst;
    }),
  );
}

/** Reasons that pass by themselves: the store was too busy for one of the items. */
const throttled = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);
/** Reasons that say something of the other writers; any other is a fault of ours, for example an item too large. */
const ofOtherWriters = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

function readCancellation(
  error: TransactionCanceledException,
  writes: readonly Write[],
  counts: readonly number[],
): CommitOutcome {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const failed = writes
    .flatMap((write, index) => Array.from({ length: counts[index] ?? 0 }, () => write))
    .map((write, action) => ({ write, code: codes[action] ?? 'None' }))
    .filter(({ code }) => code !== 'None');
  if (failed.some(({ code }) => throttled.has(code))) {
    throw new TemporaryFault('DynamoDB was too busy for a transaction', { cause: error });
  }
  if (failed.some(({ code }) => !ofOtherWriters.has(code))) {
    throw error;
  }
  const [first] = failed;
  const overtaken = failed.find(({ write, code }) => code === 'TransactionConflict' || guardsVersion(write));
  const repeated = failed.find(({ write }) => failsAsDuplicate(write));
  if (overtaken === undefined && repeated !== undefined) {
    return { outcome: 'duplicate', what: repeated.write.kind };
  }
  const { write, code } = overtaken ?? first ?? {};
  throw new CommitConflict(
    `Another writer was first (${write === undefined ? 'no reason given' : `${write.kind}: ${String(code)}`})`,
    { cause: error },
  );
}
