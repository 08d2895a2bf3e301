import type { Json, JsonObject, Principal } from '../../runtime/service.ts';
import { type Item, readItem } from './attribute-value.ts';
import { CapacityMeter, readCapacityReport } from './capacity.ts';
import { validationError } from './errors.ts';
import { type WriteCost, writeUnits } from './item-rows.ts';
import type { EncodedKey } from './keys.ts';
import { project } from './expressions/projection.ts';
import { objectOf, optionalWord, readTableName, required } from './request.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import type { Table } from './table-definition.ts';
import {
  type WriteAction,
  type WriteActionName,
  type WriteOutcome,
  checkWriteAction,
  conditionalCheckFailed,
  evaluateWriteAction,
  leadingKey,
  readWriteAction,
} from './write-action.ts';

const MOST_BATCH_WRITES = 25;
const returnValues = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] as const;
type ReturnValues = (typeof returnValues)[number];

/** PutItem, UpdateItem or DeleteItem. */
function singleWrite(name: Exclude<WriteActionName, 'ConditionCheckItem'>): Operation {
  return async (parts, input, principal) => {
    const action = readWriteAction(parts, name, input, principal);
    const returned = readReturnValues(name, input);
    const capacity = readCapacityReport(input);
    parts.access.check(principal, name, action.table, {
      leadingKeys: [leadingKey(action)],
      returnValues: input['ReturnValues'] === undefined ? undefined : returned,
    });
    const key = checkWriteAction(action);
    const { outcome, cost } = await parts.world.store.write(() => writeOne(parts, action, key));
    const meter = new CapacityMeter('write');
    meter.addWrite(action.table, cost);
    meter.count(parts.world);
    if (!outcome.conditionHolds) {
      throw conditionalCheckFailed(action, outcome.old);
    }
    if (cost.changed && action.table.stream !== undefined) {
      parts.streams.announce(new Set([action.table.stream.arn]));
    }
    return {
      ...attributesFor(returned, action, outcome),
      ...meter.reportOne(capacity),
    };
  };
}

function writeOne(
  parts: ServiceParts,
  action: WriteAction,
  key: EncodedKey,
): { outcome: WriteOutcome; cost: WriteCost } {
  const outcome = evaluateWriteAction(parts, action, key);
  const cost = outcome.conditionHolds
    ? parts.rows.change(action.table, key, outcome.old, outcome.next)
    : { changed: false, table: writeUnits(outcome.old?.size ?? 0), indexes: new Map<string, number>() };
  return { outcome, cost };
}

function readReturnValues(name: WriteActionName, input: JsonObject): ReturnValues {
  const returned = optionalWord(input, 'ReturnValues', returnValues, 'NONE');
  if (name !== 'UpdateItem' && returned !== 'NONE' && returned !== 'ALL_OLD') {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  return returned;
}

function attributesFor(returned: ReturnValues, action: WriteAction, { old, next }: WriteOutcome): JsonObject {
  const attributes = (item: Item | undefined): JsonObject => (item === undefined ? {} : { Attributes: item });
  const updated = (item: Item | undefined): JsonObject => {
    const shown = item === undefined ? {} : project(item, action.update?.paths ?? []);
    return Object.keys(shown).length > 0 ? { Attributes: shown } : {};
  };
  switch (returned) {
    case 'NONE':
      return {};
    case 'ALL_OLD':
      return attributes(old?.item);
    case 'ALL_NEW':
      return attributes(next);
    case 'UPDATED_OLD':
      return updated(old?.item);
    case 'UPDATED_NEW':
      return updated(next);
  }
}

export const putItem = singleWrite('PutItem');
export const updateItem = singleWrite('UpdateItem');
export const deleteItem = singleWrite('DeleteItem');

interface BatchedWrite {
  readonly action: WriteAction;
  readonly key: EncodedKey;
}

/** Up to 25 puts and deletes; each is whole, the batch is not promised to be. */
export const batchWriteItem: Operation = async (parts, input, principal) => {
  const capacity = readCapacityReport(input);
  const writes = readBatch(parts, objectOf(required(input, 'RequestItems'), 'RequestItems'), principal);
  const costs = await parts.world.store.write(() =>
    writes.map(({ action, key }) => writeOne(parts, action, key).cost),
  );
  const meter = new CapacityMeter('write');
  const streams = new Set<string>();
  writes.forEach(({ action: { table } }, index) => {
    const cost = costs[index];
    if (cost !== undefined) {
      meter.addWrite(table, cost);
      if (cost.changed && table.stream !== undefined) {
        streams.add(table.stream.arn);
      }
    }
  });
  meter.count(parts.world);
  parts.streams.announce(streams);
  return { UnprocessedItems: {}, ...meter.reportAll(capacity) };
};

function readBatch(parts: ServiceParts, requests: JsonObject, principal: Principal): BatchedWrite[] {
  const names = Object.keys(requests);
  const count = Object.values(requests).reduce(
    (sum: number, list) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
  if (names.length === 0) {
    throw validationError(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (count > MOST_BATCH_WRITES || Object.values(requests).some(isEmptyList)) {
    throw validationError(
      "1 validation error detected: Value at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
    );
  }
  return names.flatMap((name) => readTableBatch(parts, name, requests[name], principal));
}

function isEmptyList(json: Json): boolean {
  return !Array.isArray(json) || json.length === 0;
}

function readTableBatch(
  parts: ServiceParts,
  name: string,
  requests: Json | undefined,
  principal: Principal,
): BatchedWrite[] {
  const table = parts.access.table(readTableName(name), principal, 'BatchWriteItem');
  const actions = (Array.isArray(requests) ? requests : []).map((request) => readBatched(table, request));
  parts.access.check(principal, 'BatchWriteItem', table, { leadingKeys: actions.map(leadingKey) });
  const seen = new Set<string>();
  return actions.map((action) => {
    const key = checkWriteAction(action);
    const identity = `${Buffer.from(key.partition).toString('hex')} ${Buffer.from(key.sort).toString('hex')}`;
    if (seen.has(identity)) {
      throw validationError('Provided list of item keys contains duplicates');
    }
    seen.add(identity);
    return { action, key };
  });
}

function readBatched(table: Table, json: Json): WriteAction {
  const request = objectOf(json, 'RequestItems');
  const put = request['PutRequest'];
  const remove = request['DeleteRequest'];
  if ((put === undefined || put === null) === (remove === undefined || remove === null)) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  const isPut = put !== undefined && put !== null;
  const given = isPut
    ? readItem(required(objectOf(put, 'PutRequest'), 'Item'))
    : readItem(required(objectOf(remove, 'DeleteRequest'), 'Key'));
  return {
    name: isPut ? 'PutItem' : 'DeleteItem',
    table,
    given,
    condition: undefined,
    update: undefined,
    returnItemOnFailure: false,
  };
}
