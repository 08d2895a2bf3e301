import type { SQLInputValue } from 'node:sqlite';
import type { Item } from './attribute-value.ts';
import type { SortCondition } from './expressions/key-condition.ts';
import { type EncodedKey, encodeKeyValue } from './keys.ts';
import type { Statements } from './statements.ts';
import type { Table, TableIndex } from './table-definition.ts';

/** A place between two rows: the key of the item, and in an index also the place there. */
export interface StartKey {
  readonly table: EncodedKey;
  readonly index: EncodedKey | undefined;
}

/** A row on the way through a table or index. */
export interface RangeRow {
  readonly item: Item;
  readonly size: number;
  readonly partition: Uint8Array;
}

interface Bound {
  readonly bytes: Uint8Array;
  readonly inclusive: boolean;
}

interface SortBounds {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
}

/** The stretch of sort keys that a condition means. */
export function sortBounds(condition: SortCondition | undefined): SortBounds {
  if (condition === undefined) {
    return { lower: undefined, upper: undefined };
  }
  const bytes = encodeKeyValue(condition.value);
  switch (condition.operator) {
    case '=':
      return { lower: { bytes, inclusive: true }, upper: { bytes, inclusive: true } };
    case '<':
    case '<=':
      return { lower: undefined, upper: { bytes, inclusive: condition.operator === '<=' } };
    case '>':
    case '>=':
      return { lower: { bytes, inclusive: condition.operator === '>=' }, upper: undefined };
    case 'between':
      return {
        lower: { bytes, inclusive: true },
        upper: { bytes: encodeKeyValue(condition.upper), inclusive: true },
      };
    case 'begins_with': {
      const end = afterPrefix(bytes);
      return {
        lower: { bytes, inclusive: true },
        upper: end === undefined ? undefined : { bytes: end, inclusive: false },
      };
    }
  }
}

/** The first bytes that sort after everything with this prefix; undefined when nothing does. */
function afterPrefix(prefix: Uint8Array): Uint8Array | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) {
    length -= 1;
  }
  if (length === 0) {
    return undefined;
  }
  // A copy: the slice of a Buffer would share the bytes of the lower bound.
  const end = Uint8Array.from(prefix.subarray(0, length));
  end[length - 1] = (end[length - 1] ?? 0) + 1;
  return end;
}

/** Reads rows of a table or of one of its indexes in the order of their keys. */
export class RangeReader {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** The rows of one partition, from a start key on, forward or backward. */
  *partition(
    table: Table,
    index: TableIndex | undefined,
    partition: Uint8Array,
    bounds: SortBounds,
    forward: boolean,
    start: StartKey | undefined,
  ): Generator<RangeRow> {
    const conditions = ['k.partition_key = ?'];
    const values: SQLInputValue[] = [partition];
    const from = forward ? bounds.lower : bounds.upper;
    const to = forward ? bounds.upper : bounds.lower;
    if (from !== undefined && start === undefined) {
      conditions.push(`k.sort_key ${forward ? '>' : '<'}${from.inclusive ? '=' : ''} ?`);
      values.push(from.bytes);
    }
    if (to !== undefined) {
      conditions.push(`k.sort_key ${forward ? '<' : '>'}${to.inclusive ? '=' : ''} ?`);
      values.push(to.bytes);
    }
    if (start !== undefined) {
      const columns = index === undefined ? ['k.sort_key'] : indexOrder.slice(1);
      conditions.push(after(columns, forward));
      values.push(
        ...(start.index === undefined
          ? [start.table.sort]
          : [start.index.sort, start.table.partition, start.table.sort]),
      );
    }
    yield* this.#rows(table, index, conditions, values, forward);
  }

  /** Every row of a table or index from a start key on. */
  *all(table: Table, index: TableIndex | undefined, start: StartKey | undefined): Generator<RangeRow> {
    const conditions: string[] = [];
    const values: SQLInputValue[] = [];
    if (start !== undefined) {
      const columns = index === undefined ? tableOrder : indexOrder;
      conditions.push(after(columns, true));
      values.push(
        ...(start.index === undefined ? [] : [start.index.partition, start.index.sort]),
        start.table.partition,
        start.table.sort,
      );
    }
    yield* this.#rows(table, index, conditions, values, true);
  }

  *#rows(
    table: Table,
    index: TableIndex | undefined,
    conditions: readonly string[],
    values: readonly SQLInputValue[],
    forward: boolean,
  ): Generator<RangeRow> {
    const [source, owner, columns] =
      index === undefined
        ? ['dynamodb_item k', 'k.table_id', tableOrder]
        : [
            'dynamodb_index_entry k CROSS JOIN dynamodb_item i ON i.row = k.item_row',
            'k.index_id',
            indexOrder,
          ];
    const of = index === undefined ? 'k' : 'i';
    const order = columns.map((column) => `${column}${forward ? '' : ' DESC'}`).join(', ');
    const sql = `SELECT ${of}.item AS item, ${of}.size AS size, k.partition_key AS partition_key FROM ${source} WHERE ${[`${owner} = ?`, ...conditions].join(' AND ')} ORDER BY ${order}`;
    for (const row of this.#statements.of(sql).iterate(index?.id ?? table.id, ...values)) {
      const partition = row['partition_key'];
      yield {
        item: JSON.parse(String(row['item'])) as Item,
        size: Number(row['size']),
        partition: partition instanceof Uint8Array ? partition : new Uint8Array(0),
      };
    }
  }
}

const tableOrder = ['k.partition_key', 'k.sort_key'];
const indexOrder = ['k.partition_key', 'k.sort_key', 'k.table_partition_key', 'k.table_sort_key'];

function after(columns: readonly string[], forward: boolean): string {
  return `(${columns.join(', ')}) ${forward ? '>' : '<'} (${columns.map(() => '?').join(', ')})`;
}
