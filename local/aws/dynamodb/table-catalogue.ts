import { AwsError, type VirtualClock } from '../../runtime/service.ts';
import { type Item, attributeOf } from './attribute-value.ts';
import { resourceNotFound } from './errors.ts';
import { indexKey } from './keys.ts';
import type { Statements } from './statements.ts';
import {
  type SecondaryIndexDefinition,
  type StreamViewType,
  type Table,
  type TableDefinition,
  type TableIndex,
  type TableStream,
  keysOf,
  projectedAttributes,
} from './table-definition.ts';

/** The tables there are, in the database and in memory. */
export class TableCatalogue {
  readonly #statements: Statements;
  readonly #clock: VirtualClock;
  readonly #tables = new Map<string, Table>();

  constructor(statements: Statements, clock: VirtualClock) {
    this.#statements = statements;
    this.#clock = clock;
    for (const row of statements.of('SELECT name, definition FROM dynamodb_table').all()) {
      this.#load(JSON.parse(String(row['definition'])) as TableDefinition);
    }
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  get(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) {
      throw resourceNotFound();
    }
    return table;
  }

  /** Every table, by name. */
  all(): Table[] {
    return [...this.#tables.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** Makes tables as they are declared: creates what is missing, fills new indexes, drops old ones. Says what cannot be changed. */
  provision(definitions: readonly TableDefinition[]): void {
    this.#statements.atomically(() => {
      for (const definition of definitions) {
        this.#store(definition);
      }
    });
    for (const definition of definitions) {
      this.#load(definition);
    }
  }

  /** Removes a table with its items and indexes; its stream can still be read until its records are old. */
  remove(table: Table): void {
    this.#statements.atomically(() => {
      for (const index of table.indexes) {
        this.#dropIndex(index.id);
      }
      this.#statements.of('DELETE FROM dynamodb_item WHERE table_id = ?').run(table.id);
      this.#statements.of('UPDATE dynamodb_stream SET enabled = 0 WHERE table_name = ?').run(table.name);
      this.#statements.of('DELETE FROM dynamodb_table WHERE id = ?').run(table.id);
    });
    this.#tables.delete(table.name);
  }

  #store(definition: TableDefinition): void {
    const { name } = definition;
    const text = JSON.stringify(definition);
    const before = this.#statements.of('SELECT id, definition FROM dynamodb_table WHERE name = ?').get(name);
    keysOf(definition.keySchema, definition.attributeDefinitions);
    if (before === undefined) {
      this.#statements
        .of('INSERT INTO dynamodb_table (name, definition, created_at) VALUES (?, ?, ?)')
        .run(name, text, this.#clock.now());
    } else if (before['definition'] !== text) {
      const old = JSON.parse(String(before['definition'])) as TableDefinition;
      checkSameKeys(old, definition);
      this.#statements.of('UPDATE dynamodb_table SET definition = ? WHERE name = ?').run(text, name);
      if (old.timeToLiveAttribute !== definition.timeToLiveAttribute) {
        this.#resetExpiry(Number(before['id']), definition.timeToLiveAttribute);
      }
    }
    const id = Number(this.#statements.of('SELECT id FROM dynamodb_table WHERE name = ?').get(name)?.['id']);
    this.#storeIndexes(id, definition);
    this.#storeStream(definition);
  }

  #storeIndexes(tableId: number, definition: TableDefinition): void {
    const wanted = new Map(
      indexesOf(definition).map(({ index }) => [
        index.IndexName,
        JSON.stringify(keysOf(index.KeySchema, definition.attributeDefinitions)),
      ]),
    );
    const rows = this.#statements
      .of('SELECT id, name, keys FROM dynamodb_index WHERE table_id = ?')
      .all(tableId);
    for (const row of rows) {
      const name = String(row['name']);
      if (wanted.get(name) === row['keys']) {
        wanted.delete(name);
      } else {
        this.#dropIndex(Number(row['id']));
      }
    }
    for (const [name, keys] of wanted) {
      this.#statements
        .of('INSERT INTO dynamodb_index (table_id, name, keys) VALUES (?, ?, ?)')
        .run(tableId, name, keys);
    }
    if (wanted.size > 0) {
      this.#fill(
        tableId,
        this.#readIndexes(tableId, definition).filter(({ definition: { IndexName } }) =>
          wanted.has(IndexName),
        ),
      );
    }
  }

  #dropIndex(id: number): void {
    this.#statements.of('DELETE FROM dynamodb_index_entry WHERE index_id = ?').run(id);
    this.#statements.of('DELETE FROM dynamodb_index WHERE id = ?').run(id);
  }

  /** Enters every item of a table in new indexes. */
  #fill(tableId: number, indexes: readonly TableIndex[]): void {
    const insert = this.#statements.of(
      'INSERT INTO dynamodb_index_entry (index_id, partition_key, sort_key, table_partition_key, table_sort_key, item_row) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const items = this.#statements.of(
      'SELECT row, partition_key, sort_key, item FROM dynamodb_item WHERE table_id = ?',
    );
    for (const row of items.iterate(tableId)) {
      const item = JSON.parse(String(row['item'])) as Item;
      for (const index of indexes) {
        const key = indexKey(index, item);
        if (key !== undefined) {
          insert.run(
            index.id,
            key.partition,
            key.sort,
            row['partition_key'] ?? null,
            row['sort_key'] ?? null,
            row['row'] ?? null,
          );
        }
      }
    }
  }

  #resetExpiry(tableId: number, attribute: string | undefined): void {
    const update = this.#statements.of('UPDATE dynamodb_item SET expires_at = ? WHERE row = ?');
    const rows = this.#statements.of('SELECT row, item FROM dynamodb_item WHERE table_id = ?').all(tableId);
    for (const { row, item } of rows) {
      update.run(expiryOf(JSON.parse(String(item)) as Item, attribute), row ?? null);
    }
  }

  #storeStream(definition: TableDefinition): void {
    const current = this.#readStream(definition.name);
    const wanted = definition.streamViewType;
    const sameArn = definition.streamArn === undefined || definition.streamArn === current?.arn;
    if (current !== undefined && current.viewType === wanted && sameArn) {
      return;
    }
    this.#statements.of('UPDATE dynamodb_stream SET enabled = 0 WHERE table_name = ?').run(definition.name);
    if (wanted !== undefined) {
      const now = this.#clock.now();
      const arn =
        definition.streamArn ?? `${definition.arn}/stream/${new Date(now).toISOString().slice(0, -1)}`;
      this.#statements
        .of(
          'INSERT INTO dynamodb_stream (arn, table_name, view_type, created_at, enabled) VALUES (?, ?, ?, ?, 1) ON CONFLICT (arn) DO UPDATE SET view_type = excluded.view_type, enabled = 1',
        )
        .run(arn, definition.name, wanted, now);
    }
  }

  #readStream(tableName: string): TableStream | undefined {
    const row = this.#statements
      .of('SELECT id, arn, view_type FROM dynamodb_stream WHERE table_name = ? AND enabled = 1')
      .get(tableName);
    return row === undefined
      ? undefined
      : {
          id: Number(row['id']),
          arn: String(row['arn']),
          viewType: String(row['view_type']) as StreamViewType,
        };
  }

  #readIndexes(tableId: number, definition: TableDefinition): TableIndex[] {
    const ids = new Map(
      this.#statements
        .of('SELECT id, name FROM dynamodb_index WHERE table_id = ?')
        .all(tableId)
        .map((row) => [String(row['name']), Number(row['id'])]),
    );
    return indexesOf(definition).map(({ index, kind }) => ({
      id: ids.get(index.IndexName) ?? 0,
      kind,
      keys: keysOf(index.KeySchema, definition.attributeDefinitions),
      projected: projectedAttributes(index, definition.keySchema),
      definition: index,
    }));
  }

  #load(definition: TableDefinition): void {
    const row = this.#statements
      .of('SELECT id, created_at FROM dynamodb_table WHERE name = ?')
      .get(definition.name);
    const id = Number(row?.['id']);
    this.#tables.set(definition.name, {
      id,
      name: definition.name,
      arn: definition.arn,
      createdAt: Number(row?.['created_at']),
      definition,
      keys: keysOf(definition.keySchema, definition.attributeDefinitions),
      indexes: this.#readIndexes(id, definition),
      stream: this.#readStream(definition.name),
    });
  }
}

function indexesOf(
  definition: TableDefinition,
): { index: SecondaryIndexDefinition; kind: 'global' | 'local' }[] {
  return [
    ...definition.globalSecondaryIndexes.map((index) => ({ index, kind: 'global' as const })),
    ...definition.localSecondaryIndexes.map((index) => ({ index, kind: 'local' as const })),
  ];
}

function checkSameKeys(old: TableDefinition, definition: TableDefinition): void {
  const print = (table: TableDefinition) =>
    JSON.stringify(keysOf(table.keySchema, table.attributeDefinitions));
  if (print(old) !== print(definition)) {
    throw new AwsError(
      'ValidationException',
      `Table ${definition.name}: the keys cannot change: found ${print(old)} in the data folder, the template declares ${print(definition)}. Give the table another name, or start with an empty data folder.`,
    );
  }
}

/** When an item expires, in seconds of the epoch: only a number counts; null for never. */
export function expiryOf(item: Item, attribute: string | undefined): number | null {
  const value = attribute === undefined ? undefined : attributeOf(item, attribute);
  if (value === undefined || !('N' in value)) {
    return null;
  }
  const seconds = Math.floor(Number(value.N));
  return Number.isSafeInteger(seconds) ? seconds : null;
}
