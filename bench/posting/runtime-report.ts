import { table } from '../markdown-table.ts';
import type { Machine } from '../report.ts';
import type { RuntimePosting } from './measure-on-runtime.ts';

export interface RuntimePostingResult {
  readonly date: string;
  readonly machine: Machine;
  /** The smallest first. */
  readonly runs: readonly RuntimePosting[];
}

/** The result as Markdown. */
export function runtimePostingMarkdown({ date, machine, runs }: RuntimePostingResult): string {
  return [
    `Measured on ${date}: ${machine.cores} cores, Node ${machine.node}; ${machine.loadAtStart.toFixed(1)} processes wanted a core when it began. The same remittance, put into the bucket of a runtime of its own: from its arrival until its run is closed and nothing is left to do, over the network of the machine, its database and its state machine. 100 claims go first, so that every function has its thread. MB are 10^6 bytes.`,
    table(
      ['file, MB', 'claims', 'claims/s', 'seconds', 'processor s', 'of it the serving thread', 'peak MiB'],
      runs.map((run) => [
        (run.bytes / 1e6).toFixed(1),
        String(run.claims),
        (run.claims / run.seconds).toFixed(0),
        run.seconds.toFixed(1),
        run.processorSeconds.toFixed(1),
        run.mainThreadSeconds.toFixed(1),
        run.peakMebibytes.toFixed(0),
      ]),
    ),
    'What a claim asks of the services:',
    table(
      ['file, MB', 'transactions', 'reads', 'write units', 'read units', 'billed ms', 'state transitions'],
      runs.map(({ bytes, claims, counts }) => {
        const each = (service: string, ...names: readonly string[]): string =>
          (names.reduce((sum, name) => sum + (counts[service]?.[name] ?? 0), 0) / claims).toFixed(2);
        return [
          (bytes / 1e6).toFixed(1),
          each('dynamodb', 'TransactWriteItems'),
          each('dynamodb', 'GetItem', 'Query'),
          each('dynamodb', 'write-request-units'),
          each('dynamodb', 'read-request-units'),
          each('lambda', 'billedMilliseconds'),
          each('states', 'transition', 'express-request'),
        ];
      }),
    ),
    ...runs.map(boundBy),
  ].join('\n\n');
}

/** What keeps a run from being faster. */
function boundBy({ bytes, seconds, processorSeconds, mainThreadSeconds }: RuntimePosting): string {
  const share = (part: number): string => `${((100 * part) / seconds).toFixed(0)} %`;
  return `At ${(bytes / 1e6).toFixed(1)} MB the thread that serves the AWS APIs is busy for ${share(mainThreadSeconds)} of the time, all threads together for ${share(processorSeconds)}, where 100 % is one core.`;
}
