import type { DuckDBConnection } from '@duckdb/node-api';
import { AwsError } from '../../runtime/service.ts';
import { athenaText, athenaType, engineType, type AthenaType } from './column-types.ts';

/** A column of an answer. */
export interface ResultColumn extends AthenaType {
  readonly name: string;
}

/** A table of the catalogue with the files that it points at. */
export interface SourceTable {
  readonly database: string;
  readonly name: string;
  /** With their types of Hive; the partition keys too. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly partitionKeys: readonly string[];
  /** Parquet files, in folders `key=value` of the partition keys. */
  readonly files: readonly string[];
}

export interface Answer {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What one statement may take. */
export interface QueryLimits {
  readonly memory: string;
  readonly threads: number;
  readonly milliseconds: number;
  readonly rows: number;
}

export const usualLimits: QueryLimits = {
  memory: '2GB',
  threads: 2,
  milliseconds: 300_000,
  rows: 1_000_000,
};

/** Why a statement did not come to its end, in words for whoever asked. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

/** The native engine is loaded by the first statement: most runs of the machine ask none. */
async function connect(
  config: Readonly<Record<string, string>>,
): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', config);
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A view over the files of a table; a column that older files do not have yet is empty there. */
function viewOf(table: SourceTable): string {
  const columns = table.columns.map(({ name, type }) => {
    const held = engineType(type);
    if (held === undefined) {
      throw new QueryFailed(
        `Column ${name} of ${table.database}.${table.name} has type ${type}, which this machine does not read.`,
      );
    }
    return { name: quoted(name), type: held };
  });
  const none = `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${name}`).join(', ')} WHERE false`;
  const keys = table.partitionKeys.map((key) => `${literal(key)}: VARCHAR`).join(', ');
  const partitioned =
    table.partitionKeys.length === 0 ? '' : `, hive_partitioning = true, hive_types = {${keys}}`;
  const files =
    table.files.length === 0
      ? ''
      : ` UNION ALL BY NAME SELECT * FROM read_parquet(${listOf(table.files)}, union_by_name = true${partitioned})`;
  const shown = columns.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`).join(', ');
  return `CREATE VIEW ${quoted(table.database)}.${quoted(table.name)} AS SELECT ${shown} FROM (${none}${files})`;
}

const serialised = 'SELECT json_serialize_sql($1::VARCHAR) AS tree';

function malformed(message: string): AwsError {
  return new AwsError('InvalidRequestException', message, 400, { AthenaErrorCode: 'MALFORMED_QUERY' });
}

/**
 * The names of tables in a statement, with their database where it has one.
 * @throws AwsError InvalidRequestException for what is not one statement that only reads.
 */
export async function tablesOf(sql: string): Promise<{ database: string | undefined; name: string }[]> {
  const { connection, close } = await connect({ threads: '1', enable_external_access: 'false' });
  try {
    const reader = await connection.runAndReadAll(serialised, [sql]);
    const tree = JSON.parse(String(reader.getRows()[0]?.[0])) as {
      error: boolean;
      error_type?: string;
      error_message?: string;
      position?: string;
      statements?: unknown[];
    };
    if (tree.error) {
      throw malformed(
        tree.error_type === 'parser'
          ? `${placeOf(sql, Number(tree.position ?? 0))}: ${tree.error_message ?? 'unreadable'}`
          : 'Only SELECT is served on this machine: the files of the warehouse are read and never written by a statement.',
      );
    }
    if (tree.statements?.length !== 1) {
      throw malformed(
        `Only one sql statement is allowed; found ${tree.statements?.length ?? 0}. Ask them one by one.`,
      );
    }
    return connection.getTableNames(sql, true).map((name) => {
      // A name with its database comes with its alias.
      const [qualified = ''] = /^(?:"(?:[^"]|"")*"|[^\s"])+/.exec(name) ?? [];
      const parts = qualified.split('.').map((part) => part.replaceAll('"', ''));
      return { database: parts.at(-2), name: parts.at(-1) ?? '' };
    });
  } finally {
    close();
  }
}

/** `line 3:14`, as Athena says where. */
function placeOf(sql: string, position: number): string {
  const before = sql.slice(0, position).split('\n');
  return `line ${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * Runs one statement that only reads over the files of the tables that it names, and over nothing else: the engine may open
 * no other file and no address, and its settings are locked before the statement is seen.
 * @throws QueryFailed with the engine's own words.
 */
export async function runQuery(
  sql: string,
  database: string | undefined,
  tables: readonly SourceTable[],
  views: readonly { readonly database: string; readonly name: string; readonly sql: string }[],
  limits: QueryLimits,
  signal: AbortSignal,
): Promise<Answer> {
  const { connection, close } = await connect({
    threads: String(limits.threads),
    max_memory: limits.memory,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const startedAt = performance.now();
  const isLate = (): boolean => performance.now() - startedAt > limits.milliseconds;
  // Again and again: an interruption that comes between two statements is forgotten by the engine.
  const watch = setInterval(() => {
    if (signal.aborted || isLate()) {
      connection.interrupt();
    }
  }, 20);
  try {
    const databases = new Set([...tables, ...views].map((one) => one.database));
    if (database !== undefined) {
      databases.add(database);
    }
    for (const name of databases) {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`);
    }
    await connection.run(`SET allowed_paths = ${listOf(tables.flatMap(({ files }) => files))}`);
    await connection.run('SET enable_external_access = false');
    for (const table of tables) {
      await connection.run(viewOf(table));
    }
    for (const view of views) {
      await connection.run(`SET schema = ${literal(view.database)}`);
      await connection.run(`CREATE VIEW ${quoted(view.database)}.${quoted(view.name)} AS ${view.sql}`);
    }
    if (database !== undefined) {
      await connection.run(`SET schema = ${literal(database)}`);
    }
    await connection.run('SET lock_configuration = true');
    const reader = await connection.streamAndReadUntil(sql, limits.rows + 1);
    if (reader.currentRowCount > limits.rows) {
      throw new QueryFailed(
        `The answer has more than ${limits.rows} rows. Ask for fewer, or sum them up in the statement.`,
      );
    }
    const types = reader.columnTypes().map(String);
    const columns = reader.columnNames().map((name, index): ResultColumn => {
      const type = athenaType(types[index] ?? '');
      if (type === undefined) {
        throw new QueryFailed(
          `Column ${name} has type ${types[index]}, which this machine does not hand out. CAST it to VARCHAR.`,
        );
      }
      return { name, ...type };
    });
    const rows = reader
      .getRows()
      .map((row) => row.map((value, index) => athenaText(value, columns[index]?.type ?? 'varchar')));
    return { columns, rows };
  } catch (error) {
    if (error instanceof QueryFailed) {
      throw error;
    }
    const message = error instanceof Error ? error.message : String(error);
    throw new QueryFailed(
      /interrupted/i.test(message) && !signal.aborted
        ? `Query timeout: it ran longer than ${limits.milliseconds / 1000} seconds.`
        : message,
    );
  } finally {
    clearInterval(watch);
    close();
  }
}
