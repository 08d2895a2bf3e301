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

/** Records of one chunk, whose result file is what tells how far the work has come. */
const chunkRecords = 25;

/** When a run is killed: when so many chunks are worked, and then a moment later. */
interface Kill {
  readonly afterChunks: number;
  readonly andMilliseconds: number;
}

/** Lets a folder's runtime answer its upload; undefined when it was killed before. */
async function answerUpload(
  folder: string,
  records: number,
  kill?: Kill,
): Promise<AnsweredUpload | undefined> {
  const child = spawn(process.execPath, [program, folder, String(records)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8');
    const complete = output.split('\n');
    const chunks = Number(complete.at(-2) ?? Number.NaN);
    // What is not complete yet may be the answer.
    output = complete.at(-1) ?? '';
    if (kill !== undefined && chunks >= kill.afterChunks) {
      timer ??= setTimeout(() => child.kill('SIGKILL'), kill.andMilliseconds);
    }
  });
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString('utf8');
  });
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
 * Has one upload answered although the machine is killed again and again: the first time before anything is worked, then
 * at even steps of the work, each time a random moment later. A kill that comes after the answer counts as none.
 */
export async function answerThroughKills(
  records: number,
  kills: number,
  seed: number,
): Promise<{ readonly answered: AnsweredUpload; readonly killed: number }> {
  const next = seededNumbers(seed);
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-upload-'));
  try {
    for (let killed = 0; killed < kills; killed += 1) {
      const answered = await answerUpload(folder, records, {
        afterChunks: Math.floor((killed * Math.ceil(records / chunkRecords)) / kills),
        andMilliseconds: 300 * next(),
      });
      if (answered !== undefined) {
        return { answered, killed };
      }
    }
    const answered = await answerUpload(folder, records);
    if (answered === undefined) {
      throw new Error('The machine was killed by somebody else');
    }
    return { answered, killed: kills };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
