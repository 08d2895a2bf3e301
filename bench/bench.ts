import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFolder, synthesised } from '../local/cli/synthesised.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureRun, type MeasuredRun } from './measure-run.ts';
import { perClaim } from './per-claim.ts';
import { priceList } from './price-list.ts';

const sizes = [100, 1_000];
const sdkCallBudget = 40;
const costBudgetDollars = 0.002;
const words = process.argv.slice(2);

if (words[0] === '--once') {
  process.stdout.write(JSON.stringify(await measureRun(Number(words[1]))));
} else {
  await bench();
}

/** Each size in a process of its own: a fresh machine with cold workers, whose start is part of the time. */
async function bench(): Promise<void> {
  await synthesised();
  const runs = sizes.map((size) => ({ size, figures: perClaim(once(size)) }));
  const bundles = measureBundles();
  if (words.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ priceListOf: priceList.asOf, runs, bundles }, undefined, 2)}\n`);
    return;
  }
  const text = describe(runs, bundles);
  process.stdout.write(text);
  if (words.includes('--record')) {
    writeFileSync(join(repositoryFolder, 'docs', 'measurements.md'), page(text));
  }
}

function once(size: number): MeasuredRun {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), '--once', String(size)],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (status !== 0) {
    throw new Error(`The run of ${size} encounters failed: ${stderr}`);
  }
  return JSON.parse(stdout) as MeasuredRun;
}

function describe(
  runs: readonly { readonly size: number; readonly figures: ReturnType<typeof perClaim> }[],
  bundles: ReturnType<typeof measureBundles>,
): string {
  const row = (name: string, valueOf: (figures: ReturnType<typeof perClaim>) => number, digits = 1): string =>
    `| ${name} | ${runs.map(({ figures }) => valueOf(figures).toFixed(digits)).join(' | ')} |`;
  const [first, last] = [runs[0], runs.at(-1)];
  const growth =
    first === undefined || last === undefined
      ? 1
      : first.figures.claimsPerSecond / last.figures.claimsPerSecond;
  const services = Object.keys(last?.figures.cost ?? {});
  return [
    `Clean encounters from upload to closed claim, ${availableParallelism()} processors:`,
    '',
    `| per claim | ${runs.map(({ size }) => `${size} encounters`).join(' | ')} |`,
    `| --- | ${runs.map(() => '---:').join(' | ')} |`,
    row('claims a second, end to end', (figures) => figures.claimsPerSecond),
    row('processor milliseconds', (figures) => figures.processorMilliseconds),
    row('state transitions', (figures) => figures.stateTransitions),
    row('Lambda calls', (figures) => figures.functionCalls),
    row('Lambda milliseconds', (figures) => figures.functionMilliseconds),
    row(`SDK calls (budget ${sdkCallBudget})`, (figures) => figures.sdkCalls),
    row('DynamoDB write request units', (figures) => figures.writeRequestUnits),
    row('DynamoDB read request units', (figures) => figures.readRequestUnits),
    row('SQS requests', (figures) => figures.queueRequests),
    row('S3 PUT and LIST', (figures) => figures.putRequests),
    row('S3 GET', (figures) => figures.getRequests),
    row('EventBridge events', (figures) => figures.objectEvents),
    row('KMS requests', (figures) => figures.keyRequests),
    ...services.map((service) => row(`${service}, dollars`, (figures) => figures.cost[service] ?? 0, 6)),
    row(
      `cost, dollars (prices of ${priceList.asOf}, budget ${costBudgetDollars})`,
      (figures) => figures.costDollars,
      6,
    ),
    '',
    `A claim takes ${growth.toFixed(2)} times as long among ${last?.size ?? 0} as among ${first?.size ?? 0}.`,
    '',
    '| function | bundle, KB | gzip, KB | start, ms |',
    '| --- | ---: | ---: | ---: |',
    ...bundles.map(
      ({ name, bytes, gzipBytes, startMilliseconds }) =>
        `| ${name} | ${(bytes / 1024).toFixed(0)} | ${(gzipBytes / 1024).toFixed(0)} | ${startMilliseconds.toFixed(0)} |`,
    ),
    '',
  ].join('\n');
}

function page(text: string): string {
  return `# Measurements

Made by \`npm run bench -- --record\` on ${new Date().toISOString().slice(0, 10)}. Read them as ratios: the machine is shared and its speed varies. Milliseconds of Lambda are those of the one-machine runtime, not of AWS; requests and units are counted as AWS bills them.

${text}
## What bounds it

One process serves every AWS API, runs the state machines and holds the one database; the functions run in threads beside it. Each SDK call costs a signature, a policy decision and an answer in the process, and its making in the thread: together about as much again as the work itself. Fewer calls a claim is what makes it faster; the workers' start is what the run of ${sizes[0]} pays for.
`;
}
