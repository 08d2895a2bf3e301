import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { synthesised } from '../../local/cli/synthesised.ts';
import { folderOfOpenClaims, postOnRuntimeThroughKills } from './kill-the-posting-on-runtime.ts';

/** The long version of `killed-runtime-posting.test.ts`. */
const help = `npm run faults:runtime -- [--claims N] [--kills N] [--seed N]
  --claims  of the remittance; 1000 unless given
  --kills   while it is posted; 100 unless given
  --seed    kills at the same moments again; 1 unless given
`;

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
} else {
  const [claims, kills, seed] = [Number(values.claims), Number(values.kills), Number(values.seed)];
  const tell = (words: string): void => {
    process.stdout.write(words);
  };
  await synthesised();
  const folder = await folderOfOpenClaims(claims);
  try {
    const startedAt = performance.now();
    const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
    const { posted: undisturbed } = await postOnRuntimeThroughKills(folder, claims, 0, seed);
    assert.deepEqual(undisturbed.runs, [`posted ${claims} of ${claims}`]);
    assert.deepEqual(undisturbed.faults, []);
    assert.equal(undisturbed.differenceCents, 0);
    assert.equal(undisturbed.replay, 'equal');
    tell(`undisturbed: ${claims} claims posted after ${seconds()} seconds\n`);
    const { posted, killed, amongClaims } = await postOnRuntimeThroughKills(
      folder,
      claims,
      kills,
      seed,
      tell,
    );
    assert.deepEqual(posted, undisturbed);
    assert.equal(new Set(posted.postings).size, posted.postings.length);
    assert.equal(killed, kills);
    tell(
      `killed ${killed} times, ${amongClaims} times among the claims: ${claims} claims each posted once, the same ${posted.postings.length} postings as undisturbed, the trial balance zero, the ledger rebuilt from its sources equal; ${seconds()} seconds\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
