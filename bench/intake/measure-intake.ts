import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { bundlePrograms } from '../bundle-programs.ts';
import { benchPractice } from './bench-practice.ts';
import { measuredStages, type MeasuredStage } from './check-upload.ts';
import { generateIntake, type MeasuredFormat, measuredFormats } from './generate-intake.ts';

/** What one process says of one file. */
export interface IntakeRun {
  readonly stage: MeasuredStage;
  readonly records: number;
  readonly bytes: number;
  /** From the first byte to the last record or checked encounter; without starting the process. */
  readonly seconds: number;
  /** Of these what the processor worked for the thread that reads. */
  readonly threadSeconds: number;
  /** What it worked for all threads. */
  readonly processorSeconds: number;
  /** Of the whole process. */
  readonly peakMebibytes: number;
}

export interface MeasuredIntake {
  readonly format: MeasuredFormat;
  /** In the order they ran. */
  readonly runs: readonly IntakeRun[];
}

/**
 * Reads generated files of each format with so many records each, `rounds` times, large ones half as often, each in a
 * fresh process: to records, and to checked encounters. The program is one bundle, as the functions are.
 * @throws Error when a record is refused: such a run measures nothing.
 */
export async function measureIntake(
  recordCounts: readonly number[],
  rounds: number,
  tell: (text: string) => void,
): Promise<{ readonly splitMegabytesPerSecond: number; readonly formats: readonly MeasuredIntake[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-intake-'));
  try {
    await bundlePrograms(
      ['intake', 'split-loop'].map((name) => join(import.meta.dirname, 'programs', `${name}.ts`)),
      folder,
    );
    const splitSpeeds: number[] = [];
    writeFileSync(join(folder, 'practice.json'), JSON.stringify(benchPractice()));
    const measured: MeasuredIntake[] = [];
    for (const format of measuredFormats) {
      const runs: IntakeRun[] = [];
      for (const records of recordCounts) {
        tell(`${format}, ${records} records ...`);
        splitSpeeds.push(await splitSpeed(folder));
        runs.push(...(await measureFile(folder, format, records, rounds)));
      }
      measured.push({ format, runs });
    }
    return { splitMegabytesPerSecond: Math.max(...splitSpeeds), formats: measured };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node looks for what is gone only when its heap is full: in a small one, what stays shows. */
const smallHeap = ['--max-semi-space-size=4', '--max-old-space-size=64'];

async function splitSpeed(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'split-loop.mjs')]);
  return Number(stdout);
}

/** Of so many records the speed of a run says as much as that of several smaller ones. */
const largeCount = 100_000;

async function measureFile(
  folder: string,
  format: MeasuredFormat,
  records: number,
  rounds: number,
): Promise<IntakeRun[]> {
  const path = join(folder, `${format}-${records}`);
  await pipeline(Readable.from(generateIntake(format, records)), createWriteStream(path));
  const runs: IntakeRun[] = [];
  const times = records < largeCount ? rounds : Math.ceil(rounds / 2);
  const stages = Array.from({ length: times }, () => measuredStages).flat();
  for (const stage of stages) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...smallHeap,
      join(folder, 'intake.mjs'),
      format,
      path,
      join(folder, 'practice.json'),
      stage,
    ]);
    const run = JSON.parse(stdout) as IntakeRun;
    if (run.records !== records) {
      throw new Error(`${format}: found ${run.records} records, expected ${records}.`);
    }
    runs.push(run);
  }
  rmSync(path);
  return runs;
}
