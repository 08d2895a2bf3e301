import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeId } from '#contracts/identifiers.ts';
import { claimsTable } from '../local/cli/claims-table.ts';
import { factsOf } from '../local/cli/facts.ts';
import { putFiles } from '../local/cli/file-commands.ts';
import { samplePractice } from '../local/cli/samples.ts';
import { effortOf, withBenchRuntime, type BenchRuntime, type Effort } from './bench-runtime.ts';
import { generateEncounters } from './generate-encounters.ts';

/** What a run cost; its counts are of the measured claims alone: without the warm-up and the bench's own reading. */
export interface MeasuredRun extends Effort {
  readonly claims: number;
  readonly peakMegabytes: number;
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
  return await withBenchRuntime({ payer: true }, async (opened) => {
    await runToRest(opened, warmUpClaims, 'W');
    const effort = await effortOf(opened, () => runToRest(opened, count, 'M'));
    await requireClosed(opened, samplePractice().practiceId, warmUpClaims + count);
    return { claims: count, ...effort, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  });
}

async function runToRest(
  { runtime, target, folder }: BenchRuntime,
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
  { target }: BenchRuntime,
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
