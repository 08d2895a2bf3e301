import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import {
  endlessMegabytes,
  fileMegabytes,
  kinds,
  type MeasuredProgram,
  type MeasuredProgramRun,
  type MeasuredX12,
  type ProgramName,
  smallHeapOptions,
} from './measure-x12.ts';

/** What the X12 issue asks for, on the larger file. */
export const x12Goals = {
  /** Speed of the tokeniser over that of the split loop. */
  tokeniserOverSplit: 3,
  /** Speed of typed models over that of x12-parser's stream. */
  typedOverX12Parser: 4,
  /** Full validation at 10 MB/s where the split loop makes 45. */
  typedOverSplit: 10 / 45,
  peakMebibytes: 100,
  /** Peak memory at 500 MB over that at 50 MB, more than which is growth. */
  memoryGrowth: 1.1,
} as const;

export interface X12Result extends MeasuredX12 {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
}

export interface Verdict {
  readonly goal: string;
  readonly kind: string;
  readonly expected: string;
  readonly found: number;
  readonly met: boolean;
}

const largest = fileMegabytes[1];

const names: Readonly<Record<ProgramName, string>> = {
  split: 'bare split loop',
  'node-x12': 'node-x12, stream',
  'x12-parser': 'x12-parser, stream',
  'x12-parser-grouper': 'x12-parser, grouper',
  tokeniser: 'ours: tokeniser',
  'tokeniser-texts': 'ours: tokeniser, each element as text',
  typed: 'ours: validation and typed claims',
  'typed-small': 'ours: the same, in a small heap',
};

/** Processor time of the best run: what else the machine does disturbs it less than wall time. */
function bestProcessorSeconds({ runs }: Pick<MeasuredProgram, 'runs'>): number {
  return Math.min(...runs.map(({ processorSeconds }) => processorSeconds));
}

/** Wall time of the least disturbed run. */
function bestSeconds({ runs }: Pick<MeasuredProgram, 'runs'>): number {
  return Math.min(...runs.map(({ seconds }) => seconds));
}

function medianSeconds({ runs }: Pick<MeasuredProgram, 'runs'>): number {
  return median(runs.map(({ seconds }) => seconds));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function peakOf(runs: readonly MeasuredProgramRun[]): number {
  return Math.max(...runs.map(({ peakMebibytes }) => peakMebibytes));
}

function find(result: MeasuredX12, program: ProgramName, kind: string, megabytes: number): MeasuredProgram {
  const found = result.programs.find(
    (one) => one.program === program && one.kind === kind && one.megabytes === megabytes,
  );
  if (found === undefined) throw new Error(`${program} was not measured on ${kind} of ${megabytes} MB.`);
  return found;
}

/** Each goal with what was found, by the processor time of the best runs on the larger file. */
export function verdicts(result: MeasuredX12): Verdict[] {
  return kinds.flatMap((kind) => {
    const best = (program: ProgramName): number => bestProcessorSeconds(find(result, program, kind, largest));
    const peak = peakOf(find(result, 'typed-small', kind, largest).runs);
    const endless = peakOf(result.endless.filter((run) => run.kind === kind));
    const atLeast = (goal: string, expected: number, found: number): Verdict => ({
      goal,
      kind,
      expected: `at least ${expected.toFixed(2)}`,
      found,
      met: found >= expected,
    });
    const below = (goal: string, expected: number, found: number): Verdict => ({
      goal,
      kind,
      expected: `below ${expected.toFixed(2)}`,
      found,
      met: found < expected,
    });
    return [
      atLeast(
        'tokeniser, times the split loop',
        x12Goals.tokeniserOverSplit,
        best('split') / best('tokeniser'),
      ),
      atLeast(
        'typed claims, times x12-parser',
        x12Goals.typedOverX12Parser,
        best('x12-parser') / best('typed'),
      ),
      atLeast(
        'full validation, times the split loop',
        x12Goals.typedOverSplit,
        best('split') / best('typed'),
      ),
      below(
        `peak memory at ${largest} MB as Node is by itself, MiB`,
        x12Goals.peakMebibytes,
        peakOf(find(result, 'typed', kind, largest).runs),
      ),
      below(`peak memory at ${largest} MB, MiB`, x12Goals.peakMebibytes, peak),
      below(`peak memory at ${endlessMegabytes} MB, MiB`, x12Goals.peakMebibytes, endless),
      below(
        `peak memory at ${endlessMegabytes} MB, times that at ${largest} MB`,
        x12Goals.memoryGrowth,
        endless / peak,
      ),
    ];
  });
}

/** What a script may read: every run, and the goals. */
export function x12Facts(result: X12Result) {
  return { ...result, goals: x12Goals, verdicts: verdicts(result) };
}

/** The result as Markdown. */
export function x12Markdown(result: X12Result): string {
  const { date, machine, rounds } = result;
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. Every figure is of a whole process, from its start to its end, all processes in turn, ${rounds} rounds; MB are 10^6 bytes. "Processor s" is the least of the rounds, all threads; "times split" compares these, for wall time depends on what else the machine does.`,
    ...kinds.flatMap((kind) => fileMegabytes.map((megabytes) => fileTable(result, kind, megabytes))),
    `Files of ${endlessMegabytes} MB, made by another process while ours reads them (validation and typed claims, in a small heap: ${smallHeapOptions.join(' ')}):`,
    endlessTable(result),
    'What the issue asks for, by processor time on the larger file:',
    table(
      ['goal', 'file', 'asked', 'found', ''],
      verdicts(result).map(({ goal, kind, expected, found, met }) => [
        goal,
        kind,
        expected,
        found.toFixed(2),
        met ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}

function fileTable(result: MeasuredX12, kind: string, megabytes: number): string {
  const measured = result.programs.filter((one) => one.kind === kind && one.megabytes === megabytes);
  const split = bestProcessorSeconds(find(result, 'split', kind, megabytes));
  return table(
    [
      `${kind}, ${megabytes} MB`,
      'MB/s best',
      'MB/s median',
      'times split',
      'processor s',
      'peak MiB',
      'segments',
      'claims',
    ],
    measured.map((one) => [
      names[one.program],
      (megabytes / bestSeconds(one)).toFixed(1),
      (megabytes / medianSeconds(one)).toFixed(1),
      (split / bestProcessorSeconds(one)).toFixed(2),
      bestProcessorSeconds(one).toFixed(2),
      peakOf(one.runs).toFixed(0),
      String(one.runs[0]?.segments ?? ''),
      String(one.runs[0]?.claims ?? ''),
    ]),
  );
}

function endlessTable({ endless }: MeasuredX12): string {
  return table(
    ['file', 'claims a transaction', 'MB/s', 'processor s', 'peak MiB', 'claims'],
    endless.map((run) => [
      run.kind,
      run.claimsPerTransaction === Infinity ? 'all in one' : String(run.claimsPerTransaction),
      (endlessMegabytes / run.seconds).toFixed(1),
      run.processorSeconds.toFixed(1),
      run.peakMebibytes.toFixed(0),
      String(run.claims ?? ''),
    ]),
  );
}
