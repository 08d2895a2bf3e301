import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import type { MeasuredTables } from './measure-tables.ts';

/** What the issue of code sets asks for, at the full size. */
const tablesGoals = {
  loadSeconds: 10,
  /** For 1.7 million pairs; the file that is measured has 2.5 million. */
  packedMegabytes: 32,
  readyMilliseconds: 50,
  searchMilliseconds: 10,
} as const;

export interface TablesResult extends MeasuredTables {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
}

interface Verdict {
  readonly goal: string;
  readonly below: number;
  readonly found: number;
  readonly isMet: boolean;
}

/** Each goal with what was found in the largest table. */
export function tablesVerdicts({ loads, asks, searches }: MeasuredTables): readonly Verdict[] {
  const [load, ask, search] = [loads.at(-1), asks.at(-1), searches.at(-1)];
  if (load === undefined || ask === undefined || search === undefined) {
    throw new Error('No table was measured.');
  }
  const verdict = (goal: string, below: number, found: number): Verdict => ({
    goal,
    below,
    found,
    isMet: found < below,
  });
  return [
    verdict(`loading ${load.rows} pairs, processor seconds`, tablesGoals.loadSeconds, load.processorSeconds),
    verdict('packed table, MB', tablesGoals.packedMegabytes, load.packedBytes / 1e6),
    verdict(
      'read from disk and opened, ms',
      tablesGoals.readyMilliseconds,
      ask.readMilliseconds + ask.openMilliseconds,
    ),
    verdict(
      `99 of 100 searches of ${search.rows} diagnoses, ms`,
      tablesGoals.searchMilliseconds,
      search.mostMilliseconds,
    ),
  ];
}

/** What a script may read: every figure, and the goals. */
export function tablesFacts(result: TablesResult) {
  return { ...result, goals: tablesGoals, verdicts: tablesVerdicts(result) };
}

/** The result as Markdown. */
export function tablesMarkdown(result: TablesResult): string {
  const { date, machine, rounds, loads, asks, searches, start } = result;
  const [first] = loads;
  const last = loads.at(-1);
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. Best of ${rounds} rounds, each a fresh process; files, codes and words are made up. Times in ms are what the processor worked: other processes on the same cores are not in them.`,
    table(
      ['pairs', 'file, MB', 'load, s', 'processor s', 'peak MiB', 'packed, MB', 'bytes a pair'],
      loads.map((load) => [
        String(load.rows),
        (load.bytes / 1e6).toFixed(1),
        load.seconds.toFixed(1),
        load.processorSeconds.toFixed(1),
        load.peakMebibytes.toFixed(0),
        (load.packedBytes / 1e6).toFixed(1),
        (load.packedBytes / load.rows).toFixed(1),
      ]),
    ),
    ...(first === undefined || last === undefined
      ? []
      : [
          `Growth: with ${(last.rows / first.rows).toFixed(0)} times the pairs, loading one pair takes ${(last.processorSeconds / last.rows / (first.processorSeconds / first.rows)).toFixed(2)} times as long.`,
        ]),
    table(
      ['pairs', 'read, ms', 'open, ms', 'lookups a second', 'of them found', 'memory added, MiB'],
      asks.map((ask) => [
        String(ask.rows),
        ask.readMilliseconds.toFixed(1),
        ask.openMilliseconds.toFixed(1),
        (ask.lookups / ask.lookupSeconds).toFixed(0),
        `${(ask.foundShare * 100).toFixed(1)}%`,
        ask.addedMebibytes.toFixed(0),
      ]),
    ),
    table(
      [
        'diagnoses',
        'index, MB',
        'open, ms',
        'search, ms, mean',
        '99 of 100 below',
        'slowest of a new process',
      ],
      searches.map((search) => [
        String(search.rows),
        (search.bytes / 1e6).toFixed(1),
        search.openMilliseconds.toFixed(1),
        search.meanMilliseconds.toFixed(2),
        search.mostMilliseconds.toFixed(2),
        search.slowestFirstMilliseconds.toFixed(1),
      ]),
    ),
    `Cold start: ${start.programMilliseconds.toFixed(0)} ms until the program runs, then ${start.firstDecisionMilliseconds.toFixed(0)} ms for a first decision that reads and opens ${last?.rows ?? 0} pairs and ${searches.at(-1)?.rows ?? 0} diagnoses from disk; the next takes ${start.nextDecisionMilliseconds.toFixed(2)} ms. The process then has ${start.memoryMebibytes.toFixed(0)} MiB. From a bucket the reading is the network's.`,
    'What is asked:',
    table(
      ['goal', 'below', 'found', ''],
      tablesVerdicts(result).map(({ goal, below, found, isMet }) => [
        goal,
        String(below),
        found.toFixed(1),
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}
