import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { type Tally, reportOf } from './fuzz-report.ts';

/** The long version of `fuzz-x12.test.ts`. */
const help = `npm run fuzz:x12 -- [--count N] [--seconds N] [--seed N] [--case N] [--record]
  --count    spoiled files to check; 400000, about an hour on two cores, unless given
  --seconds  stop after so many seconds, whatever the count
  --seed     makes the same files again; 1 unless given
  --case     checks this one case of the seed alone
  --record   write the result into docs/x12-fuzz.md
`;

/** A case that takes longer is given up, and the run fails: nothing may hang. */
const silenceMilliseconds = 900_000;
const heapMebibytes = 300;
const limitMebibytes = 700;
const page = path.join(import.meta.dirname, '../../docs/x12-fuzz.md');
const pageBegin = '<!-- fuzz: begin -->';
const pageEnd = '<!-- fuzz: end -->';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '400000' },
    seconds: { type: 'string', default: '86400' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const Told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), caseNumber: z.number(), done: z.number() }),
  z.object({ kind: z.literal('failed'), caseNumber: z.number(), spoiledBy: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('finished'), tally: z.custom<Tally>() }),
]);

if (values.help) process.stdout.write(help);
else await run();

async function run(): Promise<void> {
  const seed = wholeNumber('seed', values.seed);
  const only = values.case === undefined ? undefined : wholeNumber('case', values.case);
  const first = only ?? 0;
  const count = only === undefined ? wholeNumber('count', values.count) : 1;
  const seconds = wholeNumber('seconds', values.seconds);
  const start = performance.now();
  const tally = await checkCases({ seed, first, count, seconds });
  const report = reportOf({
    tally,
    seed,
    seconds: (performance.now() - start) / 1000,
    date: new Date().toISOString().slice(0, 10),
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
    cores: availableParallelism(),
  });
  process.stdout.write(`${report}\n`);
  if (process.resourceUsage().maxRSS / 1024 > limitMebibytes) {
    throw new Error(`The run took more than ${limitMebibytes} MiB of memory.`);
  }
  if (values.record) record(report);
}

/** Checks the cases in a thread of their own, so that one that never ends is found out. */
async function checkCases(cases: {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly seconds: number;
}): Promise<Tally> {
  const worker = new Worker(new URL('./fuzz-thread.ts', import.meta.url), {
    workerData: cases,
    // Without a limit Node lets the heap grow as long as the machine has memory: a leak would not be told from leisure.
    resourceLimits: { maxOldGenerationSizeMb: heapMebibytes },
  });
  let reached = cases.first;
  const tally = await new Promise<Tally>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const expectWord = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(
          new Error(
            `Nothing was heard for ${silenceMilliseconds} ms after case ${reached} of seed ${cases.seed}: a case soon after it hangs.`,
          ),
        );
      }, silenceMilliseconds);
    };
    expectWord();
    worker.on('error', reject);
    worker.on('message', (message) => {
      const told = Told.parse(message);
      expectWord();
      if (told.kind === 'finished') {
        clearTimeout(timer);
        resolve(told.tally);
      } else if (told.kind === 'progress') {
        reached = told.caseNumber;
        process.stderr.write(`${told.done} files\n`);
      } else {
        clearTimeout(timer);
        reject(
          new Error(
            `Case ${told.caseNumber} of seed ${cases.seed} (${told.spoiledBy}): ${told.reason}\nAgain: npm run fuzz:x12 -- --seed ${cases.seed} --case ${told.caseNumber}`,
          ),
        );
      }
    });
  });
  await worker.terminate();
  return tally;
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new Error(`--${option}: found "${text}", expected a whole number.`);
  }
  return number;
}

function record(text: string): void {
  const content = readFileSync(page, 'utf8');
  const begin = content.indexOf(pageBegin);
  const end = content.indexOf(pageEnd);
  if (begin < 0 || end < begin) {
    throw new Error(`${page} has no place for the result: expected the lines ${pageBegin} and ${pageEnd}.`);
  }
  writeFileSync(page, `${content.slice(0, begin + pageBegin.length)}\n\n${text}\n\n${content.slice(end)}`);
}
