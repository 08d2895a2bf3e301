import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsTable } from '../local/cli/claims-table.ts';
import { factsOf } from '../local/cli/facts.ts';
import { loadPractice, putFiles } from '../local/cli/file-commands.ts';
import { openRuntime } from '../local/cli/open-runtime.ts';
import { samplePractice } from '../local/cli/samples.ts';
import { repositoryFolder } from '../local/cli/synthesised.ts';
import type { RuntimeCounters } from '../local/runtime/runtime.ts';
import { generateEncounters } from './generate-encounters.ts';

export interface MeasuredRun {
  readonly claims: number;
  /** From the upload to the last claim closed, wall time. */
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  readonly counters: RuntimeCounters;
  /** Steps of the clock. */
  readonly steps: number;
}

/** Uploads `count` generated encounters to a fresh runtime and steps the clock until every claim is closed. */
export async function measureRun(count: number): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-'));
  const opened = await openRuntime({
    data: join(folder, 'data'),
    port: 0,
    seed: '1',
    payer: true,
    clock: 'jump',
  });
  try {
    const { runtime, target } = opened;
    const facts = factsOf(target);
    const practice = samplePractice();
    runtime.scheduler.hold('bench', 86_400);
    await loadPractice({ target }, join(repositoryFolder, 'events', 'practice.json'));
    const file = join(folder, 'bench.ndjson');
    writeFileSync(file, generateEncounters(count, '1', practice));
    const startedAt = performance.now();
    const processorBefore = process.cpuUsage();
    await putFiles({ target }, 'Upload', [file], `upload/${practice.practiceId}`);
    let steps = 0;
    let open = count;
    while (open > 0) {
      await runtime.onQuiet();
      const counts = await facts.counts(practice.practiceId);
      const total = Object.values(counts).reduce((sum, number) => sum + number, 0);
      open = Math.max(count, total) - counts.closed;
      if (open > 0 && !(await runtime.scheduler.step())) {
        throw new Error(`The run came to rest with ${open} claims open: ${JSON.stringify(counts)}`);
      }
      steps += 1;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const processor = process.cpuUsage(processorBefore);
    // Before the ledger is read back: that reading is the bench's own.
    const counters = runtime.counters();
    const { differenceCents } = await claimsTable(facts, practice.practiceId);
    if (differenceCents !== 0) {
      throw new Error('The ledger does not balance');
    }
    return {
      claims: count,
      seconds,
      processorSeconds: (processor.user + processor.system) / 1_000_000,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
      counters,
      steps,
    };
  } finally {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
