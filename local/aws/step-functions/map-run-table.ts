import type { Json } from '../../runtime/service.ts';
import type { ExecutionTables } from './tables.ts';

const schema = `
CREATE TABLE IF NOT EXISTS states_map_runs (
  arn TEXT PRIMARY KEY, execution INTEGER NOT NULL, thread INTEGER NOT NULL, status TEXT NOT NULL,
  body TEXT NOT NULL, items TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS states_map_runs_by_execution ON states_map_runs (execution);
CREATE INDEX IF NOT EXISTS states_map_runs_running ON states_map_runs (status) WHERE status = 'RUNNING';
`;

export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

interface OutcomeCounts {
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
}

/** The run of a Distributed Map: which children were started and how they ended. */
export interface MapRun {
  readonly arn: string;
  readonly execution: number;
  readonly thread: number;
  readonly label: string;
  readonly startedAt: number;
  /** How many children it has in all. */
  readonly total: number;
  /** Whether an ItemBatcher gathered several items into each child. */
  readonly batched: boolean;
  /** How many children may run at the same time. */
  readonly limit: number;
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
  /** The inputs of the children. */
  readonly items: readonly Json[];
  status: MapRunStatus;
  stoppedAt: number | undefined;
  redriveCount: number;
  redrivenAt: number | undefined;
  /** The first item that has no child yet. */
  nextIndex: number;
  counts: OutcomeCounts;
}

interface MapRunRow {
  arn: string;
  body: string;
  items: string;
}

function runOf(row: MapRunRow): MapRun {
  return { ...(JSON.parse(row.body) as Omit<MapRun, 'items'>), items: JSON.parse(row.items) as Json[] };
}

/** The table of map runs. Changes run inside the store's write. */
export class MapRunTable {
  readonly #tables: ExecutionTables;

  constructor(tables: ExecutionTables) {
    this.#tables = tables;
    tables.define(schema);
  }

  find(arn: string): MapRun | undefined {
    const row = this.#tables.prepare('SELECT * FROM states_map_runs WHERE arn = ?').get(arn);
    return row === undefined ? undefined : runOf(row as unknown as MapRunRow);
  }

  ofExecution(execution: number): MapRun[] {
    const rows = this.#tables.prepare('SELECT * FROM states_map_runs WHERE execution = ?').all(execution);
    return (rows as unknown as MapRunRow[]).map(runOf);
  }

  running(): string[] {
    const rows = this.#tables.prepare("SELECT arn FROM states_map_runs WHERE status = 'RUNNING'").all();
    return (rows as unknown as { arn: string }[]).map((row) => row.arn);
  }

  inserter(run: MapRun): () => void {
    const { items, ...body } = run;
    const bodyText = JSON.stringify(body);
    const itemsText = JSON.stringify(items);
    return () => {
      this.#tables
        .prepare(
          'INSERT INTO states_map_runs (arn, execution, thread, status, body, items) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(run.arn, run.execution, run.thread, body.status, bodyText, itemsText);
    };
  }

  /** The row as the run is now, to be written later. */
  updater(run: MapRun): () => void {
    const { items: _items, ...body } = run;
    const { status } = body;
    const text = JSON.stringify(body);
    return () => {
      this.#tables
        .prepare('UPDATE states_map_runs SET status = ?, body = ? WHERE arn = ?')
        .run(status, text, run.arn);
    };
  }
}
