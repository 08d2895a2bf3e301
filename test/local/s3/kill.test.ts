import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEvents } from '../../../local/aws/events/events.ts';
import { createS3 } from '../../../local/aws/s3/s3.ts';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { openTestWorld } from '../aws-test-world.ts';
import { bucket, connect, rules, uploads } from './upload-application.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimwright-kill-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the writer for a while, kills it without warning, and gives the whole lines that it had said. */
async function runAndKill(first: number, milliseconds: number): Promise<string[]> {
  const writer = spawn(
    process.execPath,
    [fileURLToPath(new URL('./write-until-killed.ts', import.meta.url)), folder, String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise((resolve) => {
    writer.once('close', resolve);
  });
  while (!said.includes('\n')) {
    await setTimeout(10);
  }
  await setTimeout(milliseconds);
  writer.kill('SIGKILL');
  await ended;
  return said.split('\n').slice(0, -1);
}

describe('a machine that is killed while it writes', () => {
  it('keeps every acknowledged object whole, tells of each, and brings no deleted message back', async () => {
    const lines = [
      ...(await runAndKill(0, 150)),
      ...(await runAndKill(100_000, 400)),
      ...(await runAndKill(200_000, 250)),
    ];
    const test = openTestWorld(folder);
    const sqs = createSqs(test.world);
    const s3 = createS3(test.world, path.join(folder, 'objects'));
    const events = createEvents(test.world);
    connect(test, sqs, s3, events);
    await sqs.provision([uploads]);
    s3.provision([bucket]);
    await events.provision({ rules });
    await setImmediate();
    while (events.busy() !== undefined) {
      await setImmediate();
    }

    const said = (what: string): string[][] =>
      lines.map((line) => line.split(' ')).filter(([first]) => first === what);
    const acknowledged = said('put');
    const damaged: string[] = [];
    for (const [, index = '', size = ''] of acknowledged) {
      const { body } = await s3.getObject(bucket.name, `upload/${index}`);
      if (body.toString() !== String(Number(index) % 10).repeat(Number(size))) {
        damaged.push(index);
      }
    }
    expect(damaged).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(5);

    // Every object that exists, acknowledged or not, is whole and has its event: received before, or still in the queue.
    const told = new Set(said('received').map(([, , body]) => body));
    const deletedIds = new Set(said('deleted').map(([, id]) => id));
    const back: string[] = [];
    test.advance(30_000);
    let batch = await sqs.receiveForEventSource(uploads.arn, 100);
    while (batch.messages.length > 0) {
      for (const { messageId, body } of batch.messages) {
        told.add(body);
        back.push(messageId);
      }
      batch = await sqs.receiveForEventSource(uploads.arn, 100);
    }
    expect(back.filter((id) => deletedIds.has(id))).toEqual([]);
    const keys = await s3.listKeys(bucket.name, '');
    const sizes: number[] = [];
    for (const key of keys) {
      sizes.push((await s3.getObject(bucket.name, key)).body.length);
    }
    expect(sizes.filter((size) => size !== 1_000 && size !== 150_000)).toEqual([]);
    expect(keys.filter((key) => !told.has(`"${key}"`))).toEqual([]);
    expect(readdirSync(path.join(folder, 'objects'))).toHaveLength(
      sizes.filter((size) => size > 1_000).length + 1,
    );
    expect(events.failedDeliveries()).toEqual([]);
    test.dispose();
  });
});
