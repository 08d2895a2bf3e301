import {
  costPerClaim,
  lambdaMillisecondsPerClaim,
  sdkCallsPerClaim,
  sdkOperationsPerClaim,
  usesPerClaim,
} from './claim-cost.ts';
import { table } from './markdown-table.ts';
import type { MeasuredBundle } from './measure-bundles.ts';
import { warmUpClaims, type MeasuredRun } from './measure-run.ts';
import { priceList } from '#domain/costs/price-list.ts';

export interface Machine {
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  /** How many processes wanted a core over the last minute when the bench began. */
  readonly loadAtStart: number;
}

export interface BenchResult {
  readonly date: string;
  readonly machine: Machine;
  /** Smallest first. */
  readonly runs: readonly MeasuredRun[];
  readonly bundles: readonly MeasuredBundle[];
}

/** What issue and design ask for. */
export const goals = { claimsPerSecond: 10, sdkCallsPerClaim: 40, costPerClaim: 0.002 } as const;

export function claimsPerSecond({ claims, seconds }: MeasuredRun): number {
  return claims / seconds;
}

/** What a script may read: the figures of the tables, with the raw counts. */
export function facts({ date, machine, runs, bundles }: BenchResult) {
  return {
    date,
    machine,
    goals,
    runs: runs.map((run) => ({
      ...run,
      claimsPerSecond: claimsPerSecond(run),
      sdkCallsPerClaim: sdkCallsPerClaim(run),
      costPerClaim: costPerClaim(run),
      uses: usesPerClaim(run),
    })),
    prices: priceList,
    bundles,
  };
}

/** The result as Markdown. */
export function markdown({ date, machine, runs, bundles }: BenchResult): string {
  const titles = runs.map((run) => `${run.claims} claims`);
  const row = (what: string, cell: (run: MeasuredRun) => string): string[] => [what, ...runs.map(cell)];
  return [
    `Measured on ${date}: ${machine.cores} cores, ${machine.memoryGigabytes} GB, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. Each run is a fresh folder; ${warmUpClaims} other claims go first, so that every function has its thread.`,
    table(
      ['', ...titles],
      [
        row('claims a second, end to end', (run) => claimsPerSecond(run).toFixed(1)),
        row('processor seconds a claim', (run) => (run.processorSeconds / run.claims).toFixed(3)),
        row('of these the thread that serves the APIs', (run) =>
          (run.mainThreadSeconds / run.claims).toFixed(3),
        ),
        row('peak memory, MB', (run) => run.peakMegabytes.toFixed(0)),
        row(`SDK calls a claim (budget ${goals.sdkCallsPerClaim})`, (run) =>
          sdkCallsPerClaim(run).toFixed(1),
        ),
        row('Lambda milliseconds a claim, on this machine', (run) =>
          lambdaMillisecondsPerClaim(run).toFixed(0),
        ),
        row(`cost a claim at list prices (below $${goals.costPerClaim})`, (run) =>
          dollars(costPerClaim(run)),
        ),
      ],
    ),
    growth(runs),
    `What a claim that needs no person uses, at the prices of ${priceList.asOf} (${priceList.region}, on demand, no free tier; storage, logs and traffic are not in it):`,
    usesTable(runs),
    'SDK calls a claim by operation:',
    operationsTable(runs),
    'Bundles, and the time until the handler is there in a fresh Node process (median of 5):',
    table(
      ['function', 'memory, MB', 'bytes', 'gzip', 'start, ms'],
      bundles.map((bundle) => [
        bundle.functionName,
        String(bundle.memoryMegabytes),
        String(bundle.bytes),
        String(bundle.gzipBytes),
        bundle.startMilliseconds.toFixed(0),
      ]),
    ),
  ].join('\n\n');
}

function growth(runs: readonly MeasuredRun[]): string {
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined || first === last) {
    return '';
  }
  const ratio = last.seconds / last.claims / (first.seconds / first.claims);
  const more = last.claims / first.claims;
  return `Growth: with ${more.toFixed(0)} times the claims one claim takes ${ratio.toFixed(2)} times as long.`;
}

function usesTable(runs: readonly MeasuredRun[]): string {
  const [first] = runs;
  const names = first === undefined ? [] : usesPerClaim(first);
  return table(
    ['service', 'unit', ...runs.flatMap((run) => [`${run.claims} claims`, 'cost'])],
    names.map((name, index) => [
      name.what,
      name.unit,
      ...runs.flatMap((run) => {
        const use = usesPerClaim(run)[index];
        return use === undefined ? ['', ''] : [use.perClaim.toFixed(2), dollars(use.costPerClaim)];
      }),
    ]),
  );
}

function operationsTable(runs: readonly MeasuredRun[]): string {
  const byRun = runs.map((run) => new Map(sdkOperationsPerClaim(run)));
  const operations = [...new Set(byRun.flatMap((operationsOfRun) => [...operationsOfRun.keys()]))];
  return table(
    ['operation', ...runs.map((run) => `${run.claims} claims`)],
    operations.map((operation) => [
      operation,
      ...byRun.map((operationsOfRun) => (operationsOfRun.get(operation) ?? 0).toFixed(2)),
    ]),
  );
}

function dollars(amount: number): string {
  return `$${amount.toFixed(6)}`;
}
