import { execFile } from 'node:child_process';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { synthesised } from '../local/cli/synthesised.ts';
import { measureBundles } from './measure-bundles.ts';
import { intakeFacts, intakeMarkdown, intakeVerdicts, type IntakeResult } from './intake/intake-report.ts';
import { measureIntake } from './intake/measure-intake.ts';
import { measureRun, type MeasuredRun } from './measure-run.ts';
import { type MeasuredSection, measurementsPage, record } from './record.ts';
import { facts, markdown, type BenchResult, type Machine } from './report.ts';
import { measureTables } from './tables/measure-tables.ts';
import { tablesFacts, tablesMarkdown, tablesVerdicts, type TablesResult } from './tables/tables-report.ts';
import { measureX12 } from './x12/measure-x12.ts';
import { measureOnRuntime, type RuntimePosting } from './posting/measure-on-runtime.ts';
import { measurePosting } from './posting/measure-posting.ts';
import {
  postingFacts,
  postingMarkdown,
  postingVerdicts,
  type PostingResult,
} from './posting/posting-report.ts';
import { runtimePostingMarkdown, type RuntimePostingResult } from './posting/runtime-report.ts';
import { measureQueue, type MeasuredQueue } from './queue/measure-queue.ts';
import { queueMarkdown, queueVerdicts, type QueueResult } from './queue/queue-report.ts';
import { measureScrub } from './scrub/measure-scrub.ts';
import { scrubFacts, scrubMarkdown, scrubVerdicts, type ScrubResult } from './scrub/scrub-report.ts';
import { measureWarehouse, type MeasuredWarehouse } from './warehouse/measure-warehouse.ts';
import { warehouseMarkdown, warehouseVerdicts, type WarehouseResult } from './warehouse/warehouse-report.ts';
import { x12Facts, x12Markdown, type X12Result } from './x12/x12-report.ts';

const help = `npm run bench -- [--x12] [--intake] [--tables] [--scrub] [--posting [--on-runtime]] [--queue] [--warehouse] [--claims 100,1000] [--records 1000,10000,100000] [--megabytes 1,10,50] [--tasks 1000,10000,50000] [--entries 10000,100000,1000000] [--rounds 3] [--json] [--record]

Runs generated encounters from upload to closed claim on this machine, and prints claims a second, what a claim uses
of each AWS service, what that costs at list prices, and the size and start-up time of every function. Then lets our X12 reader,
node-x12, x12-parser and a bare split loop read generated files of 5 and 50 MB, and ours alone 500 MB. Then reads
uploads in every format on one core: from bytes to records, and to checked encounters.

  --x12      only the X12 files
  --intake   only the uploads; ends with 1 when a goal is missed
  --tables   only tables of codes: loaded, asked and searched; ends with 1 when a goal is missed
  --scrub    only the scrubber, against tables of the official size; ends with 1 when a goal is missed
  --posting  only remittances, posted by the real steps; ends with 1 when a goal is missed
  --on-runtime  with --posting: one remittance, of 1 MB unless --megabytes says otherwise, through the bucket of a
             runtime of its own, with its network, database and state machine
  --queue    only the work queue of staff, at the API and in the browser of the system; ends with 1 when a goal is missed
  --warehouse  only the warehouse: a year exported and every report asked; ends with 1 when a goal is missed
  --claims   how many claims each run has, smallest first (default 100,1000)
  --records  how many records each upload has, and how many claims are scrubbed, smallest first (default 1000,10000,100000)
  --megabytes  how large each remittance is, smallest first (default 1,10,50)
  --tasks    how many open tasks the queue has, smallest first (default 1000,10000,50000)
  --entries  how many entries the ledger of the warehouse has, smallest first (default 10000,100000,1000000)
  --rounds   how often each file is read (default 3; uploads of 100,000 records half as often)
  --json     print the figures as JSON
  --record   write the result into docs/measurements.md as well
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      x12: { type: 'boolean', default: false },
      intake: { type: 'boolean', default: false },
      tables: { type: 'boolean', default: false },
      scrub: { type: 'boolean', default: false },
      posting: { type: 'boolean', default: false },
      'on-runtime': { type: 'boolean', default: false },
      queue: { type: 'boolean', default: false },
      warehouse: { type: 'boolean', default: false },
      entries: { type: 'string', default: '10000,100000,1000000' },
      megabytes: { type: 'string' },
      tasks: { type: 'string', default: '1000,10000,50000' },
      claims: { type: 'string', default: '100,1000' },
      records: { type: 'string', default: '1000,10000,100000' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      // How the bench calls itself.
      one: { type: 'string' },
      'one-remittance': { type: 'string' },
      'one-queue': { type: 'string' },
      'one-warehouse': { type: 'string' },
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
  if (values['one-remittance'] !== undefined) {
    process.stdout.write(JSON.stringify(await measureOnRuntime(Number(values['one-remittance']))));
    return;
  }
  if (values['one-queue'] !== undefined) {
    process.stdout.write(JSON.stringify(await measureQueue(Number(values['one-queue']))));
    return;
  }
  if (values['one-warehouse'] !== undefined) {
    process.stdout.write(JSON.stringify(await measureWarehouse(Number(values['one-warehouse']))));
    return;
  }
  if (values['on-runtime'] && !values.posting) {
    throw new Error('--on-runtime is for remittances: expected it with --posting.');
  }
  const counts = readCounts(values.claims, '--claims');
  const [rounds = 0] = readCounts(values.rounds, '--rounds');
  const isAll =
    !values.x12 &&
    !values.intake &&
    !values.tables &&
    !values.scrub &&
    !values.posting &&
    !values.queue &&
    !values.warehouse;
  const parts = [
    ...(isAll ? [await measureClaims(counts)] : []),
    ...(isAll || values.x12 ? [await measureFiles(rounds)] : []),
    ...(isAll || values.intake
      ? [await measureUploads(readCounts(values.records, '--records'), rounds)]
      : []),
    ...(isAll || values.tables ? [await measureCodes(rounds)] : []),
    ...(isAll || values.scrub
      ? [await measureScrubber(readCounts(values.records, '--records'), rounds)]
      : []),
    ...(isAll || (values.posting && !values['on-runtime'])
      ? [await measureRemittances(readCounts(values.megabytes ?? '1,10,50', '--megabytes'), rounds)]
      : []),
    ...(values['on-runtime']
      ? [await measureRemittancesOnRuntime(readCounts(values.megabytes ?? '1', '--megabytes'))]
      : []),
    ...(isAll || values.queue ? [await measureQueues(readCounts(values.tasks, '--tasks'))] : []),
    ...(isAll || values.warehouse ? [await measureFinance(readCounts(values.entries, '--entries'))] : []),
  ];
  process.stdout.write(
    values.json
      ? `${JSON.stringify(Object.fromEntries(parts.map(({ section, facts: found }) => [section, found])), undefined, 2)}\n`
      : `${parts.map(({ markdown: page }) => page).join('\n\n')}\n`,
  );
  if (!values.record) return;
  for (const { section, markdown: page } of parts) record(section, page);
  tell(`recorded in ${measurementsPage}`);
}

/** What one part of the bench found, as it is printed and recorded. */
interface Shown {
  readonly section: MeasuredSection;
  readonly facts: object;
  readonly markdown: string;
}

async function measureClaims(counts: readonly number[]): Promise<Shown> {
  const began = today();
  const cdkOut = await synthesised();
  const runs: MeasuredRun[] = [];
  for (const count of counts) {
    tell(`${count} claims ...`);
    const run = await inOwnProcess<MeasuredRun>('--one', count);
    tell(`${count} claims: ${(run.claims / run.seconds).toFixed(1)} a second`);
    runs.push(run);
  }
  tell('bundles ...');
  const bundles = await measureBundles(cdkOut);
  const result: BenchResult = { ...began, runs, bundles };
  return { section: 'bench', facts: facts(result), markdown: markdown(result) };
}

async function measureFiles(rounds: number): Promise<Shown> {
  const began = today();
  const result: X12Result = { ...began, rounds, ...(await measureX12(rounds, tell)) };
  return { section: 'bench x12', facts: x12Facts(result), markdown: x12Markdown(result) };
}

async function measureUploads(recordCounts: readonly number[], rounds: number): Promise<Shown> {
  const began = today();
  const measured = await measureIntake(recordCounts, rounds, tell);
  const result: IntakeResult = { ...began, rounds, recordCounts, ...measured };
  if (intakeVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench intake', facts: intakeFacts(result), markdown: intakeMarkdown(result) };
}

async function measureScrubber(claimCounts: readonly number[], rounds: number): Promise<Shown> {
  const began = today();
  const result: ScrubResult = { ...began, rounds, ...(await measureScrub(claimCounts, rounds, tell)) };
  if (scrubVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench scrub', facts: scrubFacts(result), markdown: scrubMarkdown(result) };
}

async function measureRemittances(megabytes: readonly number[], rounds: number): Promise<Shown> {
  const began = today();
  const result: PostingResult = { ...began, rounds, runs: await measurePosting(megabytes, rounds, tell) };
  if (postingVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench posting', facts: postingFacts(result), markdown: postingMarkdown(result) };
}

async function measureRemittancesOnRuntime(megabytes: readonly number[]): Promise<Shown> {
  const began = today();
  await synthesised();
  const runs: RuntimePosting[] = [];
  for (const size of megabytes) {
    tell(`an 835 of ${size} MB on the runtime ...`);
    runs.push(await inOwnProcess<RuntimePosting>('--one-remittance', size));
  }
  const result: RuntimePostingResult = { ...began, runs };
  return {
    section: 'bench posting on the runtime',
    facts: result,
    markdown: runtimePostingMarkdown(result),
  };
}

async function measureQueues(taskCounts: readonly number[]): Promise<Shown> {
  const began = today();
  await synthesised();
  const runs: MeasuredQueue[] = [];
  for (const count of taskCounts) {
    tell(`a queue of ${count} tasks ...`);
    runs.push(await inOwnProcess<MeasuredQueue>('--one-queue', count));
  }
  const result: QueueResult = { ...began, runs };
  if (queueVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench queue', facts: result, markdown: queueMarkdown(result) };
}

async function measureFinance(entryCounts: readonly number[]): Promise<Shown> {
  const began = today();
  const runs: MeasuredWarehouse[] = [];
  for (const count of entryCounts) {
    tell(`a warehouse of ${count} entries ...`);
    runs.push(await inOwnProcess<MeasuredWarehouse>('--one-warehouse', count));
  }
  const result: WarehouseResult = { ...began, runs };
  if (warehouseVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench warehouse', facts: result, markdown: warehouseMarkdown(result) };
}

async function measureCodes(rounds: number): Promise<Shown> {
  const began = today();
  const result: TablesResult = { ...began, rounds, ...(await measureTables(rounds, tell)) };
  if (tablesVerdicts(result).some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
  return { section: 'bench tables', facts: tablesFacts(result), markdown: tablesMarkdown(result) };
}

function today(): { readonly date: string; readonly machine: Machine } {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cores: availableParallelism(),
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      loadAtStart: loadavg()[0] ?? 0,
    },
  };
}

/** So that no run profits from the code that another has warmed, and its peak memory is its own. */
async function inOwnProcess<Result>(
  option: '--one' | '--one-remittance' | '--one-queue' | '--one-warehouse',
  count: number,
): Promise<Result> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(import.meta.url), option, String(count)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Result;
}

function readCounts(text: string, option: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 1)) {
    throw new Error(`${option}: found "${text}", expected whole numbers such as 3 or 100,1000.`);
  }
  return counts.toSorted((one, other) => one - other);
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
