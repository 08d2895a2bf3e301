import { beforeAll, describe, expect, test } from 'vitest';
import { postedOf } from './posted-remittance.ts';
import { postingScenario, postThroughKills, type PostingScenario } from './kill-the-posting.ts';

const claims = 200;
const kills = 10;
const seeds = [20_261_122, 7] as const;

/** `npm run faults:posting` does the same with 5,000 claims and a hundred kills among them. */
describe('a remittance whose process is killed while it is posted', () => {
  let scenario: PostingScenario;
  let undisturbed: unknown;

  beforeAll(async () => {
    scenario = await postingScenario(claims);
    await postThroughKills(scenario, 0, 1);
    undisturbed = scenario.world.snapshot();
  }, 120_000);

  test('has every kind of claim in it, and is posted in full when nobody kills it', () => {
    const posted = postedOf(scenario);
    expect(posted).toMatchObject({ faults: [], state: 'posted', claims });
    expect(posted.suspended).toBe(4);
    expect(posted.tasks).toBeGreaterThan(posted.suspended);
  });

  test.each(seeds)(
    'leaves what it leaves undisturbed, each claim and each adjustment posted once (seed %i)',
    { timeout: 120_000 },
    async (seed) => {
      scenario.rewind();
      const { amongClaims, elsewhere, writes } = await postThroughKills(scenario, kills, seed);
      expect(amongClaims).toBe(kills);
      expect(elsewhere).toBe(6);
      expect(writes).toBeGreaterThan(claims);
      expect(postedOf(scenario).faults).toEqual([]);
      expect(scenario.world.snapshot()).toEqual(undisturbed);
    },
  );
});
