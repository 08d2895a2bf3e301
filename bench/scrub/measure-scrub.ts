import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundlePrograms } from '../bundle-programs.ts';

/** What one process says of the claims that it scrubbed. */
export interface ScrubRun {
  readonly claims: number;
  readonly held: number;
  readonly findings: number;
  /** From the first byte of the packed tables until they can be asked. */
  readonly readyMilliseconds: number;
  /** What the processor worked for the thread while claims were scrubbed; making them up is not counted. */
  readonly threadSeconds: number;
  /** Of the whole process, tables and made-up claims among them. */
  readonly peakMebibytes: number;
}

export interface MeasuredScrub {
  readonly tables: readonly { readonly name: string; readonly mebibytes: number }[];
  readonly runs: readonly ScrubRun[];
}

const practiceFile = fileURLToPath(new URL('../../events/practice.json', import.meta.url));
/** Node looks for what is gone only when its heap is full: in a small one, what stays shows. */
const smallHeap = ['--max-semi-space-size=4', '--max-old-space-size=96'];

/**
 * Scrubs made-up claims against tables of the official size, `rounds` times for each count, each in a fresh process that
 * is one bundle, as the functions are. The least disturbed of the rounds is given.
 */
export async function measureScrub(
  claimCounts: readonly number[],
  rounds: number,
  tell: (text: string) => void,
): Promise<MeasuredScrub> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-scrub-'));
  try {
    await bundlePrograms(
      ['pack-tables', 'scrub'].map((name) => join(import.meta.dirname, 'programs', `${name}.ts`)),
      folder,
    );
    tell('packing tables of the official size ...');
    await promisify(execFile)(process.execPath, [join(folder, 'pack-tables.mjs'), folder]);
    const tables = readdirSync(folder)
      .filter((name) => name.endsWith('.table'))
      .map((name) => ({
        name: name.slice(0, -'.table'.length),
        mebibytes: statSync(join(folder, name)).size / 2 ** 20,
      }));
    const runs: ScrubRun[] = [];
    for (const claims of claimCounts) {
      tell(`${claims} claims ...`);
      const found: ScrubRun[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const { stdout } = await promisify(execFile)(process.execPath, [
          ...smallHeap,
          join(folder, 'scrub.mjs'),
          folder,
          String(claims),
          practiceFile,
        ]);
        found.push(JSON.parse(stdout) as ScrubRun);
      }
      const [best] = found.toSorted((one, other) => one.threadSeconds - other.threadSeconds);
      runs.push(...(best === undefined ? [] : [best]));
    }
    return { tables, runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
