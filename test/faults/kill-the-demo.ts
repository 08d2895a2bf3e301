import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const commandLine = fileURLToPath(new URL('../../local/cli/claimwright.ts', import.meta.url));

/** What the demo comes to: everything that a kill must not change. */
export const DemoResult = z.looseObject({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).min(1),
  differenceCents: z.number(),
  entries: z.array(z.string()),
});
export type DemoResult = z.infer<typeof DemoResult>;

export interface DemoRun {
  /** Absent when it was killed. */
  readonly result?: DemoResult;
  readonly milliseconds: number;
  readonly errors: string;
}

/** Runs the demo in a folder, as a process of its own; kills it with SIGKILL after a while, where one is given. */
export async function runDemo(folder: string, killAfterMilliseconds?: number): Promise<DemoRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [commandLine, 'demo', '--json', '--folder', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8');
  });
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString('utf8');
  });
  const timer =
    killAfterMilliseconds === undefined
      ? undefined
      : setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  const milliseconds = performance.now() - startedAt;
  if (exitCode === null) {
    return { milliseconds, errors };
  }
  if (exitCode !== 0) {
    throw new Error(`The demo ended with ${exitCode}:\n${errors}`);
  }
  return { result: DemoResult.parse(JSON.parse(output)), milliseconds, errors };
}

/** Numbers between 0 and 1 that repeat with the seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Runs the demo to its end although it is killed again and again: `kills` times, each at a random part of what an
 * undisturbed run takes. A kill that comes after the end counts as none, and the run is over.
 */
export async function runKilledDemo(
  undisturbedMilliseconds: number,
  kills: number,
  seed: number,
): Promise<{ readonly result: DemoResult; readonly killed: number }> {
  const next = seededNumbers(seed);
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-killed-'));
  try {
    let killed = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const run = await runDemo(folder, undisturbedMilliseconds * (0.1 + 0.5 * next()));
      if (run.result !== undefined) {
        return { result: run.result, killed };
      }
      killed += 1;
    }
    const { result } = await runDemo(folder);
    if (result === undefined) {
      throw new Error('The demo was killed by somebody else');
    }
    return { result, killed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The demo in a fresh folder, left alone. */
export async function runUndisturbedDemo(): Promise<Required<DemoRun>> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-undisturbed-'));
  try {
    const run = await runDemo(folder);
    if (run.result === undefined) {
      throw new Error('The demo was killed by somebody else');
    }
    return { ...run, result: run.result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
