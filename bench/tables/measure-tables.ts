import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { bundlePrograms } from '../bundle-programs.ts';
import { generatePairs } from './generate-tables.ts';

/** Loading one file of pairs: from its bytes to the packed table. */
export interface LoadRun {
  readonly rows: number;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly seconds: number;
  /** What the processor worked for all threads. */
  readonly processorSeconds: number;
  readonly peakMebibytes: number;
}

/** A packed table of pairs that is read from disk, opened and asked; times are the processor's for that thread. */
export interface AskRun {
  readonly rows: number;
  readonly readMilliseconds: number;
  readonly openMilliseconds: number;
  readonly lookups: number;
  readonly foundShare: number;
  readonly lookupSeconds: number;
  /** By which the memory of the process grew. */
  readonly addedMebibytes: number;
}

/** A search index that is opened and searched; times are the processor's for that thread. */
export interface SearchRun {
  readonly rows: number;
  readonly bytes: number;
  readonly openMilliseconds: number;
  /** The slowest search of a process that has just started. */
  readonly slowestFirstMilliseconds: number;
  readonly meanMilliseconds: number;
  /** That of a hundred searches which one takes longer than. */
  readonly mostMilliseconds: number;
}

/** A process that starts and decides with tables; times are the processor's. */
export interface StartRun {
  /** From the start of the process until its program runs. */
  readonly programMilliseconds: number;
  /** With reading and opening two tables. */
  readonly firstDecisionMilliseconds: number;
  readonly nextDecisionMilliseconds: number;
  readonly memoryMebibytes: number;
}

export interface MeasuredTables {
  /** Of each count of pairs, smallest first: the run that took the processor least. */
  readonly loads: readonly LoadRun[];
  readonly asks: readonly AskRun[];
  readonly searches: readonly SearchRun[];
  readonly start: StartRun;
}

/** Pairs of the files that are loaded: a hundredth, a tenth, and all that CMS has kept since 1996. */
const pairCounts = [25_000, 250_000, 2_500_000] as const;
/** Diagnoses that are searched: a tenth, and those of the fiscal year 2026. */
const diagnosisCounts = [9_819, 98_186] as const;

/**
 * Loads made-up files of pairs of three sizes, asks the packed tables, searches made-up diagnoses, and starts with both,
 * each `rounds` times in a fresh process; the programs are bundled as the functions are.
 */
export async function measureTables(rounds: number, tell: (text: string) => void): Promise<MeasuredTables> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-tables-'));
  const run = async <Run>(program: string, ...given: readonly string[]): Promise<Run> => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(folder, `${program}.mjs`),
      ...given,
    ]);
    return JSON.parse(stdout) as Run;
  };
  const best = async <Run>(costOf: (one: Run) => number, measure: () => Promise<Run>): Promise<Run> => {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round++) {
      runs.push(await measure());
    }
    return runs.reduce((one, other) => (costOf(other) < costOf(one) ? other : one));
  };
  try {
    await bundlePrograms(
      ['load-pairs', 'pack-diagnoses', 'ask-pairs', 'search-codes', 'start-with-tables'].map((name) =>
        join(import.meta.dirname, 'programs', `${name}.ts`),
      ),
      folder,
    );
    const loads: LoadRun[] = [];
    const asks: AskRun[] = [];
    for (const count of pairCounts) {
      tell(`${count} pairs ...`);
      const path = join(folder, 'pairs.txt');
      await pipeline(Readable.from(generatePairs(count)), createWriteStream(path));
      const packed = join(folder, 'pairs.bin');
      loads.push(
        await best<LoadRun>(
          ({ processorSeconds }) => processorSeconds,
          () => run('load-pairs', path, packed),
        ),
      );
      asks.push(
        await best<AskRun>(
          ({ lookupSeconds }) => lookupSeconds,
          () => run('ask-pairs', packed),
        ),
      );
      rmSync(path);
    }
    const searches: SearchRun[] = [];
    const [table, search] = [join(folder, 'diagnoses.bin'), join(folder, 'diagnoses.search.bin')];
    for (const count of diagnosisCounts) {
      tell(`${count} diagnoses ...`);
      await promisify(execFile)(process.execPath, [
        join(folder, 'pack-diagnoses.mjs'),
        String(count),
        table,
        search,
      ]);
      searches.push(
        await best<SearchRun>(
          ({ mostMilliseconds }) => mostMilliseconds,
          () => run('search-codes', String(count), search),
        ),
      );
    }
    tell('start ...');
    const start = await best<StartRun>(
      ({ firstDecisionMilliseconds }) => firstDecisionMilliseconds,
      () => run('start-with-tables', join(folder, 'pairs.bin'), table),
    );
    return { loads, asks, searches, start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
