import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import type { MeasuredScrub, ScrubRun } from './measure-scrub.ts';

/** What the scrubber's issue asks for, with tables of the official size. */
export const scrubGoals = {
  /** On one core. */
  claimsPerSecond: 20_000,
  /** Of the process, tables and made-up claims among them. */
  peakMebibytes: 200,
  /** All NCCI pairs, as they lie. */
  pairsMebibytes: 32,
  /** Time of a claim of the largest run over that of a claim of the smallest, more than which is growth. */
  growth: 1.25,
} as const;

export interface ScrubResult extends MeasuredScrub {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
}

const speed = (run: ScrubRun): number => run.claims / run.threadSeconds;

/** Each goal with what was found, at the largest run. */
export function scrubVerdicts({ runs, tables }: ScrubResult) {
  const first = runs[0];
  const largest = runs.at(-1);
  if (first === undefined || largest === undefined) {
    throw new Error('No claims were scrubbed.');
  }
  const growth = speed(first) / speed(largest);
  const pairs = tables.find(({ name }) => name === 'ncci-ptp-practitioner')?.mebibytes ?? 0;
  return [
    {
      goal: 'claims a second on one core',
      asked: `at least ${scrubGoals.claimsPerSecond}`,
      found: speed(largest).toFixed(0),
      isMet: speed(largest) >= scrubGoals.claimsPerSecond,
    },
    {
      goal: 'peak memory, MiB',
      asked: `below ${scrubGoals.peakMebibytes}`,
      found: largest.peakMebibytes.toFixed(0),
      isMet: largest.peakMebibytes < scrubGoals.peakMebibytes,
    },
    {
      goal: 'NCCI pairs packed, MiB',
      asked: `below ${scrubGoals.pairsMebibytes}`,
      found: pairs.toFixed(1),
      isMet: pairs < scrubGoals.pairsMebibytes,
    },
    {
      goal: `time of a claim at ${largest.claims} claims, times that at ${first.claims}`,
      asked: `at most ${scrubGoals.growth}`,
      found: growth.toFixed(2),
      isMet: growth <= scrubGoals.growth,
    },
  ];
}

/** What a script may read: every run, and the goals. */
export function scrubFacts(result: ScrubResult) {
  return { ...result, goals: scrubGoals, verdicts: scrubVerdicts(result) };
}

/** The result as Markdown. */
export function scrubMarkdown(result: ScrubResult): string {
  const { date, machine, rounds, tables, runs } = result;
  const packed = tables.map(({ name, mebibytes }) => `${name} ${mebibytes.toFixed(1)}`).join(', ');
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. Made-up claims of one to five lines, nine of ten codes among a practice's usual ones, with what was done before, run through every edit against made-up tables of the official size (2.5 million NCCI pairs); the least disturbed of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, each in a process of its own. Time is the processor's for the thread that scrubs; making the claims up is not counted. Packed, in MiB: ${packed}.`,
    table(
      ['claims', 'claims/s', 'us a claim', 'findings a claim', 'tables ready ms', 'peak MiB'],
      runs.map((run) => [
        String(run.claims),
        speed(run).toFixed(0),
        (1e6 / speed(run)).toFixed(1),
        (run.findings / run.claims).toFixed(1),
        run.readyMilliseconds.toFixed(0),
        run.peakMebibytes.toFixed(0),
      ]),
    ),
    'What is asked:',
    table(
      ['goal', 'asked', 'found', ''],
      scrubVerdicts(result).map(({ goal, asked, found, isMet }) => [
        goal,
        asked,
        found,
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}
