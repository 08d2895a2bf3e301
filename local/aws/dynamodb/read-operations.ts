import type { Json, JsonObject, Principal } from '../../runtime/service.ts';
import { type Item, readItem } from './attribute-value.ts';
import { CapacityMeter, readCapacityReport, readUnits } from './capacity.ts';
import { validationError } from './errors.ts';
import { ExpressionAttributes } from './expressions/expression-attributes.ts';
import type { ResolvedPath } from './expressions/expression-tree.ts';
import { type EncodedKey, checkKey, leadingKeyOf } from './keys.ts';
import { bindProjection, project } from './expressions/projection.ts';
import {
  objectOf,
  optionalBoolean,
  readTableName,
  refuseLegacyMembers,
  required,
  requiredList,
} from './request.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import type { Table } from './table-definition.ts';

const MOST_BATCH_READS = 100;
const LARGEST_BATCH_BYTES = 16 * 1024 * 1024;

function bindPaths(input: JsonObject): readonly ResolvedPath[] | undefined {
  refuseLegacyMembers(input);
  const hasProjection = input['ProjectionExpression'] !== undefined && input['ProjectionExpression'] !== null;
  const attributes = ExpressionAttributes.read(input, hasProjection);
  const paths = bindProjection(input, attributes);
  attributes.checkAllUsed();
  return paths;
}

function shown(item: Item, paths: readonly ResolvedPath[] | undefined): Item {
  return paths === undefined ? item : project(item, paths);
}

/** One item by its key. Every read here sees the last write, whether it asks for that or not. */
export const getItem: Operation = (parts, input, principal) => {
  const table = parts.access.table(readTableName(required(input, 'TableName')), principal, 'GetItem');
  const given = readItem(required(input, 'Key'));
  const paths = bindPaths(input);
  const capacity = readCapacityReport(input);
  const strength = optionalBoolean(input, 'ConsistentRead') === true ? 'consistent' : 'eventual';
  parts.access.check(principal, 'GetItem', table, { leadingKeys: [leadingKeyOf(table, given)] });
  const stored = parts.rows.read(table, checkKey(table, given));
  const meter = new CapacityMeter('read');
  meter.add(table, readUnits(stored?.size ?? 0, strength));
  meter.count(parts.world);
  return {
    ...(stored === undefined ? {} : { Item: shown(stored.item, paths) }),
    ...meter.reportOne(capacity),
  };
};

interface BatchedReads {
  readonly table: Table;
  readonly name: string;
  readonly request: JsonObject;
  readonly keys: readonly { readonly given: Json; readonly key: EncodedKey }[];
  readonly paths: readonly ResolvedPath[] | undefined;
  readonly strength: 'consistent' | 'eventual';
}

/** Up to 100 items by their keys; beyond 16 MB the rest comes back as UnprocessedKeys. */
export const batchGetItem: Operation = (parts, input, principal) => {
  const requests = objectOf(required(input, 'RequestItems'), 'RequestItems');
  const capacity = readCapacityReport(input);
  const tables = Object.entries(requests).map(([name, request]) =>
    readBatch(parts, name, objectOf(request, 'RequestItems'), principal),
  );
  if (tables.length === 0) {
    throw validationError(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  if (tables.reduce((count, { keys }) => count + keys.length, 0) > MOST_BATCH_READS) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
  const meter = new CapacityMeter('read');
  const responses: JsonObject = {};
  const unprocessed: JsonObject = {};
  let bytes = 0;
  for (const { table, name, request, keys, paths, strength } of tables) {
    const items: Item[] = [];
    const left: Json[] = [];
    for (const { given, key } of keys) {
      const stored = bytes > LARGEST_BATCH_BYTES ? undefined : parts.rows.read(table, key);
      if (bytes > LARGEST_BATCH_BYTES) {
        left.push(given);
        continue;
      }
      bytes += stored?.size ?? 0;
      meter.add(table, readUnits(stored?.size ?? 0, strength));
      if (stored !== undefined) {
        items.push(shown(stored.item, paths));
      }
    }
    responses[name] = items;
    if (left.length > 0) {
      unprocessed[name] = { ...request, Keys: left };
    }
  }
  meter.count(parts.world);
  return { Responses: responses, UnprocessedKeys: unprocessed, ...meter.reportAll(capacity) };
};

function readBatch(
  parts: ServiceParts,
  name: string,
  request: JsonObject,
  principal: Principal,
): BatchedReads {
  const table = parts.access.table(readTableName(name), principal, 'BatchGetItem');
  const given = requiredList(request, 'Keys', 1, MOST_BATCH_READS);
  const items = given.map((key) => readItem(key));
  const paths = bindPaths(request);
  parts.access.check(principal, 'BatchGetItem', table, {
    leadingKeys: items.map((item) => leadingKeyOf(table, item)),
  });
  const keys = items.map((item, index) => ({ given: given[index] ?? null, key: checkKey(table, item) }));
  const distinct = new Set(
    keys.map(
      ({ key }) => `${Buffer.from(key.partition).toString('hex')} ${Buffer.from(key.sort).toString('hex')}`,
    ),
  );
  if (distinct.size !== keys.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  const strength = optionalBoolean(request, 'ConsistentRead') === true ? 'consistent' : 'eventual';
  return { table, name, request, keys, paths, strength };
}
