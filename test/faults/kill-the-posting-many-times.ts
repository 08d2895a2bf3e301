import assert from 'node:assert/strict';
import { postingScenario, postThroughKills } from './kill-the-posting.ts';
import { postedOf } from './posted-remittance.ts';

/** The long version of `killed-posting.test.ts`: `npm run faults:posting [claims] [kills] [seed]`. */
const claims = Number(process.argv[2] ?? 5000);
const kills = Number(process.argv[3] ?? 100);
const seed = Number(process.argv[4] ?? 1);

const scenario = await postingScenario(claims);
const { writes: leastWrites } = await postThroughKills(scenario, 0, seed);
assert.deepEqual(postedOf(scenario).faults, []);
const undisturbed = scenario.world.snapshot();
process.stdout.write(`undisturbed: ${claims} claims posted by ${leastWrites} writes\n`);
scenario.rewind();
const { killed, whilePosting, writes } = await postThroughKills(scenario, kills, seed);
const { faults, suspended, tasks } = postedOf(scenario);
assert.deepEqual(faults, []);
assert.deepEqual(scenario.world.snapshot(), undisturbed);
assert.equal(killed, kills);
process.stdout.write(
  `killed ${killed} times at one of ${writes} writes, ${whilePosting} times among the claims: ${claims} claims each posted once (${suspended} of them parked), ${scenario.adjustments} provider adjustments once, ${tasks} tasks; everything stored is as undisturbed\n`,
);
