import type { DatabaseSync } from 'node:sqlite';

/** One event on its way to one target. Times are milliseconds of the virtual clock. */
export interface DeliveryRow {
  readonly id: number;
  /** The rule or schedule. */
  readonly source_arn: string;
  readonly target_id: string;
  readonly event_id: string;
  readonly payload: string;
  readonly accepted_at: number;
  readonly attempts: number;
  readonly next_at: number;
}

/** A delivery that was given up. */
export interface FailedDelivery {
  readonly sourceArn: string;
  readonly targetArn: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Whether a dead-letter queue has it. */
  readonly keptInDeadLetterQueue: boolean;
  readonly failedAt: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS events_delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_arn TEXT NOT NULL,
    target_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_delivery_next ON events_delivery (next_at, id);
  CREATE TABLE IF NOT EXISTS events_failure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_arn TEXT NOT NULL,
    target_arn TEXT NOT NULL,
    error_code TEXT NOT NULL,
    error_message TEXT NOT NULL,
    kept INTEGER NOT NULL,
    failed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events_schedule (
    arn TEXT PRIMARY KEY,
    expression TEXT NOT NULL,
    anchor INTEGER NOT NULL,
    next_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS events_schedule_next ON events_schedule (next_at) WHERE next_at IS NOT NULL;
`;

export interface ScheduleRow {
  readonly arn: string;
  /** The expression and its time zone, to see whether the template has changed them. */
  readonly expression: string;
  /** When the schedule began, from which a rate counts. */
  readonly anchor: number;
  readonly next_at: number | null;
}

/** The rows of deliveries and schedules. What changes something runs inside a change of the store. */
export function openDeliveryStore(database: DatabaseSync) {
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO events_delivery (source_arn, target_id, event_id, payload, accepted_at, next_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const due = database.prepare(
    'SELECT * FROM events_delivery WHERE next_at <= ? ORDER BY next_at, id LIMIT ?',
  );
  const next = database.prepare('SELECT min(next_at) AS time FROM events_delivery WHERE next_at > ?');
  const anyDue = database.prepare('SELECT 1 FROM events_delivery WHERE next_at <= ? LIMIT 1');
  const remove = database.prepare('DELETE FROM events_delivery WHERE id = ?');
  const postpone = database.prepare('UPDATE events_delivery SET attempts = ?, next_at = ? WHERE id = ?');
  const insertFailure = database.prepare(
    'INSERT INTO events_failure (source_arn, target_arn, error_code, error_message, kept, failed_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const failures = database.prepare('SELECT * FROM events_failure ORDER BY id');
  const schedule = database.prepare('SELECT * FROM events_schedule WHERE arn = ?');
  const schedules = database.prepare('SELECT arn FROM events_schedule');
  const putSchedule = database.prepare(
    'INSERT OR REPLACE INTO events_schedule (arn, expression, anchor, next_at) VALUES (?, ?, ?, ?)',
  );
  const removeSchedule = database.prepare('DELETE FROM events_schedule WHERE arn = ?');
  const nextSchedule = database.prepare(
    'SELECT min(next_at) AS time FROM events_schedule WHERE next_at IS NOT NULL',
  );
  const dueSchedules = database.prepare(
    'SELECT * FROM events_schedule WHERE next_at <= ? ORDER BY next_at, arn',
  );

  const timeOf = (row: Record<string, unknown> | undefined): number | undefined =>
    typeof row?.['time'] === 'number' ? row['time'] : undefined;

  return {
    add(row: Omit<DeliveryRow, 'id' | 'attempts'>): void {
      insert.run(row.source_arn, row.target_id, row.event_id, row.payload, row.accepted_at, row.next_at);
    },
    due: (now: number, limit: number): DeliveryRow[] => due.all(now, limit) as unknown as DeliveryRow[],
    isAnyDue: (now: number): boolean => anyDue.get(now) !== undefined,
    nextAt: (now: number): number | undefined => timeOf(next.get(now)),
    remove(id: number): void {
      remove.run(id);
    },
    postpone(id: number, attempts: number, nextAt: number): void {
      postpone.run(attempts, nextAt, id);
    },

    addFailure(failure: FailedDelivery): void {
      insertFailure.run(
        failure.sourceArn,
        failure.targetArn,
        failure.errorCode,
        failure.errorMessage,
        failure.keptInDeadLetterQueue ? 1 : 0,
        failure.failedAt,
      );
    },
    failures: (): FailedDelivery[] =>
      failures.all().map((row) => ({
        sourceArn: String(row['source_arn']),
        targetArn: String(row['target_arn']),
        errorCode: String(row['error_code']),
        errorMessage: String(row['error_message']),
        keptInDeadLetterQueue: row['kept'] === 1,
        failedAt: Number(row['failed_at']),
      })),

    findSchedule: (arn: string): ScheduleRow | undefined =>
      schedule.get(arn) as unknown as ScheduleRow | undefined,
    putSchedule(row: ScheduleRow): void {
      putSchedule.run(row.arn, row.expression, row.anchor, row.next_at);
    },
    scheduleArns: (): string[] => schedules.all().map(({ arn }) => String(arn)),
    removeSchedule(arn: string): void {
      removeSchedule.run(arn);
    },
    dueSchedules: (now: number): ScheduleRow[] => dueSchedules.all(now) as unknown as ScheduleRow[],
    nextScheduleAt: (): number | undefined => timeOf(nextSchedule.get()),
  };
}

export type DeliveryStore = ReturnType<typeof openDeliveryStore>;
