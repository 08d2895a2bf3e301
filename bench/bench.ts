import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { repositoryFolder, synthesised } from '../local/cli/synthesised.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureRun, type MeasuredRun } from './measure-run.ts';
import { facts, markdown, type BenchResult } from './report.ts';

const help = `npm run bench -- [--claims 100,1000] [--json] [--record]

Runs generated encounters from upload to closed claim on this machine, and prints claims a second, what a claim uses
of each AWS service, what that costs at list prices, and the size and start-up time of every function.

  --claims   how many claims each run has, smallest first (default 100,1000)
  --json     print the figures as JSON
  --record   write the result into docs/measurements.md as well
`;

const page = join(repositoryFolder, 'docs', 'measurements.md');
const pageBegin = '<!-- bench: begin -->';
const pageEnd = '<!-- bench: end -->';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      claims: { type: 'string', default: '100,1000' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      // How the bench calls itself.
      one: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  if (values.one !== undefined) {
    process.stdout.write(JSON.stringify(await measureRun(Number(values.one))));
    return;
  }
  const counts = readCounts(values.claims);
  const machine = {
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    loadAtStart: loadavg()[0] ?? 0,
  };
  const cdkOut = await synthesised();
  const runs: MeasuredRun[] = [];
  for (const count of counts) {
    tell(`${count} claims ...`);
    const run = await measureInOwnProcess(count);
    tell(`${count} claims: ${(run.claims / run.seconds).toFixed(1)} a second`);
    runs.push(run);
  }
  tell('bundles ...');
  const bundles = await measureBundles(cdkOut);
  const result: BenchResult = { date: new Date().toISOString().slice(0, 10), machine, runs, bundles };
  process.stdout.write(
    values.json ? `${JSON.stringify(facts(result), undefined, 2)}\n` : `${markdown(result)}\n`,
  );
  if (values.record) {
    record(markdown(result));
    tell(`recorded in ${page}`);
  }
}

/** So that no run profits from the code that another has warmed, and its peak memory is its own. */
async function measureInOwnProcess(count: number): Promise<MeasuredRun> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(import.meta.url), '--one', String(count)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as MeasuredRun;
}

function readCounts(text: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 1)) {
    throw new Error(`--claims: found "${text}", expected whole numbers such as 100,1000.`);
  }
  return counts.toSorted((one, other) => one - other);
}

function record(text: string): void {
  const content = readFileSync(page, 'utf8');
  const begin = content.indexOf(pageBegin);
  const end = content.indexOf(pageEnd);
  if (begin < 0 || end < begin) {
    throw new Error(
      `${page} has no place for the result: expected the lines ${pageBegin} and ${pageEnd}, in this order.`,
    );
  }
  writeFileSync(page, `${content.slice(0, begin + pageBegin.length)}\n\n${text}\n\n${content.slice(end)}`);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
