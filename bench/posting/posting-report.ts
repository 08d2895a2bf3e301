import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import { threadSecondsOf, type PostingRun } from './measure-posting.ts';

/** What is asked of a remittance of any length. */
export const postingGoals = {
  /** Of the process that does all steps: a function has 1,024 MB. */
  peakMebibytes: 512,
  /** Time of a claim of the largest file over that of a claim of one a tenth of it, more than which is growth. */
  growth: 1.25,
} as const;

export interface PostingResult {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  /** The smallest first. */
  readonly runs: readonly PostingRun[];
}

const perClaim = (run: PostingRun): number => threadSecondsOf(run) / run.claims;
const megabytesOf = ({ bytes }: PostingRun): string => (bytes / 1e6).toFixed(0);

/** Each goal with what was found, at the largest file. */
export function postingVerdicts({ runs }: PostingResult) {
  const largest = runs.at(-1);
  const before = runs.at(-2) ?? largest;
  if (largest === undefined || before === undefined) {
    throw new Error('No remittance was posted.');
  }
  const growth = perClaim(largest) / perClaim(before);
  return [
    {
      goal: 'peak memory, MiB',
      asked: `below ${postingGoals.peakMebibytes}`,
      found: largest.peakMebibytes.toFixed(0),
      isMet: largest.peakMebibytes < postingGoals.peakMebibytes,
    },
    {
      goal: `time of a claim at ${megabytesOf(largest)} MB, times that at ${megabytesOf(before)} MB`,
      asked: `at most ${postingGoals.growth}`,
      found: growth.toFixed(2),
      isMet: growth <= postingGoals.growth,
    },
  ];
}

/** What a script may read: every run, and the goals. */
export function postingFacts(result: PostingResult) {
  return { ...result, goals: postingGoals, verdicts: postingVerdicts(result) };
}

/** The result as Markdown. */
export function postingMarkdown(result: PostingResult): string {
  const { date, machine, rounds, runs } = result;
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. A made-up 835 of one transaction, claims of two lines, each paid by contract with a share for the patient, from its arrival to the closed run by the real steps, one chunk after another on one core; the least disturbed of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, each in a process of its own. Files and chunks lie on the disk; claims and postings are read and checked as from the table, and what is written is put into the form that DynamoDB takes and counted: network and database are not in it. Seconds are the processor's for the thread. MB are 10^6 bytes.`,
    table(
      ['file, MB', 'claims', 'claims/s', 'registered s', 'checked s', 'posted s', 'closed s', 'peak MiB'],
      runs.map((run) => [
        megabytesOf(run),
        String(run.claims),
        (1 / perClaim(run)).toFixed(0),
        ...run.stages.map(({ threadSeconds }) => threadSeconds.toFixed(2)),
        run.peakMebibytes.toFixed(0),
      ]),
    ),
    'Memory, in MiB, at the end of each step, and what is written for a claim:',
    table(
      ['file, MB', 'registered', 'checked', 'posted', 'closed', 'transactions a claim', 'actions a claim'],
      runs.map((run) => [
        megabytesOf(run),
        ...run.stages.map(({ peakMebibytes }) => peakMebibytes.toFixed(0)),
        (run.transactions / run.claims).toFixed(2),
        (run.actions / run.claims).toFixed(2),
      ]),
    ),
    'What is asked:',
    table(
      ['goal', 'asked', 'found', ''],
      postingVerdicts(result).map(({ goal, asked, found, isMet }) => [
        goal,
        asked,
        found,
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}
