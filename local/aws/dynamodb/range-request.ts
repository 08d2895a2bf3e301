import type { JsonObject, Principal } from '../../runtime/service.ts';
import { type Item, attributeOf, itemSize, readItem, typeOf } from './attribute-value.ts';
import {
  CapacityMeter,
  type CapacityReport,
  type ReadStrength,
  readCapacityReport,
  readUnits,
} from './capacity.ts';
import { type BoundCondition, bindCondition } from './expressions/condition.ts';
import { validationError } from './errors.ts';
import { ExpressionAttributes } from './expressions/expression-attributes.ts';
import type { ResolvedPath } from './expressions/expression-tree.ts';
import { projectedItem } from './item-rows.ts';
import type { KeyAttributes } from './expressions/key-condition.ts';
import { encodeKey, keyOf } from './keys.ts';
import { bindProjection, project } from './expressions/projection.ts';
import type { RangeRow, StartKey } from './range-reader.ts';
import {
  optionalBoolean,
  optionalInteger,
  optionalString,
  optionalWord,
  readTableName,
  refuseLegacyMembers,
  required,
} from './request.ts';
import type { ServiceParts } from './service-parts.ts';
import type { Table, TableIndex } from './table-definition.ts';

const LARGEST_PAGE_BYTES = 1024 * 1024;

const selections = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] as const;
type Selection = (typeof selections)[number];

/** What Query and Scan have in common: where they read, what they show, and where they begin. */
export interface RangeRequest {
  readonly table: Table;
  readonly index: TableIndex | undefined;
  readonly keys: KeyAttributes;
  readonly attributes: ExpressionAttributes;
  readonly filter: BoundCondition | undefined;
  readonly paths: readonly ResolvedPath[] | undefined;
  readonly select: Selection;
  /** A local index reads through to the table for what it does not show itself. */
  readonly wholeItems: boolean;
  readonly strength: ReadStrength;
  readonly limit: number | undefined;
  readonly start: StartKey | undefined;
  readonly startItem: Item | undefined;
  readonly capacity: CapacityReport;
}

/** Reads the members that Query and Scan share; throws what AWS answers. */
export function readRangeRequest(
  parts: ServiceParts,
  action: 'Query' | 'Scan',
  input: JsonObject,
  principal: Principal,
): RangeRequest {
  const table = parts.access.table(readTableName(required(input, 'TableName')), principal, action);
  refuseLegacyMembers(input);
  const index = findIndex(table, optionalString(input, 'IndexName'));
  const consistent = optionalBoolean(input, 'ConsistentRead') === true;
  if (consistent && index?.kind === 'global') {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  const hasExpression = ['KeyConditionExpression', 'FilterExpression', 'ProjectionExpression'].some(
    (member) => input[member] !== undefined && input[member] !== null,
  );
  const attributes = ExpressionAttributes.read(input, hasExpression);
  const paths = bindProjection(input, attributes);
  const filter = bindCondition('FilterExpression', input, attributes);
  const select = readSelection(input, paths, index);
  const keys = index?.keys ?? table.keys;
  const given = input['ExclusiveStartKey'];
  const startItem = given === undefined || given === null ? undefined : readItem(given);
  return {
    table,
    index,
    keys,
    attributes,
    filter,
    paths,
    select,
    wholeItems: readsWholeItems(index, select, paths),
    strength: consistent ? 'consistent' : 'eventual',
    limit: optionalInteger(input, 'Limit', 1),
    start: startItem === undefined ? undefined : readStart(table, index, startItem),
    startItem,
    capacity: readCapacityReport(input),
  };
}

function findIndex(table: Table, name: string | undefined): TableIndex | undefined {
  if (name === undefined) {
    return undefined;
  }
  const index = table.indexes.find(({ definition }) => definition.IndexName === name);
  if (index === undefined) {
    throw validationError(`The table does not have the specified index: ${name}`);
  }
  return index;
}

function readSelection(
  input: JsonObject,
  paths: readonly ResolvedPath[] | undefined,
  index: TableIndex | undefined,
): Selection {
  const otherwise =
    paths !== undefined
      ? 'SPECIFIC_ATTRIBUTES'
      : index === undefined
        ? 'ALL_ATTRIBUTES'
        : 'ALL_PROJECTED_ATTRIBUTES';
  const select = optionalWord(input, 'Select', selections, otherwise);
  if (paths !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  if (paths === undefined && select === 'SPECIFIC_ATTRIBUTES') {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  return select;
}

function readsWholeItems(
  index: TableIndex | undefined,
  select: Selection,
  paths: readonly ResolvedPath[] | undefined,
): boolean {
  const projected = index?.projected;
  if (index === undefined || projected === undefined) {
    return true;
  }
  const name = index.definition.IndexName;
  const hidden = (paths ?? []).map(([head]) => String(head)).filter((head) => !projected.has(head));
  if (index.kind === 'local') {
    return select === 'ALL_ATTRIBUTES' || hidden.length > 0;
  }
  if (select === 'ALL_ATTRIBUTES') {
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
    );
  }
  if (hidden.length > 0) {
    throw validationError(
      `One or more parameter values were invalid: Global secondary index ${name} does not project [${hidden.join(', ')}]`,
    );
  }
  return false;
}

function readStart(table: Table, index: TableIndex | undefined, start: Item): StartKey {
  const needed = new Map(
    [table.keys.partition, table.keys.sort, index?.keys.partition, index?.keys.sort]
      .filter((key) => key !== undefined)
      .map((key) => [key.name, key.type]),
  );
  const fits =
    Object.keys(start).length === needed.size &&
    [...needed].every(([name, type]) => {
      const value = attributeOf(start, name);
      return value !== undefined && typeOf(value) === type;
    });
  if (!fits) {
    throw validationError(
      'The provided starting key is invalid: The provided key element does not match the schema',
    );
  }
  return {
    table: encodeKey(table.keys, start),
    index: index === undefined ? undefined : encodeKey(index.keys, start),
  };
}

/** Reads rows up to the limit or 1 MB, filters and shows them, and says where the next page begins. */
export function readPage(parts: ServiceParts, request: RangeRequest, rows: Iterable<RangeRow>): JsonObject {
  const { table, index, limit } = request;
  const items: Item[] = [];
  let count = 0;
  let scanned = 0;
  let bytes = 0;
  let fetchedUnits = 0;
  let last: Item | undefined;
  for (const row of rows) {
    const visible = index === undefined || request.wholeItems ? row.item : projectedItem(index, row.item);
    const ownBytes = index?.projected === undefined ? row.size : itemSize(projectedItem(index, row.item));
    bytes += ownBytes;
    if (index?.projected !== undefined && request.wholeItems) {
      fetchedUnits += readUnits(row.size, request.strength);
    }
    scanned += 1;
    if (request.filter === undefined || request.filter.holds(visible)) {
      count += 1;
      if (request.select !== 'COUNT') {
        items.push(request.paths === undefined ? visible : project(visible, request.paths));
      }
    }
    if (scanned === limit || bytes >= LARGEST_PAGE_BYTES) {
      last = row.item;
      break;
    }
  }
  const meter = new CapacityMeter('read');
  meter.add(table, readUnits(bytes, request.strength), index?.definition.IndexName);
  if (fetchedUnits > 0) {
    meter.add(table, fetchedUnits);
  }
  meter.count(parts.world);
  return {
    ...(request.select === 'COUNT' ? {} : { Items: items }),
    Count: count,
    ScannedCount: scanned,
    ...(last === undefined ? {} : { LastEvaluatedKey: pageKey(request, last) }),
    ...meter.reportOne(request.capacity),
  };
}

function pageKey({ table, index }: RangeRequest, item: Item): Item {
  const key = keyOf(table, item);
  for (const attribute of [index?.keys.partition, index?.keys.sort]) {
    const value = attribute === undefined ? undefined : attributeOf(item, attribute.name);
    if (attribute !== undefined && value !== undefined) {
      key[attribute.name] = value;
    }
  }
  return key;
}
