import { createHash } from 'node:crypto';
import { AwsError, type Json, type JsonObject, type Principal } from '../../runtime/service.ts';
import { type Item, itemSize, readItem } from './attribute-value.ts';
import { CapacityMeter, readCapacityReport, readUnits } from './capacity.ts';
import { validationError } from './errors.ts';
import { ExpressionAttributes } from './expressions/expression-attributes.ts';
import type { ResolvedPath } from './expressions/expression-tree.ts';
import { writeUnits } from './item-rows.ts';
import { type EncodedKey, checkKey, leadingKeyOf } from './keys.ts';
import { bindProjection, project } from './expressions/projection.ts';
import {
  objectOf,
  optionalText,
  readTableName,
  refuseLegacyMembers,
  required,
  requiredList,
} from './request.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import type { Table } from './table-definition.ts';
import {
  type WriteAction,
  type WriteActionName,
  type WriteOutcome,
  checkWriteAction,
  evaluateWriteAction,
  leadingKey,
  readWriteAction,
} from './write-action.ts';

const MOST_ACTIONS = 100;
const LARGEST_TRANSACTION_BYTES = 4 * 1024 * 1024;
const TOKEN_MILLISECONDS = 10 * 60 * 1000;

const actionNames: Readonly<Record<string, WriteActionName>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

interface CheckedAction {
  readonly action: WriteAction;
  readonly key: EncodedKey;
}

/** Up to 100 writes on one or more tables: all of them or none. */
export const transactWriteItems: Operation = async (parts, input, principal) => {
  const capacity = readCapacityReport(input);
  const token = optionalText(input, 'ClientRequestToken', 1, 36);
  const items = requiredList(input, 'TransactItems', 1, MOST_ACTIONS);
  const actions = items.map((item) => readTransactItem(parts, item, principal));
  authorizeActions(parts, actions, principal);
  const checked = checkActions(actions);
  const hash =
    token === undefined ? '' : createHash('sha256').update(JSON.stringify(items)).digest('base64url');
  const meter = new CapacityMeter('write', true);
  try {
    const streams = await parts.world.store.write(() => {
      if (token !== undefined && seenBefore(parts, token, hash)) {
        return new Set<string>();
      }
      return writeAll(parts, checked, meter);
    });
    parts.streams.announce(streams);
  } finally {
    // A transaction that a condition cancels costs what it looked at.
    meter.count(parts.world);
  }
  return meter.reportAll(capacity);
};

function readTransactItem(parts: ServiceParts, json: Json, principal: Principal): WriteAction {
  const item = objectOf(json, 'TransactItems');
  const kinds = Object.keys(item).filter((kind) => item[kind] !== null && item[kind] !== undefined);
  const [kind] = kinds;
  const name = kind === undefined ? undefined : actionNames[kind];
  if (kinds.length !== 1 || kind === undefined || name === undefined) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const request = objectOf(item[kind], kind);
  if (name === 'UpdateItem') {
    required(request, 'UpdateExpression');
  }
  return readWriteAction(parts, name, request, principal);
}

/** One question a table and action, with all the partition keys that the transaction names there. */
function authorizeActions(parts: ServiceParts, actions: readonly WriteAction[], principal: Principal): void {
  const groups = Map.groupBy(actions, ({ name, table }) => `${name} ${table.name}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first !== undefined) {
      parts.access.check(principal, first.name, first.table, {
        leadingKeys: group.map(leadingKey),
        enclosingOperation: 'TransactWriteItems',
      });
    }
  }
}

/** Checks keys and limits; what is wrong with one action cancels the transaction with that reason. */
function checkActions(actions: readonly WriteAction[]): CheckedAction[] {
  const bytes = actions.reduce((sum, { given }) => sum + itemSize(given), 0);
  if (bytes > LARGEST_TRANSACTION_BYTES) {
    throw validationError(
      `Transaction payload size cannot exceed ${LARGEST_TRANSACTION_BYTES} bytes; it is ${bytes} bytes`,
    );
  }
  const seen = new Set<string>();
  const checked = actions.map((action, index) => {
    try {
      return { action, key: checkWriteAction(action) };
    } catch (error) {
      throw cancelledBy(error, index, actions.length);
    }
  });
  for (const { action, key } of checked) {
    const identity = `${action.table.id} ${Buffer.from(key.partition).toString('hex')} ${Buffer.from(key.sort).toString('hex')}`;
    if (seen.has(identity)) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    seen.add(identity);
  }
  return checked;
}

/** A validation error of one action as the cancellation of the whole; any other error as it is. */
function cancelledBy(error: unknown, index: number, count: number): unknown {
  if (!(error instanceof AwsError) || error.name !== 'ValidationException') {
    return error;
  }
  const reasons: CancellationReason[] = Array.from({ length: count }, () => ({ Code: 'None' }));
  reasons[index] = { Code: 'ValidationError', Message: error.message };
  return transactionCancelled(reasons);
}

type CancellationReason = { Code: string; Message?: string; Item?: Item };

function transactionCancelled(reasons: CancellationReason[]): AwsError {
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((reason) => reason.Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  );
}

/** Whether this very request was carried out in the last ten minutes; notes it if not. */
function seenBefore(parts: ServiceParts, token: string, hash: string): boolean {
  const now = parts.world.clock.now();
  const row = parts.statements
    .of('SELECT request_hash FROM dynamodb_transaction WHERE token = ? AND expires_at > ?')
    .get(token, now);
  if (row === undefined) {
    parts.statements
      .of('INSERT OR REPLACE INTO dynamodb_transaction (token, request_hash, expires_at) VALUES (?, ?, ?)')
      .run(token, hash, now + TOKEN_MILLISECONDS);
    parts.retention.note('transaction token', now + TOKEN_MILLISECONDS);
    return false;
  }
  if (row['request_hash'] !== hash) {
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'A request with the same ClientRequestToken but different parameters was made within the last ten minutes.',
    );
  }
  return true;
}

/** Runs inside the transaction: judges every action against the items as they are, then writes them all. */
function writeAll(parts: ServiceParts, checked: readonly CheckedAction[], meter: CapacityMeter): Set<string> {
  const outcomes = checked.map(({ action, key }, index) => {
    try {
      return evaluateWriteAction(parts, action, key);
    } catch (error) {
      throw cancelledBy(error, index, checked.length);
    }
  });
  if (outcomes.some(({ conditionHolds }) => !conditionHolds)) {
    checked.forEach(({ action }, index) => {
      meter.add(action.table, writeUnits(outcomes[index]?.old?.size ?? 0));
    });
    throw transactionCancelled(
      outcomes.map((outcome, index) => cancellationReason(checked[index]?.action, outcome)),
    );
  }
  const streams = new Set<string>();
  checked.forEach(({ action, key }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) {
      return;
    }
    const cost = parts.rows.change(action.table, key, outcome.old, outcome.next);
    meter.addWrite(action.table, cost);
    if (cost.changed && action.table.stream !== undefined) {
      streams.add(action.table.stream.arn);
    }
  });
  return streams;
}

function cancellationReason(action: WriteAction | undefined, outcome: WriteOutcome): CancellationReason {
  if (outcome.conditionHolds) {
    return { Code: 'None' };
  }
  return {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(action?.returnItemOnFailure === true && outcome.old !== undefined ? { Item: outcome.old.item } : {}),
  };
}

interface TransactGet {
  readonly table: Table;
  readonly key: EncodedKey;
  readonly leadingKey: string | undefined;
  readonly paths: readonly ResolvedPath[] | undefined;
}

/** Up to 100 items as they are at one moment. */
export const transactGetItems: Operation = (parts, input, principal) => {
  const capacity = readCapacityReport(input);
  const gets = requiredList(input, 'TransactItems', 1, MOST_ACTIONS).map((item) =>
    readTransactGet(parts, item, principal),
  );
  for (const group of Map.groupBy(gets, ({ table }) => table).values()) {
    const [first] = group;
    if (first !== undefined) {
      parts.access.check(principal, 'GetItem', first.table, {
        leadingKeys: group.map(({ leadingKey }) => leadingKey),
        enclosingOperation: 'TransactGetItems',
      });
    }
  }
  const meter = new CapacityMeter('read');
  let bytes = 0;
  const responses = gets.map(({ table, key, paths }): JsonObject => {
    const stored = parts.rows.read(table, key);
    meter.add(table, readUnits(stored?.size ?? 0, 'transaction'));
    bytes += stored?.size ?? 0;
    if (stored === undefined) {
      return {};
    }
    return { Item: paths === undefined ? stored.item : project(stored.item, paths) };
  });
  meter.count(parts.world);
  if (bytes > LARGEST_TRANSACTION_BYTES) {
    throw validationError(
      `Transaction payload size cannot exceed ${LARGEST_TRANSACTION_BYTES} bytes; the items have ${bytes} bytes`,
    );
  }
  return { Responses: responses, ...meter.reportAll(capacity) };
};

function readTransactGet(parts: ServiceParts, json: Json, principal: Principal): TransactGet {
  const get = objectOf(required(objectOf(json, 'TransactItems'), 'Get'), 'Get');
  const table = parts.access.table(readTableName(required(get, 'TableName')), principal, 'GetItem');
  refuseLegacyMembers(get);
  const given = readItem(required(get, 'Key'));
  const attributes = ExpressionAttributes.read(get, get['ProjectionExpression'] !== undefined);
  const paths = bindProjection(get, attributes);
  attributes.checkAllUsed();
  return { table, key: checkKey(table, given), leadingKey: leadingKeyOf(table, given), paths };
}
