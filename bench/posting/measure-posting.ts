import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { bundlePrograms } from '../bundle-programs.ts';
import { claimsFor, generateRemittance } from './generate-remittance.ts';

/** One step of the way, for all claims. */
export interface PostingStage {
  readonly name: string;
  readonly seconds: number;
  /** Of the thread that does it. */
  readonly threadSeconds: number;
  /** Of the process until then. */
  readonly peakMebibytes: number;
}

/** One file from its arrival to the closed run. */
export interface PostingRun {
  readonly bytes: number;
  readonly claims: number;
  /** Actions that DynamoDB would be asked for, and in how many transactions. */
  readonly actions: number;
  readonly transactions: number;
  readonly stages: readonly PostingStage[];
  readonly peakMebibytes: number;
}

/** Node looks for what is gone only when its heap is full: in a small one, what stays shows. */
const smallHeap = ['--max-semi-space-size=4', '--max-old-space-size=160'];

/**
 * Posts a made-up remittance of each size, `rounds` times, each in a fresh process that is one bundle, as the functions
 * are. The least disturbed of the rounds is given.
 */
export async function measurePosting(
  megabytes: readonly number[],
  rounds: number,
  tell: (text: string) => void,
): Promise<readonly PostingRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-posting-'));
  try {
    await bundlePrograms([join(import.meta.dirname, 'programs', 'post-remittance.ts')], folder);
    const best: PostingRun[] = [];
    for (const size of megabytes) {
      tell(`an 835 of ${size} MB ...`);
      const runs: PostingRun[] = [];
      for (let round = 0; round < rounds; round += 1) {
        runs.push(await postOnce(folder, size));
      }
      best.push(runs.reduce((one, other) => (threadSecondsOf(other) < threadSecondsOf(one) ? other : one)));
    }
    return best;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The processor's time for the thread, all steps together. */
export function threadSecondsOf({ stages }: PostingRun): number {
  return stages.reduce((sum, { threadSeconds }) => sum + threadSeconds, 0);
}

async function postOnce(folder: string, megabytes: number): Promise<PostingRun> {
  const store = join(folder, 'store');
  try {
    mkdirSync(join(store, 'exchange', 'inbound'), { recursive: true });
    await pipeline(
      Readable.from(generateRemittance(claimsFor(megabytes * 1e6))),
      createWriteStream(join(store, 'exchange', 'inbound', 'bench.edi')),
    );
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...smallHeap,
      join(folder, 'post-remittance.mjs'),
      store,
    ]);
    return JSON.parse(stdout) as PostingRun;
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}
