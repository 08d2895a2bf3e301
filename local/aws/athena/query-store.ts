import type { DatabaseSync } from 'node:sqlite';
import type { ResultColumn } from './query-engine.ts';

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A statement that somebody asked, with what became of it. */
export interface QueryExecution {
  readonly id: string;
  readonly workGroup: string;
  readonly sql: string;
  readonly database: string | undefined;
  /** Where its result lies, or will: `s3://bucket/prefix/<id>.csv`. */
  readonly outputLocation: string;
  readonly state: QueryState;
  readonly reason: string | undefined;
  readonly submittedAt: number;
  readonly completedAt: number | undefined;
  readonly scannedBytes: number;
  readonly engineMilliseconds: number;
  readonly columns: readonly ResultColumn[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS athena_query (
    id TEXT PRIMARY KEY,
    request_token TEXT UNIQUE,
    state TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    execution TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS athena_query_time ON athena_query (submitted_at);
`;

/** How long Athena keeps what was asked. Source: Amazon Athena user guide, query history. */
const keptMilliseconds = 45 * 24 * 60 * 60 * 1000;

/** What was asked and became of it, durable. Changes are called inside a change of the store. */
export function openQueryStore(database: DatabaseSync) {
  database.exec(schema);
  const select = database.prepare('SELECT execution FROM athena_query WHERE id = ?');
  const selectByToken = database.prepare('SELECT execution FROM athena_query WHERE request_token = ?');
  const selectUnfinished = database.prepare(
    "SELECT execution FROM athena_query WHERE state IN ('QUEUED', 'RUNNING')",
  );
  const insert = database.prepare('INSERT INTO athena_query VALUES (?, ?, ?, ?, ?)');
  const change = database.prepare('UPDATE athena_query SET state = ?, execution = ? WHERE id = ?');
  const forget = database.prepare('DELETE FROM athena_query WHERE submitted_at < ?');
  const read = (row: Record<string, unknown> | undefined): QueryExecution | undefined =>
    row === undefined ? undefined : (JSON.parse(String(row['execution'])) as QueryExecution);

  return {
    find: (id: string): QueryExecution | undefined => read(select.get(id)),
    ofToken: (token: string): QueryExecution | undefined => read(selectByToken.get(token)),
    unfinished: (): QueryExecution[] =>
      selectUnfinished.all().flatMap((row) => {
        const execution = read(row);
        return execution === undefined ? [] : [execution];
      }),
    add(execution: QueryExecution, token: string | undefined): void {
      forget.run(execution.submittedAt - keptMilliseconds);
      insert.run(
        execution.id,
        token ?? null,
        execution.state,
        execution.submittedAt,
        JSON.stringify(execution),
      );
    },
    put(execution: QueryExecution): void {
      change.run(execution.state, JSON.stringify(execution), execution.id);
    },
  };
}
