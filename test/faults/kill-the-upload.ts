import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { seededNumbers } from './kill-the-demo.ts';

const program = fileURLToPath(new URL('answer-upload.ts', import.meta.url));

/** What an upload comes to: everything that a kill must not change. */
export const AnsweredUpload = z.object({
  outcome: z.string(),
  totals: z.record(z.string(), z.number()),
  /** Number, outcome, claim and problems of each record, in the order of the file. */
  records: z.array(z.string()),
  /** Keys of the answers, one for each version that lies there. */
  versions: z.array(z.string()),
  faults: z.array(z.string()),
});
export type AnsweredUpload = z.infer<typeof AnsweredUpload>;

/** Lets a folder's runtime answer its upload; undefined when it was killed before. */
async function answerUpload(
  folder: string,
  records: number,
  killAfterMilliseconds?: number,
): Promise<AnsweredUpload | undefined> {
  const child = spawn(process.execPath, [program, folder, String(records)], {
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
  if (exitCode === null) {
    return undefined;
  }
  if (exitCode !== 0) {
    throw new Error(`The upload was not answered, the program ended with ${exitCode}:\n${errors}`);
  }
  return AnsweredUpload.parse(JSON.parse(output));
}

/**
 * Has one upload answered although the machine is killed again and again, each time after a random part of what is
 * left of an undisturbed run. A kill that comes after the answer counts as none.
 */
export async function answerThroughKills(
  records: number,
  kills: number,
  betweenKillsMilliseconds: number,
  seed: number,
): Promise<{ readonly answered: AnsweredUpload; readonly killed: number; readonly milliseconds: number }> {
  const next = seededNumbers(seed);
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-upload-'));
  const startedAt = performance.now();
  try {
    for (let killed = 0; killed < kills; killed += 1) {
      const answered = await answerUpload(folder, records, betweenKillsMilliseconds * (0.5 + next()));
      if (answered !== undefined) {
        return { answered, killed, milliseconds: performance.now() - startedAt };
      }
    }
    const answered = await answerUpload(folder, records);
    if (answered === undefined) {
      throw new Error('The machine was killed by somebody else');
    }
    return { answered, killed: kills, milliseconds: performance.now() - startedAt };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
