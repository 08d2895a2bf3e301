import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import { measuredStages, type MeasuredStage } from './check-upload.ts';
import type { MeasuredFormat } from './generate-intake.ts';
import type { IntakeRun, MeasuredIntake } from './measure-intake.ts';

/** What the intake issue asks for, on the largest file. */
export const intakeGoals = {
  /** Records parsed a second on one core: from bytes to records in the practice's terms. */
  recordsPerSecond: 5000,
  /** Formats that the speed is asked of. */
  fastFormats: ['csv', 'hl7'] as readonly MeasuredFormat[],
  /** Time of a record of the largest file over that of a record of the middle one, more than which is not linear. */
  growth: 1.25,
  /** Peak memory at the largest file less that at the middle one, in MiB, more than which is growth. */
  memoryGrowthMebibytes: 40,
} as const;

export interface IntakeResult {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  /** Of each file, smallest first. */
  readonly recordCounts: readonly number[];
  /** MB a second that a bare split loop made beside the runs: how fast the machine was. */
  readonly splitMegabytesPerSecond: number;
  readonly formats: readonly MeasuredIntake[];
}

interface Verdict {
  readonly goal: string;
  readonly format: string;
  readonly asked: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** The run that was disturbed least, by what the processor worked. */
function best({ runs }: MeasuredIntake, records: number, stage: MeasuredStage): IntakeRun {
  const [first, ...others] = runs
    .filter((run) => run.records === records && run.stage === stage)
    .toSorted((one, other) => one.threadSeconds - other.threadSeconds);
  if (first === undefined) {
    throw new Error(`No file of ${records} records was measured (${others.length} runs).`);
  }
  return first;
}

const speed = (run: IntakeRun): number => run.records / run.threadSeconds;

/** Each goal with what was found. */
export function intakeVerdicts(result: IntakeResult): readonly Verdict[] {
  const [largest = 0, middle = largest] = result.recordCounts.toReversed();
  return result.formats.flatMap((measured) => {
    const run = best(measured, largest, 'checked');
    const before = best(measured, middle, 'checked');
    const growth = speed(before) / speed(run);
    const memory = run.peakMebibytes - before.peakMebibytes;
    const verdict = (goal: string, asked: string, found: string, isMet: boolean): Verdict => ({
      goal,
      format: measured.format,
      asked,
      found,
      isMet,
    });
    return [
      ...(intakeGoals.fastFormats.includes(measured.format)
        ? [
            verdict(
              'records parsed a second on one core, here',
              `at least ${intakeGoals.recordsPerSecond}`,
              speed(best(measured, largest, 'parsed')).toFixed(0),
              speed(best(measured, largest, 'parsed')) >= intakeGoals.recordsPerSecond,
            ),
          ]
        : []),
      verdict(
        `time of a record at ${largest} records, times that at ${middle}`,
        `at most ${intakeGoals.growth}`,
        growth.toFixed(2),
        growth <= intakeGoals.growth,
      ),
      verdict(
        `peak memory at ${largest} records less that at ${middle}, MiB`,
        `below ${intakeGoals.memoryGrowthMebibytes}`,
        memory.toFixed(0),
        memory < intakeGoals.memoryGrowthMebibytes,
      ),
    ];
  });
}

/** What a script may read: every run, and the goals. */
export function intakeFacts(result: IntakeResult) {
  return { ...result, goals: intakeGoals, verdicts: intakeVerdicts(result) };
}

/** The result as Markdown. */
export function intakeMarkdown(result: IntakeResult): string {
  const { date, machine, rounds, recordCounts, splitMegabytesPerSecond } = result;
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. Each file is read in a process of its own with a heap of 64 MB, in ${rounds} ${rounds === 1 ? 'round' : 'rounds'} (files of 100,000 records in half as many), of which the least disturbed counts. Records a second and MB/s (10^6 bytes) are by the processor time of the thread that reads: one core. "Processor" is that of all threads, the compiler's and the collector's among them. A bare split loop makes ${splitMegabytesPerSecond.toFixed(1)} MB/s beside it.`,
    table(
      [
        'format',
        'until',
        'records',
        'MB',
        'records/s',
        'MB/s',
        'us a record',
        'processor s',
        'wall s',
        'peak MiB',
      ],
      result.formats.flatMap((measured) =>
        measuredStages.flatMap((stage) =>
          recordCounts.map((records) => rowOf(measured.format, best(measured, records, stage))),
        ),
      ),
    ),
    'What is asked:',
    table(
      ['goal', 'format', 'asked', 'found', ''],
      intakeVerdicts(result).map(({ goal, format, asked, found, isMet }) => [
        goal,
        format,
        asked,
        found,
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}

function rowOf(format: string, run: IntakeRun): readonly string[] {
  return [
    format,
    run.stage,
    String(run.records),
    (run.bytes / 1e6).toFixed(1),
    speed(run).toFixed(0),
    (run.bytes / 1e6 / run.threadSeconds).toFixed(1),
    ((run.threadSeconds * 1e6) / run.records).toFixed(0),
    run.processorSeconds.toFixed(1),
    run.seconds.toFixed(1),
    run.peakMebibytes.toFixed(0),
  ];
}
