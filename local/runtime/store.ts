import { DatabaseSync } from 'node:sqlite';
import type { Store } from './service.ts';

/** The store of one data folder, with what its owner alone may do. */
export interface GroupCommitStore extends Store {
  /** How many changes wait for their transaction. */
  pending(): number;
  /** Runs inside every transaction after its changes, for what must be as new as they are (the clock). */
  beforeCommit(hook: () => void): void;
  /** Writes what still waits and closes the database. */
  close(): void;
}

interface QueuedChange {
  readonly change: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the one durable database, `file`, creating it when it is not there.
 *
 * All changes queued in one turn of the event loop share one transaction: the disk is waited for once, and
 * each change has its savepoint, so that one that throws is undone alone. WAL with synchronous FULL: what a
 * promise of `write` has acknowledged survives a killed process and a lost current.
 */
export function openStore(file: string): GroupCommitStore {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA wal_autocheckpoint = 4000');
  database.exec('PRAGMA cache_size = -65536');

  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const savepoint = database.prepare('SAVEPOINT change');
  const release = database.prepare('RELEASE change');
  const rollBackChange = database.prepare('ROLLBACK TO change');

  let queue: QueuedChange[] = [];
  let scheduled = false;
  let closed = false;
  const hooks: (() => void)[] = [];

  const runOne = (queued: QueuedChange): (() => void) => {
    savepoint.run();
    try {
      const result = queued.change();
      release.run();
      return () => queued.resolve(result);
    } catch (error) {
      rollBackChange.run();
      release.run();
      return () => queued.reject(error);
    }
  };

  const flush = (): void => {
    scheduled = false;
    const batch = queue;
    queue = [];
    if (batch.length === 0) {
      return;
    }
    const settle: (() => void)[] = [];
    try {
      begin.run();
      for (const queued of batch) {
        settle.push(runOne(queued));
      }
      for (const hook of hooks) {
        hook();
      }
      commit.run();
    } catch (error) {
      // The disk or the file failed: nothing of this turn is durable, so none of it may be acknowledged.
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
      for (const queued of batch) {
        queued.reject(error);
      }
      return;
    }
    for (const done of settle) {
      done();
    }
  };

  return {
    database,
    write: <Result>(change: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (closed) {
          reject(new Error(`The store ${file} is closed; a change came after the runtime had stopped.`));
          return;
        }
        queue.push({ change, resolve: (result) => resolve(result as Result), reject });
        if (!scheduled) {
          scheduled = true;
          setImmediate(flush);
        }
      }),
    pending: () => queue.length,
    beforeCommit: (hook) => {
      hooks.push(hook);
    },
    close: () => {
      if (!closed) {
        flush();
        closed = true;
        database.close();
      }
    },
  };
}
