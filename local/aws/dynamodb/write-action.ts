import { AwsError, type JsonObject, type Principal } from '../../runtime/service.ts';
import { type Item, attributeOf, itemSize, readItem, typeOf } from './attribute-value.ts';
import { type BoundCondition, bindCondition } from './expressions/condition.ts';
import { validationError } from './errors.ts';
import { ExpressionAttributes } from './expressions/expression-attributes.ts';
import type { StoredItem } from './item-rows.ts';
import { type EncodedKey, checkIndexKeys, checkItemKeys, checkKey, keyOf, leadingKeyOf } from './keys.ts';
import { optionalWord, readTableName, refuseLegacyMembers, required, requiredString } from './request.ts';
import type { ServiceParts } from './service-parts.ts';
import type { Table } from './table-definition.ts';
import { type BoundUpdate, bindUpdate } from './expressions/update.ts';

const LARGEST_ITEM_BYTES = 400 * 1024;

/** IAM's names of what a write does to one item. */
export type WriteActionName = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** One write, alone or in a transaction, read from its request but not yet checked against the keys of the table. */
export interface WriteAction {
  readonly name: WriteActionName;
  readonly table: Table;
  /** The item of a put, the key of the rest. */
  readonly given: Item;
  readonly condition: BoundCondition | undefined;
  readonly update: BoundUpdate | undefined;
  readonly returnItemOnFailure: boolean;
}

/** What a write would do: the item before and after it, or that its condition does not hold. */
export interface WriteOutcome {
  readonly old: StoredItem | undefined;
  readonly next: Item | undefined;
  readonly conditionHolds: boolean;
}

/** Reads a write from its request; throws what AWS answers, before it looks at any key. */
export function readWriteAction(
  parts: ServiceParts,
  name: WriteActionName,
  input: JsonObject,
  principal: Principal,
): WriteAction {
  const table = parts.access.table(readTableName(required(input, 'TableName')), principal, name);
  refuseLegacyMembers(input);
  if (name === 'ConditionCheckItem') {
    requiredString(input, 'ConditionExpression');
  }
  const given = readItem(required(input, name === 'PutItem' ? 'Item' : 'Key'));
  const updates = name === 'UpdateItem' && isGiven(input, 'UpdateExpression');
  const hasExpression = updates || isGiven(input, 'ConditionExpression');
  const attributes = ExpressionAttributes.read(input, hasExpression);
  const update = name === 'UpdateItem' ? bindUpdate(input, attributes) : undefined;
  const condition = bindCondition('ConditionExpression', input, attributes);
  attributes.checkAllUsed();
  const returned = optionalWord(input, 'ReturnValuesOnConditionCheckFailure', ['ALL_OLD', 'NONE'], 'NONE');
  return { name, table, given, condition, update, returnItemOnFailure: returned === 'ALL_OLD' };
}

function isGiven(input: JsonObject, member: string): boolean {
  return input[member] !== undefined && input[member] !== null;
}

/** Checks a write against the keys and limits of its table; throws what AWS answers. */
export function checkWriteAction(action: WriteAction): EncodedKey {
  const { table, given, update } = action;
  if (action.name === 'PutItem') {
    const key = checkItemKeys(table, given);
    if (itemSize(given) > LARGEST_ITEM_BYTES) {
      throw validationError('Item size has exceeded the maximum allowed size');
    }
    return key;
  }
  const key = checkKey(table, given);
  for (const [name] of update?.paths ?? []) {
    if (name === table.keys.partition.name || name === table.keys.sort?.name) {
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
  return key;
}

/** Works out what a write does to the item as it now is. Runs inside the transaction that will write it. */
export function evaluateWriteAction(parts: ServiceParts, action: WriteAction, key: EncodedKey): WriteOutcome {
  const old = parts.rows.read(action.table, key);
  if (action.condition !== undefined && !action.condition.holds(old?.item)) {
    return { old, next: old?.item, conditionHolds: false };
  }
  return { old, next: nextItem(action, old?.item), conditionHolds: true };
}

function nextItem(action: WriteAction, old: Item | undefined): Item | undefined {
  switch (action.name) {
    case 'PutItem':
      return action.given;
    case 'DeleteItem':
      return undefined;
    case 'ConditionCheckItem':
      return old;
    case 'UpdateItem': {
      const next =
        action.update === undefined
          ? (old ?? action.given)
          : action.update.apply(old, keyOf(action.table, action.given));
      if (next !== undefined) {
        checkUpdated(action.table, next);
      }
      return next;
    }
  }
}

function checkUpdated(table: Table, item: Item): void {
  for (const { keys } of table.indexes) {
    for (const key of [keys.partition, keys.sort]) {
      const value = key === undefined ? undefined : attributeOf(item, key.name);
      if (key !== undefined && value !== undefined && typeOf(value) !== key.type) {
        throw validationError(
          'The update expression attempted to update the secondary index key to unsupported type',
        );
      }
    }
  }
  checkIndexKeys(table, item);
  if (itemSize(item) > LARGEST_ITEM_BYTES) {
    throw validationError('Item size to update has exceeded the maximum allowed size');
  }
}

/** The error of a single write whose condition does not hold. */
export function conditionalCheckFailed(action: WriteAction, old: StoredItem | undefined): AwsError {
  return new AwsError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    400,
    action.returnItemOnFailure && old !== undefined ? { Item: old.item } : {},
  );
}

/** The partition key that a write names, for IAM. */
export function leadingKey(action: WriteAction): string | undefined {
  return leadingKeyOf(action.table, action.given);
}
