import assert from 'node:assert/strict';
import { synthesised } from '../../local/cli/synthesised.ts';
import { answerThroughKills } from './kill-the-upload.ts';

/** The long version of `killed-upload.test.ts`: `npm run faults:upload [records] [kills] [seed]`. */
const records = Number(process.argv[2] ?? 10_000);
const kills = Number(process.argv[3] ?? 10);
const seed = Number(process.argv[4] ?? 1);

await synthesised();
const undisturbed = await answerThroughKills(records, 0, seed);
process.stdout.write(`undisturbed: ${records} records answered\n`);
const disturbed = await answerThroughKills(records, kills, seed);
assert.deepEqual(disturbed.answered.records, undisturbed.answered.records);
assert.deepEqual(disturbed.answered.totals, undisturbed.answered.totals);
assert.deepEqual(disturbed.answered.versions, undisturbed.answered.versions);
assert.equal(new Set(disturbed.answered.versions).size, disturbed.answered.versions.length);
process.stdout.write(
  `killed ${disturbed.killed} times: every record answered once, the same answers, each written once\n`,
);
