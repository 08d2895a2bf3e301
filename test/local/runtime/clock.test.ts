import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openClock, readSharedClock, type RuntimeClock } from '../../../local/runtime/clock.ts';
import { openStore, type GroupCommitStore } from '../../../local/runtime/store.ts';

const startAt = Date.UTC(2026, 0, 1);
const day = 86_400_000;

let folder: string;
let store: GroupCommitStore;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimwright-clock-'));
  store = openStore(path.join(folder, 'a.sqlite'));
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function reopen(): void {
  store.close();
  store = openStore(path.join(folder, 'a.sqlite'));
}

function shared(clock: RuntimeClock): number {
  return readSharedClock(new BigInt64Array(clock.shared), Date.now);
}

describe('the clock in jump mode', () => {
  test('begins at the given time and stands still until it is moved', async () => {
    const clock = openClock(store, 'jump', startAt);
    expect(clock.now()).toBe(startAt);
    await clock.moveTo(startAt + day);
    expect(clock.now()).toBe(startAt + day);
    expect(shared(clock)).toBe(startAt + day);
  });

  test('never goes backward', async () => {
    const clock = openClock(store, 'jump', startAt);
    await clock.moveTo(startAt - day);
    expect(clock.now()).toBe(startAt);
  });

  test('goes on after a restart where it was, whatever start is asked for', async () => {
    await openClock(store, 'jump', startAt).moveTo(startAt + 90 * day);
    reopen();
    expect(openClock(store, 'jump', startAt).now()).toBe(startAt + 90 * day);
  });

  test('is as new on the disk as every change written beside it', async () => {
    const clock = openClock(store, 'jump', startAt);
    const moved = clock.moveTo(startAt + day);
    await store.write(() => undefined);
    await moved;
    const row = store.database.prepare('SELECT time FROM runtime_clock').get();
    expect(row?.['time']).toBe(startAt + day);
  });
});

describe('the clock in wall mode', () => {
  test('runs with the wall and keeps what was added', async () => {
    const clock = openClock(store, 'wall');
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
    await clock.moveTo(clock.now() + 30 * day);
    expect(Math.abs(clock.now() - Date.now() - 30 * day)).toBeLessThan(1000);
    expect(Math.abs(shared(clock) - Date.now() - 30 * day)).toBeLessThan(1000);
    reopen();
    expect(Math.abs(openClock(store, 'wall').now() - Date.now() - 30 * day)).toBeLessThan(1000);
  });

  test('begins no earlier than the folder had come in jump mode', async () => {
    const ahead = Date.now() + 400 * day;
    await openClock(store, 'jump', startAt).moveTo(ahead);
    reopen();
    expect(openClock(store, 'wall').now()).toBeGreaterThanOrEqual(ahead);
  });
});
