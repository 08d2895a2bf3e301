import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { bundlePrograms } from '../bundle-programs.ts';
import { type FileToGenerate, generateX12 } from './generate-x12.ts';
import type { ProgramReport } from './measured-program.ts';

/** The programs under `programs/`, in the order of the tables. */
export const programs = [
  'split',
  'node-x12',
  'x12-parser',
  'x12-parser-grouper',
  'tokeniser',
  'tokeniser-texts',
  'typed',
  'typed-small',
] as const;
export type ProgramName = (typeof programs)[number];

/** Options that keep Node's own heap small. */
export const smallHeapOptions: readonly string[] = ['--max-semi-space-size=2', '--max-old-space-size=48'];

/** Programs that are another one, with options of Node's. */
const variants: Partial<
  Record<ProgramName, { readonly program: ProgramName; readonly options: readonly string[] }>
> = {
  // Node lets new objects fill 48 MB before it looks which are gone, and the heap grow as long as there is memory. Ours
  // are gone after a claim: a heap of this size is enough for files of any size, and a larger need would end the program.
  'typed-small': { program: 'typed', options: smallHeapOptions },
};

export const kinds = ['835', '837P'] as const;
/** Sizes of the files that every program reads, in MB of 10^6 bytes. */
export const fileMegabytes = [5, 50] as const;
/** Size of the files that are made while ours reads them: they are nowhere as a whole. */
export const endlessMegabytes = 500;
const claimsPerTransaction = 1000;

export interface MeasuredProgramRun extends ProgramReport {
  /** From the start of the process to its end, wall time. */
  readonly seconds: number;
}

/** The runs of one program over one file. */
export interface MeasuredProgram {
  readonly program: ProgramName;
  readonly kind: FileToGenerate['kind'];
  readonly megabytes: number;
  /** In the order they ran. */
  readonly runs: readonly MeasuredProgramRun[];
}

/** Ours, over a file that is made while it is read. */
export interface MeasuredEndlessFile extends MeasuredProgramRun {
  readonly kind: FileToGenerate['kind'];
  readonly claimsPerTransaction: number;
}

export interface MeasuredX12 {
  readonly programs: readonly MeasuredProgram[];
  readonly endless: readonly MeasuredEndlessFile[];
}

/**
 * Lets every program read the same generated files, each time in a fresh process, all programs in turn and that `rounds`
 * times, so that what else the machine does disturbs all alike. Every program is one bundle, as the Lambda functions are.
 * @throws Error when a program fails or finds other segments than the file has: such a run measures nothing.
 */
export async function measureX12(rounds: number, tell: (text: string) => void): Promise<MeasuredX12> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-x12-'));
  try {
    const bundled = [...programs.filter((name) => variants[name] === undefined), 'generate'];
    await bundlePrograms(
      bundled.map((name) => join(import.meta.dirname, 'programs', `${name}.ts`)),
      folder,
    );
    const measured: MeasuredProgram[] = [];
    for (const kind of kinds) {
      for (const megabytes of fileMegabytes) {
        tell(`${kind}, ${megabytes} MB ...`);
        measured.push(...(await measureFile(folder, kind, megabytes, rounds)));
      }
    }
    const endless: MeasuredEndlessFile[] = [];
    for (const kind of kinds) {
      for (const perTransaction of [claimsPerTransaction, Infinity]) {
        tell(`${kind}, ${endlessMegabytes} MB, made while it is read ...`);
        const run = await runOverEndlessFile(folder, kind, perTransaction);
        endless.push({ ...run, kind, claimsPerTransaction: perTransaction });
      }
    }
    return { programs: measured, endless };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureFile(
  folder: string,
  kind: FileToGenerate['kind'],
  megabytes: number,
  rounds: number,
): Promise<MeasuredProgram[]> {
  const path = join(folder, 'files', `${kind}-${megabytes}.x12`);
  mkdirSync(join(folder, 'files'), { recursive: true });
  await pipeline(
    Readable.from(generateX12({ kind, bytes: megabytes * 1e6, claimsPerTransaction })),
    createWriteStream(path),
  );
  const runs = new Map<ProgramName, MeasuredProgramRun[]>(programs.map((program) => [program, []]));
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) runs.get(program)?.push(await runProgram(folder, program, path));
  }
  rmSync(path);
  const measured = programs.map((program) => ({ program, kind, megabytes, runs: runs.get(program) ?? [] }));
  checkSegments(measured);
  return measured;
}

/** Ours agree with the split loop, which cannot miss a `~`. */
function checkSegments(measured: readonly MeasuredProgram[]): void {
  const expected = measured.find(({ program }) => program === 'split')?.runs[0]?.segments;
  for (const { program, kind, megabytes, runs } of measured) {
    const found = runs[0]?.segments;
    if ((program.startsWith('typed') || program.startsWith('tokeniser')) && found !== expected) {
      throw new Error(`${program}, ${kind}, ${megabytes} MB: found ${found} segments, expected ${expected}.`);
    }
  }
}

/** Runs one program over a file, or over what another writes to its standard input. */
async function runProgram(
  folder: string,
  program: ProgramName,
  path: string,
  from?: Readable,
): Promise<MeasuredProgramRun> {
  const startedAt = performance.now();
  const { program: bundle, options } = variants[program] ?? { program, options: [] };
  const child = spawn(process.execPath, [...options, join(folder, `${bundle}.mjs`), path], {
    stdio: [from ?? 'ignore', 'pipe', 'pipe'],
  });
  const [answer, complaint, code] = await Promise.all([
    text(child.stdout ?? Readable.from([])),
    text(child.stderr ?? Readable.from([])),
    new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)),
  ]);
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`${program} over ${path} failed with code ${code}: ${complaint}`);
  return { ...(JSON.parse(answer) as ProgramReport), seconds };
}

async function runOverEndlessFile(
  folder: string,
  kind: FileToGenerate['kind'],
  perTransaction: number,
): Promise<MeasuredProgramRun> {
  const generator = spawn(
    process.execPath,
    [join(folder, 'generate.mjs'), kind, String(endlessMegabytes * 1e6), String(perTransaction)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    return await runProgram(folder, 'typed-small', '-', generator.stdout);
  } finally {
    generator.kill();
  }
}
