import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openClock, type RuntimeClock } from '../../../local/runtime/clock.ts';
import { createScheduler, type Participant, type Scheduler } from '../../../local/runtime/scheduler.ts';
import { openStore, type GroupCommitStore } from '../../../local/runtime/store.ts';

const startAt = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

let folder: string;
let store: GroupCommitStore;
let clock: RuntimeClock;
let scheduler: Scheduler;
let faults: string[];

/** Does its work at the given times, and notes when it did. */
function worker(name: string, dates: number[], done: string[]): Participant {
  return {
    name,
    nextDueAt: () => dates[0],
    runDue: (now) => {
      while (dates[0] !== undefined && dates[0] <= now) {
        dates.shift();
        done.push(`${name} ${(now - startAt) / hour}`);
      }
    },
    busy: () => undefined,
  };
}

/** Recurs at every full hour, for ever. */
function hourly(done: string[]): Participant {
  let next = startAt + hour;
  return {
    name: 'hourly',
    nextDueAt: () => next,
    nextWorkDueAt: () => undefined,
    runDue: (now) => {
      while (next <= now) {
        done.push(`hourly ${(now - startAt) / hour}`);
        next = now + hour - ((now - startAt) % hour);
      }
    },
    busy: () => undefined,
  };
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimwright-scheduler-'));
  store = openStore(path.join(folder, 'a.sqlite'));
  clock = openClock(store, 'jump', startAt);
  faults = [];
  scheduler = createScheduler(clock, (name, error) => faults.push(`${name}: ${String(error)}`), hour);
});

afterEach(async () => {
  await scheduler.stop();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the scheduler of a jumping clock', () => {
  test('jumps from one due time to the next and rests when only recurring things are left', async () => {
    const done: string[] = [];
    scheduler.add(worker('claim', [startAt + 1.5 * hour, startAt + 2.5 * hour], done));
    scheduler.add(hourly(done));
    scheduler.start();
    await scheduler.settled();
    expect(done).toEqual(['hourly 1', 'claim 1.5', 'hourly 2', 'claim 2.5']);
    expect(clock.now()).toBe(startAt + 2.5 * hour);
    expect(scheduler.status()).toMatchObject({ state: 'settled', nextDueAt: startAt + 3 * hour });
  });

  test('stops for what recurs often ever more seldom on its way, and soon again after something else', async () => {
    const done: string[] = [];
    const seldom = createScheduler(clock, () => undefined, 10 * hour);
    seldom.add(worker('claim', [startAt + 100 * hour, startAt + 112 * hour], done));
    seldom.add(hourly(done));
    seldom.start();
    await seldom.settled();
    expect(done).toEqual([
      'hourly 10',
      'hourly 30',
      'hourly 70',
      'claim 100',
      'hourly 100',
      'hourly 101',
      'claim 112',
      'hourly 112',
    ]);
    await seldom.stop();
  });

  test('does not jump while something is being done', async () => {
    const done: string[] = [];
    let busy: string | undefined = 'a function runs';
    scheduler.add(worker('claim', [startAt + hour], done));
    scheduler.add({ ...worker('lambda', [], done), busy: () => busy });
    scheduler.start();
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
    expect(done).toEqual([]);
    expect(scheduler.status()).toMatchObject({ state: 'busy', busy: 'lambda: a function runs' });
    busy = undefined;
    await scheduler.settled();
    expect(done).toEqual(['claim 1']);
  });

  test('stands while a client holds it, and steps when the holder says so', async () => {
    const done: string[] = [];
    scheduler.add(worker('claim', [startAt + hour, startAt + 2 * hour], done));
    const hold = scheduler.hold('staff', 60);
    scheduler.start();
    await scheduler.quiet();
    expect(scheduler.status()).toMatchObject({ state: 'held', holds: ['staff'] });
    expect(await scheduler.step()).toBe(true);
    expect(done).toEqual(['claim 1']);
    expect(scheduler.release(hold)).toBe(true);
    expect(scheduler.release(hold)).toBe(false);
    await scheduler.settled();
    expect(done).toEqual(['claim 1', 'claim 2']);
    expect(await scheduler.step()).toBe(false);
  });

  test('lets a hold go that its client has forgotten', async () => {
    const done: string[] = [];
    scheduler.add(worker('claim', [startAt + hour], done));
    scheduler.hold('forgotten', 0.05);
    scheduler.start();
    await scheduler.settled();
    expect(done).toEqual(['claim 1']);
  });

  test('stops at everything due on the way of an advance, recurring things too', async () => {
    const done: string[] = [];
    scheduler.add(worker('claim', [startAt + 1.5 * hour], done));
    scheduler.add(hourly(done));
    scheduler.hold('test', 60);
    scheduler.start();
    await scheduler.advance(2.25 * hour);
    expect(done).toEqual(['hourly 1', 'claim 1.5', 'hourly 2']);
    expect(clock.now()).toBe(startAt + 2.25 * hour);
  });

  test('waits for work that takes its time, and goes on when work fails', async () => {
    const done: string[] = [];
    const slow = worker('slow', [startAt + hour], done);
    scheduler.add({
      ...slow,
      runDue: async (now) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 30);
        });
        await slow.runDue(now);
        throw new Error('at the end');
      },
    });
    scheduler.add(worker('claim', [startAt + 2 * hour], done));
    scheduler.start();
    await scheduler.settled();
    expect(done).toEqual(['slow 1', 'claim 2']);
    expect(faults).toEqual(['slow: Error: at the end']);
  });

  test('runs what falls due for a participant that looks only ahead', async () => {
    const seen: number[] = [];
    const at = startAt + hour;
    scheduler.add({
      name: 'ahead',
      nextDueAt: () => (clock.now() < at ? at : undefined),
      runDue: (now) => {
        seen.push(now);
      },
      busy: () => undefined,
    });
    scheduler.start();
    await scheduler.settled();
    expect(seen).toEqual([at]);
  });
});

describe('the scheduler of a clock that runs with the wall', () => {
  test('does things when they fall due, and those on the way when the clock is turned', async () => {
    const wall = openClock(store, 'wall');
    const running = createScheduler(wall, () => undefined);
    const began = wall.now();
    const seen: number[] = [];
    const dates = [began + 40, began + hour, began + 3 * hour];
    running.add({
      name: 'dates',
      nextDueAt: () => dates[0],
      runDue: (now) => {
        dates.shift();
        seen.push(now - began);
      },
      busy: () => undefined,
    });
    running.start();
    await new Promise((resolve) => {
      setTimeout(resolve, 120);
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThanOrEqual(40);
    await running.advance(2 * hour);
    expect(seen).toHaveLength(2);
    // Done when it was due, give or take the moment that the wall's clock went on.
    expect(seen[1]).toBeGreaterThanOrEqual(hour);
    expect(seen[1]).toBeLessThan(hour + 5_000);
    expect(wall.now() - began).toBeGreaterThanOrEqual(2 * hour);
    await running.stop();
  });
});
