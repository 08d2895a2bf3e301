import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '../../runtime/service.ts';

/** A partition as it is kept. */
export interface PartitionRow {
  /** Its values in the order of the partition keys. */
  readonly values: readonly string[];
  /** The PartitionInput that it was last written with. */
  readonly input: JsonObject;
  readonly createdAt: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS glue_partition (
    database_name TEXT NOT NULL,
    table_name TEXT NOT NULL,
    partition_values TEXT NOT NULL,
    input TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (database_name, table_name, partition_values)
  ) STRICT, WITHOUT ROWID;
`;

function rowOf(row: Record<string, unknown>): PartitionRow {
  return {
    values: JSON.parse(String(row['partition_values'])) as string[],
    input: JSON.parse(String(row['input'])) as JsonObject,
    createdAt: Number(row['created_at']),
  };
}

/** The partitions of all tables, durable. Changes are called inside a change of the store. */
export function openPartitionStore(database: DatabaseSync) {
  database.exec(schema);
  const select = database.prepare(
    'SELECT * FROM glue_partition WHERE database_name = ? AND table_name = ? AND partition_values = ?',
  );
  const selectAll = database.prepare(
    'SELECT * FROM glue_partition WHERE database_name = ? AND table_name = ? ORDER BY partition_values',
  );
  const insert = database.prepare('INSERT INTO glue_partition VALUES (?, ?, ?, ?, ?)');
  const remove = database.prepare(
    'DELETE FROM glue_partition WHERE database_name = ? AND table_name = ? AND partition_values = ?',
  );

  return {
    find(databaseName: string, tableName: string, values: readonly string[]): PartitionRow | undefined {
      const row = select.get(databaseName, tableName, JSON.stringify(values));
      return row === undefined ? undefined : rowOf(row);
    },
    /** All partitions of a table, in the order of their values. */
    ofTable: (databaseName: string, tableName: string): PartitionRow[] =>
      selectAll.all(databaseName, tableName).map(rowOf),
    add(databaseName: string, tableName: string, { values, input, createdAt }: PartitionRow): void {
      insert.run(databaseName, tableName, JSON.stringify(values), JSON.stringify(input), createdAt);
    },
    remove(databaseName: string, tableName: string, values: readonly string[]): void {
      remove.run(databaseName, tableName, JSON.stringify(values));
    },
  };
}
