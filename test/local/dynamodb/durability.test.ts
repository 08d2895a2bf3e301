import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { claimsTable, openDynamoDbWorld } from './dynamodb-world.ts';

const writer = fileURLToPath(new URL('endless-writer.ts', import.meta.url));

/** Lets the writer run until it has acknowledged `count` transactions, kills it, and answers what it acknowledged. */
async function acknowledgedBeforeKill(folder: string, round: number, count: number): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
    if (printed.split('\n').length > count) {
      child.kill('SIGKILL');
    }
  });
  await ended;
  return printed.split('\n').slice(0, -1);
}

test('A process killed while it writes loses nothing acknowledged, halves no transaction and orphans no index entry', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-kill-'));
  try {
    for (let round = 0; round < 3; round += 1) {
      const acknowledged = await acknowledgedBeforeKill(folder, round, 40 + round * 35);
      expect(acknowledged.length).toBeGreaterThanOrEqual(40);
      const world = openDynamoDbWorld([claimsTable], folder);
      for (const pk of acknowledged) {
        const found = await world.call('Query', {
          TableName: 'claims',
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: pk } },
        });
        expect(found['Count']).toBe(3);
      }
      checkWhole(world.store.database);
      world.store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

function checkWhole(database: DatabaseSync): void {
  const count = (sql: string) => Number(database.prepare(sql).get()?.['n']);
  expect(
    count(
      'SELECT count(*) AS n FROM (SELECT 1 FROM dynamodb_item GROUP BY partition_key HAVING count(*) <> 3)',
    ),
  ).toBe(0);
  expect(
    count(
      'SELECT count(*) AS n FROM dynamodb_index_entry WHERE item_row NOT IN (SELECT row FROM dynamodb_item)',
    ),
  ).toBe(0);
  const items = count('SELECT count(*) AS n FROM dynamodb_item');
  expect(items).toBeGreaterThan(0);
  expect(count('SELECT count(*) AS n FROM dynamodb_index_entry')).toBe(items * 2);
  expect(count('SELECT count(*) AS n FROM dynamodb_stream_record')).toBe(items);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
}
