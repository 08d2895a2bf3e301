import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CommitConflict } from '#contracts/errors.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Commit, CommitOutcome } from '#ports/commit.ts';
import { withFaultsNamed } from '../named-faults.ts';
import { failsAsDuplicate, transactItems, type Tables } from './transact-items.ts';

/** DynamoDB's own bound on one transaction. */
const actionsLimit = 100;

/** {@link Commit} as one TransactWriteItems over all tables. */
export function dynamoDbCommit(client: DynamoDBClient, tables: Tables): Commit {
  return {
    async apply(writes) {
      const items = writes.map((write) => transactItems(write, tables));
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

function readCancellation(
  error: TransactionCanceledException,
  writes: readonly Write[],
  actionsOf: readonly number[],
): CommitOutcome {
  const reasons = error.CancellationReasons ?? [];
  let action = 0;
  let conflict: string | undefined;
  for (const [index, write] of writes.entries()) {
    for (let count = actionsOf[index] ?? 0; count > 0; count -= 1) {
      const code = reasons[action]?.Code ?? 'None';
      action += 1;
      if (code === 'ConditionalCheckFailed' && failsAsDuplicate(write)) {
        return { outcome: 'duplicate', what: write.kind };
      }
      if (code !== 'None') {
        conflict ??= `${write.kind}: ${code}`;
      }
    }
  }
  throw new CommitConflict(`Another writer was first (${conflict ?? 'no reason given'})`, { cause: error });
}
