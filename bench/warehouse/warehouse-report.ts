import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import type { MeasuredWarehouse, WarehouseStage } from './measure-warehouse.ts';

export interface WarehouseResult {
  readonly date: string;
  readonly machine: Machine;
  /** The smallest first. */
  readonly runs: readonly MeasuredWarehouse[];
}

interface WarehouseVerdict {
  readonly goal: string;
  readonly limit: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** An entry of a large ledger must not cost more than one of a small one. */
const mostGrowth = 1.25;
/** What a Lambda of two gibibytes has left for the export. */
const mostMebibytes = 1500;

/** What the export keeps at its largest. */
export function warehouseVerdicts({ runs }: WarehouseResult): WarehouseVerdict[] {
  const [smallest, largest] = [runs.at(0), runs.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  const growth = perEntry(largest) / perEntry(smallest);
  const mebibytes = stageOf(largest, 'publish').peakMebibytes;
  return [
    {
      goal: `time an entry is exported in, of ${largest.legs}, times that of ${smallest.legs}`,
      limit: `at most ${mostGrowth}`,
      found: growth.toFixed(2),
      isMet: growth <= mostGrowth,
    },
    {
      goal: `memory of the export of ${largest.legs} entries, MiB`,
      limit: `below ${mostMebibytes}`,
      found: mebibytes.toFixed(0),
      isMet: mebibytes < mostMebibytes,
    },
  ];
}

function perEntry(run: MeasuredWarehouse): number {
  return (stageOf(run, 'derive').seconds + stageOf(run, 'publish').seconds) / run.legs;
}

function stageOf({ stages }: MeasuredWarehouse, name: WarehouseStage['name']): WarehouseStage {
  const stage = stages.find((one) => one.name === name);
  if (stage === undefined) {
    throw new Error(`The run has no stage ${name}`);
  }
  return stage;
}

const words: readonly (readonly [WarehouseStage['name'], string])[] = [
  ['derive', 'a day after the other derived, tied to its ledger and staged'],
  ['publish', 'a month after the other merged, checked, written as Parquet and published'],
  ['report', 'every report as of the last day'],
];

/** The result as Markdown. */
export function warehouseMarkdown(result: WarehouseResult): string {
  const { date, machine, runs } = result;
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. A year of one practice with so many entries of its ledger, by the real steps over books that are made as they are read; files on the machine's disk; reports by the engine that serves Athena on one machine. Seconds, and MiB that the process had taken at most until then.`,
    table(
      ['', ...runs.map(({ legs }) => `${legs} entries`)],
      [
        ...words.map(([name, does]) => [
          does,
          ...runs.map((run) => {
            const { seconds, peakMebibytes } = stageOf(run, name);
            return `${seconds.toFixed(1)} s, ${peakMebibytes.toFixed(0)} MiB`;
          }),
        ]),
        ['claims', ...runs.map(({ claims }) => String(claims))],
        ['rows of facts', ...runs.map(({ rows }) => String(rows))],
        ['Parquet, MB', ...runs.map(({ bytes }) => (bytes / 1e6).toFixed(1))],
        ['reports', ...runs.map(({ reports }) => String(reports))],
        [
          'the slowest report',
          ...runs.map(({ slowest }) => `${slowest.name}, ${(slowest.milliseconds / 1000).toFixed(1)} s`),
        ],
      ],
    ),
    table(
      ['goal', 'limit', 'found', ''],
      warehouseVerdicts(result).map(({ goal, limit, found, isMet }) => [
        goal,
        limit,
        found,
        isMet ? 'met' : 'missed',
      ]),
    ),
  ].join('\n\n');
}
