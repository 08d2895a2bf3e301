import type { DatabaseSync, StatementSync } from 'node:sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS dynamodb_table (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_index (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    keys TEXT NOT NULL,
    UNIQUE (table_id, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_item (
    row INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL,
    partition_key BLOB NOT NULL,
    sort_key BLOB NOT NULL,
    item TEXT NOT NULL,
    size INTEGER NOT NULL,
    expires_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS dynamodb_item_key ON dynamodb_item (table_id, partition_key, sort_key);
  CREATE INDEX IF NOT EXISTS dynamodb_item_expiry ON dynamodb_item (table_id, expires_at)
    WHERE expires_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS dynamodb_index_entry (
    index_id INTEGER NOT NULL,
    partition_key BLOB NOT NULL,
    sort_key BLOB NOT NULL,
    table_partition_key BLOB NOT NULL,
    table_sort_key BLOB NOT NULL,
    item_row INTEGER NOT NULL,
    PRIMARY KEY (index_id, partition_key, sort_key, table_partition_key, table_sort_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dynamodb_stream (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    table_name TEXT NOT NULL,
    view_type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    enabled INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_stream_record (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    event_name TEXT NOT NULL,
    change TEXT NOT NULL,
    size INTEGER NOT NULL,
    by_expiry INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS dynamodb_stream_record_stream ON dynamodb_stream_record (stream_id, sequence);
  CREATE TABLE IF NOT EXISTS dynamodb_transaction (
    token TEXT PRIMARY KEY,
    request_hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dynamodb_transaction_expiry ON dynamodb_transaction (expires_at);
`;

/** The SQL of this service: its schema, and every statement prepared once. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(schema);
  }

  /** The prepared statement of a text. */
  of(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  /** Runs changes at once, all or none, outside the shared transactions: for the start and for tables, before anything else writes. */
  atomically(change: () => void): void {
    this.#database.exec('SAVEPOINT dynamodb_tables');
    try {
      change();
      this.#database.exec('RELEASE dynamodb_tables');
    } catch (error) {
      this.#database.exec('ROLLBACK TO dynamodb_tables');
      this.#database.exec('RELEASE dynamodb_tables');
      throw error;
    }
  }
}
