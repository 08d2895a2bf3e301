import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamoDbCommit } from '#adapters/dynamodb/dynamodb-commit.ts';
import type { Write } from '#domain/writes/write.ts';
import { openRuntime, type OpenedRuntime } from '../local/cli/open-runtime.ts';
import { loadPractice } from '../local/cli/practice-commands.ts';
import { repositoryFolder } from '../local/cli/synthesised.ts';
import type { RuntimeCounters } from '../local/runtime/runtime.ts';

/** A machine of the bench's own, with the sample practice. */
export interface BenchRuntime extends OpenedRuntime {
  /** Its data and whatever the bench writes beside it; gone afterwards. */
  readonly folder: string;
}

/** Counts by service and by what was done. */
export type ServiceCounts = RuntimeCounters['services'];

/** What some work cost on this machine. */
export interface Effort {
  /** Wall time. */
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
  /** Of the one thread that serves the AWS APIs. */
  readonly mainThreadSeconds: number;
  /** What was asked of each service meanwhile. */
  readonly counts: ServiceCounts;
}

/** Opens a runtime in a fresh folder, with the sample practice and a clock that the bench turns, and closes it again. */
export async function withBenchRuntime<Result>(
  { payer }: { readonly payer: boolean },
  work: (runtime: BenchRuntime) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-'));
  const opened = await openRuntime({ data: join(folder, 'data'), port: 0, seed: '1', payer, clock: 'jump' });
  try {
    opened.runtime.scheduler.hold('bench', 86_400);
    await loadPractice(opened, join(repositoryFolder, 'events', 'practice.json'));
    return await work({ ...opened, folder });
  } finally {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does the work and says what it cost. */
export async function effortOf({ runtime }: BenchRuntime, work: () => Promise<void>): Promise<Effort> {
  const before = runtime.counters().services;
  const startedAt = performance.now();
  const processorBefore = process.cpuUsage();
  const mainThreadBefore = process.threadCpuUsage();
  await work();
  return {
    seconds: (performance.now() - startedAt) / 1000,
    processorSeconds: secondsOf(process.cpuUsage(processorBefore)),
    mainThreadSeconds: secondsOf(process.threadCpuUsage(mainThreadBefore)),
    counts: countsBetween(runtime.counters().services, before),
  };
}

/** Writes straight into the tables what a bench only needs to be there, `atOnce` commits at the same time. */
export async function fillTables(
  { runtime }: Pick<BenchRuntime, 'runtime'>,
  count: number,
  writesOf: (number: number) => readonly Write[],
  atOnce = 20,
): Promise<void> {
  const { TableNames } = z
    .object({ TableNames: z.array(z.string()) })
    .parse(await runtime.call('dynamodb', 'ListTables', {}));
  const table = (name: string): string =>
    TableNames.find((one) => one.includes(`Records${name}`)) ?? `no table of ${name}`;
  const client = new DynamoDBClient({
    endpoint: runtime.url,
    region: runtime.region,
    credentials: runtime.operatorCredentials,
  });
  const commit = dynamoDbCommit(client, {
    claims: table('Claims'),
    ledger: table('Ledger'),
    work: table('Work'),
    practice: table('Practices'),
  });
  for (let number = 1; number <= count; number += atOnce) {
    const together = Math.min(atOnce, count - number + 1);
    await Promise.all(Array.from({ length: together }, (_, index) => commit.apply(writesOf(number + index))));
  }
  client.destroy();
  // What the tables announce of this is done before anything is measured.
  await runtime.onQuiet();
}

/** Of the processor, user's and system's together. */
function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000_000;
}

function countsBetween(after: ServiceCounts, before: ServiceCounts): ServiceCounts {
  return Object.fromEntries(
    Object.entries(after).map(([service, counts]) => [
      service,
      Object.fromEntries(
        Object.entries(counts).map(([what, count]) => [what, count - (before[service]?.[what] ?? 0)]),
      ),
    ]),
  );
}
