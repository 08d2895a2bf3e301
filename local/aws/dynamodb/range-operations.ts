import type { JsonObject } from '../../runtime/service.ts';
import { attributeOf, equalValues } from './attribute-value.ts';
import { validationError } from './errors.ts';
import { type KeyCondition, bindKeyCondition } from './expressions/key-condition.ts';
import { encodeKeyValue, printKey } from './keys.ts';
import { RangeReader, type RangeRow, sortBounds } from './range-reader.ts';
import { type RangeRequest, readPage, readRangeRequest } from './range-request.ts';
import { optionalBoolean, optionalInteger } from './request.ts';
import type { Operation } from './service-parts.ts';

const MOST_SEGMENTS = 1_000_000;

/** Items of one partition of a table or index, in the order of the sort key. */
export const query: Operation = (parts, input, principal) => {
  const request = readRangeRequest(parts, 'Query', input, principal);
  const { table, index } = request;
  const condition = bindKeyCondition(input, request.attributes, request.keys);
  request.attributes.checkAllUsed();
  checkFilter(request);
  parts.access.check(principal, 'Query', table, {
    leadingKeys: [printKey(condition.partition)],
    indexName: index?.definition.IndexName,
    select: typeof input['Select'] === 'string' ? input['Select'] : undefined,
  });
  checkStart(request, condition);
  const rows = new RangeReader(parts.statements).partition(
    table,
    index,
    encodeKeyValue(condition.partition),
    sortBounds(condition.sort),
    optionalBoolean(input, 'ScanIndexForward') !== false,
    request.start,
  );
  return readPage(parts, request, rows);
};

/** A filter chooses among what was read; the keys choose what is read. */
function checkFilter({ filter, keys }: RangeRequest): void {
  for (const path of filter?.paths() ?? []) {
    const [name] = filter?.attributes.resolve(path) ?? [];
    if (name === keys.partition.name || name === keys.sort?.name) {
      throw validationError(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
    }
  }
}

function checkStart({ startItem, keys }: RangeRequest, condition: KeyCondition): void {
  if (startItem === undefined) {
    return;
  }
  const partition = attributeOf(startItem, keys.partition.name);
  if (partition === undefined || !equalValues(partition, condition.partition)) {
    throw validationError(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  const sort = keys.sort === undefined ? undefined : attributeOf(startItem, keys.sort.name);
  if (sort !== undefined && condition.sort !== undefined) {
    const { lower, upper } = sortBounds(condition.sort);
    const bytes = Buffer.from(encodeKeyValue(sort));
    const below = lower !== undefined && Buffer.compare(bytes, lower.bytes) < (lower.inclusive ? 0 : 1);
    const above = upper !== undefined && Buffer.compare(bytes, upper.bytes) > (upper.inclusive ? 0 : -1);
    if (below || above) {
      throw validationError('The provided starting key does not match the range key predicate');
    }
  }
}

/** Items of a whole table or index. AWS promises no order; here it is that of the keys. */
export const scan: Operation = (parts, input, principal) => {
  const request = readRangeRequest(parts, 'Scan', input, principal);
  request.attributes.checkAllUsed();
  const segment = readSegment(input);
  parts.access.check(principal, 'Scan', request.table, {
    indexName: request.index?.definition.IndexName,
    select: typeof input['Select'] === 'string' ? input['Select'] : undefined,
  });
  const rows = new RangeReader(parts.statements).all(request.table, request.index, request.start);
  return readPage(parts, request, segment === undefined ? rows : rowsOfSegment(rows, segment));
};

interface Segment {
  readonly segment: number;
  readonly of: number;
}

function readSegment(input: JsonObject): Segment | undefined {
  const of = optionalInteger(input, 'TotalSegments', 1, MOST_SEGMENTS);
  const segment = optionalInteger(input, 'Segment', 0, MOST_SEGMENTS - 1);
  if (of === undefined && segment === undefined) {
    return undefined;
  }
  if (of === undefined) {
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined) {
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (segment >= of) {
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${of}`,
    );
  }
  return { segment, of };
}

/** A partition belongs to one segment, by a hash of its key. */
function* rowsOfSegment(rows: Iterable<RangeRow>, { segment, of }: Segment): Generator<RangeRow> {
  for (const row of rows) {
    let hash = 0x811c9dc5;
    for (const byte of row.partition) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
    if (hash % of === segment) {
      yield row;
    }
  }
}
