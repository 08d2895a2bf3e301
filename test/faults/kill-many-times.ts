import assert from 'node:assert/strict';
import { synthesised } from '../../local/cli/synthesised.ts';
import { runKilledDemo, runUndisturbedDemo } from './kill-the-demo.ts';

/** The long version of `killed-demo.test.ts`: `npm run faults [kills] [seed]`. */
const wanted = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? 1);
const killsOfOneRun = 4;

await synthesised();
const undisturbed = await runUndisturbedDemo();
process.stdout.write(`undisturbed: ${Math.round(undisturbed.milliseconds)} ms\n`);
let killed = 0;
for (let run = 0; killed < wanted; run += 1) {
  const killedRun = await runKilledDemo(undisturbed.milliseconds, killsOfOneRun, seed + run);
  killed += killedRun.killed;
  assert.deepEqual(killedRun.result.rows, undisturbed.result.rows);
  assert.deepEqual(killedRun.result.entries, undisturbed.result.entries);
  process.stdout.write(`run ${run + 1}: killed ${killedRun.killed} times, same table, same ledger\n`);
}
process.stdout.write(`${killed} kills, every run ended with the same table and the same ledger\n`);
