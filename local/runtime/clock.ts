import type { VirtualClock } from './service.ts';
import type { GroupCommitStore } from './store.ts';

/**
 * How time passes. `wall`: as on the wall, moved by what `advance` has added. `jump`: it stands still while
 * anything is being done and then jumps to what falls due next, so that a run repeats and ninety days take seconds.
 */
export type ClockMode = 'wall' | 'jump';

/** The clock of one data folder, with what only the scheduler may do. */
export interface RuntimeClock extends VirtualClock {
  readonly mode: ClockMode;
  /**
   * What a worker thread needs to read this clock: [0] is the time that stands still, or -1 when it runs,
   * [1] what is then added to the wall's time. Milliseconds.
   */
  readonly shared: SharedArrayBuffer;
  /** Moves forward to `time`, never backward; durable when it resolves. */
  moveTo(time: number): Promise<void>;
  /** Writes the present time, so that a later start does not begin before it. */
  save(): Promise<void>;
}

const standing = 0;
const added = 1;

/**
 * Opens the clock kept in `store`. It begins at the time the folder had reached, or at the wall's time (in
 * wall mode, whichever is later); a new folder in jump mode begins at `startAt`.
 */
export function openClock(store: GroupCommitStore, mode: ClockMode, startAt?: number): RuntimeClock {
  const { database } = store;
  database.exec(
    'CREATE TABLE IF NOT EXISTS runtime_clock (id INTEGER PRIMARY KEY CHECK (id = 1), time INTEGER NOT NULL, added INTEGER NOT NULL) STRICT',
  );
  const read = database.prepare('SELECT time, added FROM runtime_clock WHERE id = 1');
  const keep = database.prepare('INSERT OR REPLACE INTO runtime_clock (id, time, added) VALUES (1, ?, ?)');

  const kept = read.get();
  const keptTime = kept === undefined ? undefined : Number(kept['time']);
  const keptAdded = kept === undefined ? 0 : Number(kept['added']);

  const shared = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT);
  const cells = new BigInt64Array(shared);
  const set = (cell: number, value: number): void => {
    Atomics.store(cells, cell, BigInt(Math.trunc(value)));
  };
  const get = (cell: number): number => Number(Atomics.load(cells, cell));

  let latest: number;
  if (mode === 'jump') {
    latest = Math.trunc(keptTime ?? startAt ?? Date.now());
    set(standing, latest);
    set(added, 0);
  } else {
    const wall = Date.now();
    const offset =
      keptTime === undefined
        ? startAt === undefined
          ? 0
          : startAt - wall
        : Math.max(keptAdded, keptTime - wall);
    latest = Math.trunc(wall + offset);
    set(standing, -1);
    set(added, offset);
  }

  const now = (): number => {
    if (mode === 'wall') {
      // The wall's clock may be set back; this one may not.
      latest = Math.max(latest, Date.now() + get(added));
    }
    return latest;
  };

  let keptNow = keptTime;
  let keptOffset = kept === undefined ? undefined : keptAdded;
  // In every transaction: a fact that is on the disk is never later than the clock that a restart begins with.
  store.beforeCommit(() => {
    const time = now();
    const offset = get(added);
    if (time !== keptNow || offset !== keptOffset) {
      keep.run(time, offset);
      return () => {
        keptNow = time;
        keptOffset = offset;
      };
    }
    return undefined;
  });
  const save = (): Promise<void> => store.write(() => undefined);

  return {
    mode,
    shared,
    now,
    moveTo: async (time) => {
      const target = Math.trunc(time);
      if (target > now()) {
        if (mode === 'wall') {
          set(added, target - Date.now());
        } else {
          set(standing, target);
        }
        latest = Math.max(latest, target);
      }
      await save();
    },
    save,
  };
}

/** The time a thread reads from {@link RuntimeClock.shared}, in milliseconds. */
export function readSharedClock(cells: BigInt64Array, wallNow: () => number): number {
  const still = Number(Atomics.load(cells, standing));
  return still >= 0 ? still : wallNow() + Number(Atomics.load(cells, added));
}
