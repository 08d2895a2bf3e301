import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from 'vitest';
import { startRuntime, type Runtime } from '../../../local/runtime/runtime.ts';
import type { HandMadeApplication } from './hand-made-application.ts';
import { shopApplication } from './shop-application.ts';

const orders = Array.from({ length: 60 }, (_none, index) => `order-${String(index).padStart(2, '0')}`);

let made: HandMadeApplication;
let child: ChildProcess | undefined;
let runtime: Runtime | undefined;

afterEach(async () => {
  child?.kill('SIGKILL');
  await runtime?.stop();
  runtime = undefined;
  made.remove();
});

/** Serves the application in another process, which prints its URL when it is ready. */
async function serve(): Promise<string> {
  const script = fileURLToPath(new URL('serve-shop.ts', import.meta.url));
  const server = spawn(process.execPath, [script, made.cdkOut, made.dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = server;
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const url = /^ready (\S+)\n/m.exec(printed)?.[1];
      if (url !== undefined) {
        resolve(url);
      }
    });
    server.on('exit', () => reject(new Error(`The server ended before it was ready: ${printed}`)));
  });
}

async function kill(): Promise<void> {
  const killed = child;
  child = undefined;
  if (killed !== undefined) {
    await new Promise<void>((resolve) => {
      killed.once('exit', () => resolve());
      killed.kill('SIGKILL');
    });
  }
}

async function send(url: string): Promise<void> {
  const file = path.join(made.dataFolder, 'runtime.json');
  const key = JSON.parse(readFileSync(file, 'utf8')) as { accessKeyId: string; secretAccessKey: string };
  const sqs = new SQSClient({ endpoint: url, region: 'us-east-1', credentials: key });
  for (let first = 0; first < orders.length; first += 10) {
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: `${url}/000000000000/incoming`,
        Entries: orders
          .slice(first, first + 10)
          .map((id) => ({ Id: id, MessageBody: JSON.stringify({ id }) })),
      }),
    );
  }
}

describe('a runtime that is killed', () => {
  test.each([150, 500])(
    'after %i ms of work goes on at the next start, and everything is done',
    async (milliseconds) => {
      made = shopApplication();
      const url = await serve();
      await send(url);
      await new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      });
      await kill();

      runtime = await startRuntime({
        cdkOut: made.cdkOut,
        dataFolder: made.dataFolder,
        port: 0,
        clock: 'jump',
      });
      await runtime.onSettled();
      const dynamodb = new DynamoDBClient({
        endpoint: runtime.url,
        region: runtime.region,
        credentials: runtime.operatorCredentials,
      });
      const { Items = [] } = await dynamodb.send(
        new ScanCommand({
          TableName: runtime.application.resources.find(({ logicalId }) => logicalId === 'Orders')?.identity
            .name,
        }),
      );
      const kept = Items.map((item) => item['id']?.S ?? '').sort();
      expect(kept).toEqual([...orders.map((id) => `note ${id}`), ...orders]);
      expect(runtime.faults()).toEqual([]);
    },
    90_000,
  );
});
