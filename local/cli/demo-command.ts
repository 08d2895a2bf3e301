import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { claimsTable, printClaimsTable } from './claims-table.ts';
import { CommandFailed } from './command-failed.ts';
import { factsOf, type Facts } from './facts.ts';
import { openRuntime, type OpenedRuntime } from './open-runtime.ts';
import { printJson } from './print.ts';
import { loadSamples, samplePractice } from './samples.ts';
import { readStaffScript, workByScript } from './staff-script.ts';

/** The clock is stepped by hand, so this hold only has to outlive the run. */
const holdSeconds = 3_600;
/** The samples take some hundreds of steps; a loop that never ends would be a fault of ours. */
const stepLimit = 20_000;

/** `demo`: the samples from upload to patient bill in a fresh folder, with scripted staff and a jumping clock. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('run the samples from upload to patient bill, with scripted staff and a jumping clock')
    .option('--seed <seed>', 'decides how punctual the synthetic payer is', '1')
    .option(
      '--folder <folder>',
      'go on in this folder and keep it; without it a fresh one is used and removed',
    )
    .action(async (given: { seed: string; folder?: string }, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'claimwright-demo-'));
      refuseOtherSeed(folder, given.seed);
      const opened = await openRuntime({
        data: folder,
        port: 0,
        seed: given.seed,
        payer: true,
        clock: 'jump',
      });
      try {
        const facts = factsOf(opened.target);
        await play(opened, facts, json !== true);
        const table = await claimsTable(facts, samplePractice().practiceId);
        if (json === true) {
          printJson(table);
        } else {
          printClaimsTable(table);
        }
        if (table.differenceCents !== 0) {
          throw new CommandFailed('The ledger does not balance.');
        }
      } finally {
        await opened.runtime.stop();
        if (given.folder === undefined) {
          rmSync(folder, { recursive: true, force: true });
        }
      }
    });
}

/** A folder goes on with the seed it was begun with: another would make another story half-way. */
function refuseOtherSeed(folder: string, seed: string): void {
  const file = join(folder, 'seed');
  if (!existsSync(folder)) {
    return;
  }
  const begun = existsSync(file) ? readFileSync(file, 'utf8') : seed;
  if (begun !== seed) {
    throw new CommandFailed(
      `${folder} was begun with seed ${begun}; go on with --seed ${begun} or take another folder.`,
    );
  }
  writeFileSync(file, seed);
}

async function play({ runtime, target }: OpenedRuntime, facts: Facts, isTold: boolean): Promise<void> {
  const { practiceId } = samplePractice();
  const script = readStaffScript();
  const holdId = runtime.scheduler.hold('scripted staff', holdSeconds);
  await loadSamples(target);
  let writesSeen = -1;
  for (let step = 0; step < stepLimit; step += 1) {
    await runtime.onQuiet();
    // Most steps only wake what recurs: where no function has written anything there is no new task.
    const writes = writesOf(runtime);
    const tasks = writes === writesSeen ? [] : await facts.tasks(practiceId);
    writesSeen = writes;
    for (const task of tasks) {
      const words = await workByScript(facts, task, script);
      if (isTold) {
        process.stderr.write(`${runtime.status().time.slice(0, 16)} ${words}\n`);
      }
    }
    if (tasks.length === 0 && !(await runtime.scheduler.step())) {
      runtime.scheduler.release(holdId);
      return;
    }
  }
  throw new CommandFailed(
    `The demo did not come to rest within ${stepLimit} steps; this is a fault of the program.`,
  );
}

function writesOf(runtime: OpenedRuntime['runtime']): number {
  const { dynamodb = {} } = runtime.counters().services;
  return dynamodb['write-request-units'] ?? 0;
}
