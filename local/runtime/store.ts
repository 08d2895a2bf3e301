import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from './service.ts';

/** The store of one data folder, with what its owner alone may do. */
export interface GroupCommitStore extends Store {
  /** How many changes are not on the disk yet. */
  readonly pending: () => number;
  /**
   * Runs inside every transaction after its changes, for what must be as new as they are (the clock). What the hook
   * answers is called once they are committed.
   */
  readonly beforeCommit: (hook: () => (() => void) | undefined) => void;
  /** Writes what still waits and closes the database. */
  readonly close: () => void;
}

interface QueuedChange {
  readonly change: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A change that is committed, and is acknowledged once the disk has it. */
interface CommittedChange {
  readonly acknowledge: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the one durable database, `file`, creating it when it is not there.
 *
 * All changes queued in one turn of the event loop, or while the disk was busy with those before, share one
 * transaction, and each has its savepoint, so that one that throws is undone alone. SQLite itself does not wait for
 * the disk at a commit; the log is synchronised here, beside the event loop, and only then is a change acknowledged.
 * So what `write` has acknowledged survives a killed process and a lost current, as with synchronous FULL, and a slow
 * disk makes groups larger instead of holding up every request. The log is written in order: what depends on a change
 * is never on the disk without it.
 */
export function openStore(file: string): GroupCommitStore {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA wal_autocheckpoint = 4000');
  database.exec('PRAGMA cache_size = -65536');
  // The log exists from its first transaction on, with its folder entry on the disk.
  database.exec('PRAGMA user_version = 1');
  database.exec('PRAGMA synchronous = NORMAL');
  const log = openSync(`${file}-wal`, 'r+');

  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const savepoint = database.prepare('SAVEPOINT change');
  const release = database.prepare('RELEASE change');
  const rollBackChange = database.prepare('ROLLBACK TO change');

  let queue: QueuedChange[] = [];
  /** Committed, and not yet known to be on the disk. */
  let synchronising: CommittedChange[] = [];
  let isSynchronising = false;
  let scheduled = false;
  let closed = false;
  let broken: unknown;
  const hooks: (() => (() => void) | undefined)[] = [];

  const runOne = ({ change, resolve, reject }: QueuedChange): CommittedChange => {
    savepoint.run();
    try {
      const result = change();
      release.run();
      return { acknowledge: () => resolve(result), reject };
    } catch (error) {
      rollBackChange.run();
      release.run();
      return { acknowledge: () => reject(error), reject };
    }
  };

  const acknowledgeAll = (changes: readonly CommittedChange[]): void => {
    for (const { acknowledge } of changes) {
      acknowledge();
    }
  };

  const rejectAll = (changes: readonly Pick<CommittedChange, 'reject'>[], error: unknown): void => {
    for (const { reject } of changes) {
      reject(error);
    }
  };

  /** Waits for the turn's end, so that what this turn still queues goes along. */
  const schedule = (): void => {
    if (!scheduled && !isSynchronising) {
      scheduled = true;
      setImmediate(flush);
    }
  };

  const synchronise = (): void => {
    isSynchronising = true;
    fdatasync(log, (error) => {
      const done = synchronising;
      synchronising = [];
      isSynchronising = false;
      if (closed) {
        closeSync(log);
      } else if (error === null) {
        acknowledgeAll(done);
        if (queue.length > 0) {
          schedule();
        }
      } else {
        // Whether the disk has them is unknown, also to the system: nothing may be acknowledged from now on.
        broken = error;
        rejectAll([...done, ...queue.splice(0)], error);
      }
    });
  };

  function flush(): void {
    scheduled = false;
    if (isSynchronising && !closed) {
      // The synchronisation that runs may have begun before these: they go with the next.
      return;
    }
    const batch = queue;
    queue = [];
    if (batch.length === 0) {
      return;
    }
    const changes: CommittedChange[] = [];
    const afterwards: (() => void)[] = [];
    try {
      begin.run();
      for (const queued of batch) {
        changes.push(runOne(queued));
      }
      for (const hook of hooks) {
        const after = hook();
        if (after !== undefined) {
          afterwards.push(after);
        }
      }
      commit.run();
    } catch (error) {
      // The disk or the file failed: nothing of this turn is durable, so none of it may be acknowledged.
      if (database.isTransaction) {
        database.exec('ROLLBACK');
      }
      rejectAll(batch, error);
      return;
    }
    for (const after of afterwards) {
      after();
    }
    synchronising.push(...changes);
    if (!closed && !isSynchronising) {
      synchronise();
    }
  }

  return {
    database,
    write: <Result>(change: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (closed) {
          reject(new Error(`The store ${file} is closed; a change came after the runtime had stopped.`));
          return;
        }
        if (broken !== undefined) {
          reject(new Error(`The disk under ${file} failed; nothing is written any more.`, { cause: broken }));
          return;
        }
        queue.push({ change, resolve: (result) => resolve(result as Result), reject });
        schedule();
      }),
    pending: () => queue.length + synchronising.length,
    beforeCommit: (hook) => {
      hooks.push(hook);
    },
    close: () => {
      if (closed) {
        return;
      }
      closed = true;
      flush();
      fdatasyncSync(log);
      acknowledgeAll(synchronising.splice(0));
      if (!isSynchronising) {
        closeSync(log);
      }
      database.close();
    },
  };
}
