import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeId } from '#contracts/identifiers.ts';
import { claimsTable } from '../local/cli/claims-table.ts';
import { factsOf } from '../local/cli/facts.ts';
import { putFiles } from '../local/cli/file-commands.ts';
import { loadPractice } from '../local/cli/practice-commands.ts';
import { openRuntime, type OpenedRuntime } from '../local/cli/open-runtime.ts';
import { samplePractice } from '../local/cli/samples.ts';
import { repositoryFolder } from '../local/cli/synthesised.ts';
import type { RuntimeCounters } from '../local/runtime/runtime.ts';
import { generateEncounters } from './generate-encounters.ts';

/** Counts by service and by what was done. */
export type ServiceCounts = RuntimeCounters['services'];

export interface MeasuredRun {
  readonly claims: number;
  /** From the upload until nothing is left to happen, wall time. */
  readonly seconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
  /** Of the one thread that serves the AWS APIs. */
  readonly mainThreadSeconds: number;
  readonly peakMegabytes: number;
  /** Of the measured claims alone: without the warm-up and the bench's own reading. */
  readonly counts: ServiceCounts;
}

/** So many claims run first: each function has its thread then, and its code has been compiled once. */
export const warmUpClaims = 24;
/** A run takes some dozens of steps; one that never ends would be a fault of ours. */
const stepLimit = 20_000;

/**
 * Runs `count` generated encounters from upload to closed claim in a fresh folder, after a warm-up of
 * {@link warmUpClaims} others.
 * @throws Error when a claim stays open or the ledger does not balance: such a run measures nothing.
 */
export async function measureRun(count: number): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-'));
  const opened = await openRuntime({
    data: join(folder, 'data'),
    port: 0,
    seed: '1',
    payer: true,
    clock: 'jump',
  });
  const { runtime, target } = opened;
  try {
    const { practiceId } = samplePractice();
    runtime.scheduler.hold('bench', 86_400);
    await loadPractice({ target }, join(repositoryFolder, 'events', 'practice.json'));
    await runToRest(opened, folder, warmUpClaims, 'W');
    const before = runtime.counters().services;
    const startedAt = performance.now();
    const processorBefore = process.cpuUsage();
    const mainThreadBefore = process.threadCpuUsage();
    await runToRest(opened, folder, count, 'M');
    const seconds = (performance.now() - startedAt) / 1000;
    const processorSeconds = secondsOf(process.cpuUsage(processorBefore));
    const mainThreadSeconds = secondsOf(process.threadCpuUsage(mainThreadBefore));
    const counts = countsBetween(runtime.counters().services, before);
    await requireClosed(opened, practiceId, warmUpClaims + count);
    const peakMegabytes = process.resourceUsage().maxRSS / 1024;
    return { claims: count, seconds, processorSeconds, mainThreadSeconds, peakMegabytes, counts };
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runToRest(
  { runtime, target }: OpenedRuntime,
  folder: string,
  count: number,
  seed: string,
): Promise<void> {
  const practice = samplePractice();
  const file = join(folder, `bench-${seed}.ndjson`);
  writeFileSync(file, generateEncounters(count, seed, practice));
  await putFiles({ target }, 'Upload', [file], `upload/${practice.practiceId}`);
  await runtime.onQuiet();
  for (let step = 0; await runtime.scheduler.step(); step += 1) {
    if (step > stepLimit) {
      throw new Error(`The run did not come to rest within ${stepLimit} steps of the clock.`);
    }
  }
}

async function requireClosed(
  { target }: OpenedRuntime,
  practiceId: PracticeId,
  expected: number,
): Promise<void> {
  const facts = factsOf(target);
  const counts = await facts.counts(practiceId);
  if (counts.closed !== expected) {
    throw new Error(
      `The run came to rest with other claims than ${expected} closed: ${JSON.stringify(counts)}`,
    );
  }
  const { differenceCents } = await claimsTable(facts, practiceId);
  if (differenceCents !== 0) {
    throw new Error('The ledger does not balance');
  }
}

/** Of the processor, user's and system's together. */
export function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000_000;
}

/** What was counted since. */
export function countsBetween(after: ServiceCounts, before: ServiceCounts): ServiceCounts {
  return Object.fromEntries(
    Object.entries(after).map(([service, counts]) => [
      service,
      Object.fromEntries(
        Object.entries(counts).map(([what, count]) => [what, count - (before[service]?.[what] ?? 0)]),
      ),
    ]),
  );
}
