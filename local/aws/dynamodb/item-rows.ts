import type { VirtualClock } from '../../runtime/service.ts';
import {
  type Item,
  attributeOf,
  equalItems,
  equalValues,
  itemSize,
  setAttribute,
} from './attribute-value.ts';
import { type EncodedKey, indexKey, keyOf } from './keys.ts';
import type { Statements } from './statements.ts';
import { expiryOf } from './table-catalogue.ts';
import type { Table, TableIndex } from './table-definition.ts';

const WRITE_UNIT_BYTES = 1024;

/** An item as it lies in the database. */
export interface StoredItem {
  readonly row: number;
  readonly item: Item;
  readonly text: string;
  readonly size: number;
}

/** What a change cost, in write request units, on the table and on each index. */
export interface WriteCost {
  /** Whether anything is now other than it was. */
  readonly changed: boolean;
  readonly table: number;
  readonly indexes: ReadonlyMap<string, number>;
}

/** What will have to be removed: an item whose time has passed, a stream record of which none is kept longer than a day. */
export type Due = 'item' | 'stream record' | 'transaction token';

/** Write request units of an item of a size. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

/** Reads and changes items with their index entries and stream records. Changes run inside a transaction of the store. */
export class ItemRows {
  readonly #statements: Statements;
  readonly #clock: VirtualClock;
  readonly #noteDue: (due: Due, at: number) => void;

  /** `noteDue` hears of everything written that must go at some time, in milliseconds of the virtual clock. */
  constructor(statements: Statements, clock: VirtualClock, noteDue: (due: Due, at: number) => void) {
    this.#statements = statements;
    this.#clock = clock;
    this.#noteDue = noteDue;
  }

  read(table: Table, key: EncodedKey): StoredItem | undefined {
    const row = this.#statements
      .of(
        'SELECT row, item, size FROM dynamodb_item WHERE table_id = ? AND partition_key = ? AND sort_key = ?',
      )
      .get(table.id, key.partition, key.sort);
    if (row === undefined) {
      return undefined;
    }
    const text = String(row['item']);
    return { row: Number(row['row']), item: JSON.parse(text) as Item, text, size: Number(row['size']) };
  }

  /** Puts `next` where `old` was; undefined means no item. Answers what it cost. */
  change(
    table: Table,
    key: EncodedKey,
    old: StoredItem | undefined,
    next: Item | undefined,
    byExpiry = false,
  ): WriteCost {
    const size = next === undefined ? 0 : itemSize(next);
    const cost = writeUnits(Math.max(size, old?.size ?? 0));
    if (next === undefined && old === undefined) {
      return { changed: false, table: cost, indexes: new Map() };
    }
    if (next !== undefined && old !== undefined && equalItems(old.item, next)) {
      return { changed: false, table: cost, indexes: new Map() };
    }
    const text = next === undefined ? undefined : JSON.stringify(next);
    const row = this.#writeRow(table, key, old, next, text, size);
    const indexes = new Map<string, number>();
    for (const index of table.indexes) {
      const units = this.#writeEntry(index, key, row, old?.item, next);
      if (units > 0) {
        indexes.set(index.definition.IndexName, units);
      }
    }
    this.#writeStreamRecord(table, old, next, text, size, byExpiry);
    return { changed: true, table: cost, indexes };
  }

  #writeRow(
    table: Table,
    key: EncodedKey,
    old: StoredItem | undefined,
    next: Item | undefined,
    text: string | undefined,
    size: number,
  ): number {
    if (next === undefined || text === undefined) {
      this.#statements.of('DELETE FROM dynamodb_item WHERE row = ?').run(old?.row ?? null);
      return old?.row ?? 0;
    }
    const expiresAt = expiryOf(next, table.definition.timeToLiveAttribute);
    if (expiresAt !== null) {
      this.#noteDue('item', expiresAt * 1000);
    }
    if (old !== undefined) {
      this.#statements
        .of('UPDATE dynamodb_item SET item = ?, size = ?, expires_at = ? WHERE row = ?')
        .run(text, size, expiresAt, old.row);
      return old.row;
    }
    const { lastInsertRowid } = this.#statements
      .of(
        'INSERT INTO dynamodb_item (table_id, partition_key, sort_key, item, size, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(table.id, key.partition, key.sort, text, size, expiresAt);
    return Number(lastInsertRowid);
  }

  /** Keeps one index right and answers its write units: one to enter, leave or change, two to move. */
  #writeEntry(
    index: TableIndex,
    key: EncodedKey,
    row: number,
    old: Item | undefined,
    next: Item | undefined,
  ): number {
    const before = old === undefined ? undefined : indexKey(index, old);
    const after = next === undefined ? undefined : indexKey(index, next);
    if (before !== undefined && after !== undefined && sameKey(before, after)) {
      return old !== undefined && next !== undefined && showsChange(index, old, next)
        ? entryUnits(index, old, next)
        : 0;
    }
    let units = 0;
    if (before !== undefined && old !== undefined) {
      this.#statements
        .of(
          'DELETE FROM dynamodb_index_entry WHERE index_id = ? AND partition_key = ? AND sort_key = ? AND table_partition_key = ? AND table_sort_key = ?',
        )
        .run(index.id, before.partition, before.sort, key.partition, key.sort);
      units += entryUnits(index, old, undefined);
    }
    if (after !== undefined && next !== undefined) {
      this.#statements
        .of(
          'INSERT INTO dynamodb_index_entry (index_id, partition_key, sort_key, table_partition_key, table_sort_key, item_row) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(index.id, after.partition, after.sort, key.partition, key.sort, row);
      units += entryUnits(index, undefined, next);
    }
    return units;
  }

  #writeStreamRecord(
    table: Table,
    old: StoredItem | undefined,
    next: Item | undefined,
    text: string | undefined,
    size: number,
    byExpiry: boolean,
  ): void {
    if (table.stream === undefined) {
      return;
    }
    const key = keyOf(table, next ?? old?.item ?? {});
    const view = table.stream.viewType;
    const parts = [`"Keys":${JSON.stringify(key)}`];
    let bytes = itemSize(key);
    if (text !== undefined && (view === 'NEW_AND_OLD_IMAGES' || view === 'NEW_IMAGE')) {
      parts.push(`"NewImage":${text}`);
      bytes += size;
    }
    if (old !== undefined && (view === 'NEW_AND_OLD_IMAGES' || view === 'OLD_IMAGE')) {
      parts.push(`"OldImage":${old.text}`);
      bytes += old.size;
    }
    const now = this.#clock.now();
    this.#noteDue('stream record', now);
    this.#statements
      .of(
        'INSERT INTO dynamodb_stream_record (stream_id, created_at, event_name, change, size, by_expiry) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(
        table.stream.id,
        now,
        next === undefined ? 'REMOVE' : old === undefined ? 'INSERT' : 'MODIFY',
        `{${parts.join(',')}}`,
        bytes,
        byExpiry ? 1 : 0,
      );
  }
}

function sameKey(left: EncodedKey, right: EncodedKey): boolean {
  return Buffer.compare(left.partition, right.partition) === 0 && Buffer.compare(left.sort, right.sort) === 0;
}

/** The part of an item that an index shows. */
export function projectedItem(index: TableIndex, item: Item): Item {
  if (index.projected === undefined) {
    return item;
  }
  const shown: Item = {};
  for (const name of index.projected) {
    const value = attributeOf(item, name);
    if (value !== undefined) {
      setAttribute(shown, name, value);
    }
  }
  return shown;
}

function showsChange(index: TableIndex, old: Item, next: Item): boolean {
  if (index.projected === undefined) {
    return true;
  }
  return [...index.projected].some((name) => {
    const before = attributeOf(old, name);
    const after = attributeOf(next, name);
    return before === undefined || after === undefined ? before !== after : !equalValues(before, after);
  });
}

function entryUnits(index: TableIndex, old: Item | undefined, next: Item | undefined): number {
  const sizeOf = (item: Item | undefined) => (item === undefined ? 0 : itemSize(projectedItem(index, item)));
  return writeUnits(Math.max(sizeOf(old), sizeOf(next)));
}
