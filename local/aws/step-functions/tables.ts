import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ExecutionRecord, ExecutionStatus, LiveExecution, MachineType, Thread } from './execution.ts';
import { dueAt, isActive } from './execution.ts';
import { parseJson } from './json.ts';
import type { ProgramStep } from './definition.ts';

const schema = `
CREATE TABLE IF NOT EXISTS states_definitions (hash TEXT PRIMARY KEY, definition TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS states_machines (
  arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, role_arn TEXT NOT NULL,
  definition_hash TEXT NOT NULL, created_at INTEGER NOT NULL, tags TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS states_executions (
  id INTEGER PRIMARY KEY, arn TEXT NOT NULL, name TEXT NOT NULL, machine_arn TEXT NOT NULL, type TEXT NOT NULL,
  definition_hash TEXT NOT NULL, scope TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL,
  started_at INTEGER NOT NULL, stopped_at INTEGER, output TEXT, error TEXT, cause TEXT,
  map_run_arn TEXT, map_index INTEGER, due_at INTEGER, redrive_count INTEGER NOT NULL, redriven_at INTEGER
);
CREATE INDEX IF NOT EXISTS states_executions_by_arn ON states_executions (arn, id);
CREATE INDEX IF NOT EXISTS states_executions_by_machine ON states_executions (machine_arn, id) WHERE map_run_arn IS NULL;
CREATE INDEX IF NOT EXISTS states_executions_by_map_run ON states_executions (map_run_arn, map_index) WHERE map_run_arn IS NOT NULL;
CREATE INDEX IF NOT EXISTS states_executions_due ON states_executions (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS states_threads (
  execution INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, items TEXT,
  active INTEGER NOT NULL, due_at INTEGER, awaits TEXT,
  PRIMARY KEY (execution, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS states_threads_active ON states_threads (execution) WHERE active = 1;
CREATE INDEX IF NOT EXISTS states_threads_due ON states_threads (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS states_threads_awaiting ON states_threads (awaits) WHERE awaits IS NOT NULL;
CREATE TABLE IF NOT EXISTS states_history (
  execution INTEGER NOT NULL, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL, events TEXT NOT NULL,
  PRIMARY KEY (execution, first_id)
) WITHOUT ROWID;
`;

interface ExecutionRow {
  id: number;
  arn: string;
  name: string;
  machine_arn: string;
  type: MachineType;
  definition_hash: string;
  scope: string;
  input: string;
  status: ExecutionStatus;
  started_at: number;
  stopped_at: number | null;
  output: string | null;
  error: string | null;
  cause: string | null;
  map_run_arn: string | null;
  map_index: number | null;
  due_at: number | null;
  redrive_count: number;
  redriven_at: number | null;
}

/** A thread as its row keeps it: all but what memory alone needs. */
export type StoredThread = Omit<Thread, 'program' | 'items' | 'turn' | 'nextBranch'>;

function recordOf(row: ExecutionRow): ExecutionRecord {
  return {
    id: row.id,
    arn: row.arn,
    name: row.name,
    machineArn: row.machine_arn,
    type: row.type,
    definitionHash: row.definition_hash,
    scope: parseJson(row.scope) as unknown as ProgramStep[],
    input: row.input,
    status: row.status,
    startedAt: row.started_at,
    stoppedAt: row.stopped_at ?? undefined,
    output: row.output ?? undefined,
    error: row.error ?? undefined,
    cause: row.cause ?? undefined,
    mapRunArn: row.map_run_arn ?? undefined,
    mapIndex: row.map_index ?? undefined,
    timeoutAt: row.due_at ?? undefined,
    redriveCount: row.redrive_count,
    redrivenAt: row.redriven_at ?? undefined,
  };
}

/** The tables of executions and their threads. Changes run inside the store's write; reads at any time. */
export class ExecutionTables {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.define(schema);
  }

  /** Creates tables that are not there yet. */
  define(statements: string): void {
    this.#database.exec(statements);
  }

  /** A prepared statement, kept for the next time. */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      return known;
    }
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  lastExecutionId(): number {
    const row = this.prepare('SELECT max(id) AS id FROM states_executions').get() as unknown as {
      id: number | null;
    };
    return row.id ?? 0;
  }

  findById(id: number): ExecutionRecord | undefined {
    return this.#one(this.prepare('SELECT * FROM states_executions WHERE id = ?').get(id));
  }

  /** The newest execution of an ARN: a name is free again 90 days after its execution closed. */
  findByArn(arn: string): ExecutionRecord | undefined {
    return this.#one(
      this.prepare('SELECT * FROM states_executions WHERE arn = ? ORDER BY id DESC LIMIT 1').get(arn),
    );
  }

  #one(row: unknown): ExecutionRecord | undefined {
    return row === undefined ? undefined : recordOf(row as ExecutionRow);
  }

  /** Executions newest first, below `before` in their order of starting. */
  list(
    by: { readonly machineArn: string } | { readonly mapRunArn: string },
    status: ExecutionStatus | undefined,
    before: number,
    limit: number,
  ): ExecutionRecord[] {
    const [where, arn] =
      'machineArn' in by
        ? ['machine_arn = ? AND map_run_arn IS NULL', by.machineArn]
        : ['map_run_arn = ?', by.mapRunArn];
    const rows = this.prepare(
      `SELECT * FROM states_executions WHERE ${where} AND id < ? AND (? IS NULL OR status = ?) ORDER BY id DESC LIMIT ?`,
    ).all(arn, before, status ?? null, status ?? null, limit) as unknown as ExecutionRow[];
    return rows.map(recordOf);
  }

  /** The children of a map run in the order of their items. */
  childrenOfMapRun(mapRunArn: string): ExecutionRecord[] {
    const rows = this.prepare('SELECT * FROM states_executions WHERE map_run_arn = ? ORDER BY map_index').all(
      mapRunArn,
    ) as unknown as ExecutionRow[];
    return rows.map(recordOf);
  }

  insertExecution(record: ExecutionRecord): void {
    this.prepare(
      'INSERT INTO states_executions (id, arn, name, machine_arn, type, definition_hash, scope, input, status, started_at, map_run_arn, map_index, due_at, redrive_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(
      record.id,
      record.arn,
      record.name,
      record.machineArn,
      record.type,
      record.definitionHash,
      JSON.stringify(record.scope),
      record.input,
      record.status,
      record.startedAt,
      record.mapRunArn ?? null,
      record.mapIndex ?? null,
      record.timeoutAt ?? null,
      record.redriveCount,
    );
  }

  /** Writes what changes of an execution when it ends or is redriven. */
  updateExecution(record: ExecutionRecord): void {
    this.prepare(
      'UPDATE states_executions SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ?, due_at = ?, redrive_count = ?, redriven_at = ? WHERE id = ?',
    ).run(
      record.status,
      record.stoppedAt ?? null,
      record.output ?? null,
      record.error ?? null,
      record.cause ?? null,
      record.status === 'RUNNING' ? (record.timeoutAt ?? null) : null,
      record.redriveCount,
      record.redrivenAt ?? null,
      record.id,
    );
  }

  threadsOf(execution: number): { stored: StoredThread; items: string | undefined }[] {
    const rows = this.prepare(
      'SELECT body, items FROM states_threads WHERE execution = ? ORDER BY number',
    ).all(execution) as unknown as { body: string; items: string | null }[];
    return rows.map((row) => ({
      stored: JSON.parse(row.body) as StoredThread,
      items: row.items ?? undefined,
    }));
  }

  /** The row of a thread as it is now, to be written later. Items are written once, when `withItems` says so. */
  threadWriter(live: LiveExecution, thread: Thread, withItems: boolean): () => void {
    const { program: _program, items, turn: _turn, nextBranch: _nextBranch, ...stored } = thread;
    const body = JSON.stringify(stored satisfies StoredThread);
    const itemsText = withItems && items !== undefined ? JSON.stringify(items) : null;
    const active = isActive(thread) ? 1 : 0;
    const due = dueAt(thread) ?? null;
    const awaits = thread.standing.kind === 'job' ? thread.standing.executionArn : null;
    // A thread back from its fork keeps no items; one still forked keeps those of its first write.
    const kept = thread.standing.kind === 'forked' && !withItems ? 'items' : 'excluded.items';
    return () => {
      this.prepare(
        `INSERT INTO states_threads (execution, number, body, items, active, due_at, awaits) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (execution, number) DO UPDATE SET body = excluded.body, items = ${kept}, active = excluded.active, due_at = excluded.due_at, awaits = excluded.awaits`,
      ).run(live.record.id, thread.number, body, itemsText, active, due, awaits);
    };
  }

  removeThread(execution: number, number: number): void {
    this.prepare('DELETE FROM states_threads WHERE execution = ? AND number = ?').run(execution, number);
  }

  removeThreads(execution: number): void {
    this.prepare('DELETE FROM states_threads WHERE execution = ?').run(execution);
  }

  /** Leaves the threads of an ended execution where they stood, for a redrive, but lets nothing wake them. */
  quietThreads(execution: number): void {
    this.prepare(
      'UPDATE states_threads SET active = 0, due_at = NULL, awaits = NULL WHERE execution = ?',
    ).run(execution);
  }

  /** Executions with a thread that was going on when the process ended, or whose awaited execution has ended. */
  executionsToResume(): number[] {
    const rows = this.prepare(
      "SELECT execution FROM states_threads WHERE active = 1 UNION SELECT execution FROM states_threads JOIN states_executions AS job ON job.arn = awaits WHERE awaits IS NOT NULL AND job.status <> 'RUNNING'",
    ).all() as unknown as {
      execution: number;
    }[];
    return rows.map((row) => row.execution);
  }

  /** Executions with something due at `now`. */
  dueExecutions(now: number): number[] {
    const rows = this.prepare(
      'SELECT execution FROM states_threads WHERE due_at <= ? UNION SELECT id FROM states_executions WHERE due_at <= ?',
    ).all(now, now) as unknown as { execution: number }[];
    return rows.map((row) => row.execution);
  }

  /** The first time something falls due in an execution for which `skip` is false. */
  firstDue(skip: (execution: number) => boolean): number | undefined {
    let first: number | undefined;
    for (const sql of [
      'SELECT execution, due_at FROM states_threads WHERE due_at IS NOT NULL ORDER BY due_at',
      'SELECT id AS execution, due_at FROM states_executions WHERE due_at IS NOT NULL ORDER BY due_at',
    ]) {
      for (const row of this.prepare(sql).iterate()) {
        const { execution, due_at: due } = row as unknown as { execution: number; due_at: number };
        if (first !== undefined && due >= first) {
          break;
        }
        if (!skip(execution)) {
          first = due;
          break;
        }
      }
    }
    return first;
  }

  /** Which threads wait for an execution to end. */
  awaiting(executionArn: string): { execution: number; number: number }[] {
    return this.prepare('SELECT execution, number FROM states_threads WHERE awaits = ?').all(
      executionArn,
    ) as unknown as { execution: number; number: number }[];
  }
}
