import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type GroupCommitStore } from '../../../local/runtime/store.ts';

let folder: string;
let store: GroupCommitStore;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimwright-store-'));
  store = openStore(path.join(folder, 'a.sqlite'));
  store.database.exec('CREATE TABLE fact (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function facts(): string[] {
  return store.database
    .prepare('SELECT text FROM fact ORDER BY id')
    .all()
    .map((row) => String(row['text']));
}

describe('the store', () => {
  test('puts the changes of one turn into one transaction and answers after it', async () => {
    const insert = store.database.prepare('INSERT INTO fact (text) VALUES (?)');
    let transactions = 0;
    store.beforeCommit(() => {
      transactions += 1;
    });
    const written = ['a', 'b', 'c'].map((text) => store.write(() => insert.run(text).changes));
    expect(store.pending()).toBe(3);
    expect(facts()).toEqual([]);
    expect(await Promise.all(written)).toEqual([1, 1, 1]);
    expect(facts()).toEqual(['a', 'b', 'c']);
    expect(transactions).toBe(1);
    expect(store.pending()).toBe(0);
  });

  test('undoes a change that throws, alone, and rejects with what it threw', async () => {
    const insert = store.database.prepare('INSERT INTO fact (text) VALUES (?)');
    const good = store.write(() => insert.run('good'));
    const bad = store.write(() => {
      insert.run('half done');
      throw new RangeError('no further');
    });
    const after = store.write(() => insert.run('after'));
    await expect(bad).rejects.toThrow(new RangeError('no further'));
    await Promise.all([good, after]);
    expect(facts()).toEqual(['good', 'after']);
  });

  test('takes no change after it was closed', async () => {
    store.close();
    await expect(store.write(() => 1)).rejects.toThrow(/is closed/);
  });

  test('writes what still waits when it is closed', async () => {
    const insert = store.database.prepare('INSERT INTO fact (text) VALUES (?)');
    const waiting = store.write(() => insert.run('late'));
    store.close();
    await waiting;
    store = openStore(path.join(folder, 'a.sqlite'));
    expect(facts()).toEqual(['late']);
  });

  test('makes thousands of writes a second', async () => {
    const insert = store.database.prepare('INSERT INTO fact (text) VALUES (?)');
    const began = performance.now();
    for (let turn = 0; turn < 100; turn += 1) {
      await Promise.all(Array.from({ length: 20 }, () => store.write(() => insert.run('x'.repeat(200)))));
    }
    const perSecond = 2000 / ((performance.now() - began) / 1000);
    expect(perSecond).toBeGreaterThan(1000);
  });

  test('keeps everything that it has acknowledged when its process is killed', async () => {
    store.close();
    const writer = fileURLToPath(new URL('write-until-killed.ts', import.meta.url));
    const file = path.join(folder, 'a.sqlite');
    const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        acknowledged += chunk.toString('utf8');
        if (acknowledged.length > 2000) {
          child.kill('SIGKILL');
        }
      });
      child.on('close', () => resolve());
    });
    const ids = acknowledged.slice(0, acknowledged.lastIndexOf('\n')).split('\n').map(Number);
    store = openStore(file);
    const kept = new Set(
      store.database
        .prepare('SELECT id FROM fact')
        .all()
        .map((row) => Number(row['id'])),
    );
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => !kept.has(id))).toEqual([]);
    // Each change writes a pair; none is there without its other half.
    expect(kept.size % 2).toBe(0);
  });
});
