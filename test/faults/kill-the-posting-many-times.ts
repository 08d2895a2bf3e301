import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { postingScenario, postThroughKills } from './kill-the-posting.ts';
import { postedOf } from './posted-remittance.ts';

/** The long version of `killed-posting.test.ts`. */
const help = `npm run faults:posting -- [--claims N] [--kills N] [--seed N]
  --claims  of the remittance; 5000 unless given
  --kills   while claims are posted; 100 unless given
  --seed    kills at the same writes again; 1 unless given
`;

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
} else {
  const [claims, kills, seed] = [Number(values.claims), Number(values.kills), Number(values.seed)];
  const scenario = await postingScenario(claims);
  const { writes: leastWrites } = await postThroughKills(scenario, 0, seed);
  assert.deepEqual(postedOf(scenario).faults, []);
  const undisturbed = scenario.world.snapshot();
  process.stdout.write(`undisturbed: ${claims} claims posted by ${leastWrites} writes\n`);
  scenario.rewind();
  const { amongClaims, elsewhere, writes } = await postThroughKills(scenario, kills, seed);
  const { faults, suspended, tasks } = postedOf(scenario);
  assert.deepEqual(faults, []);
  assert.deepEqual(scenario.world.snapshot(), undisturbed);
  assert.equal(amongClaims, kills);
  process.stdout.write(
    `killed ${amongClaims} times among the claims and ${elsewhere} times before or after them, at some of ${writes} writes: ${claims} claims each posted once (${suspended} of them parked), ${scenario.adjustments} provider adjustments once, ${tasks} tasks; everything stored is as undisturbed\n`,
  );
}
