import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesised } from '../../local/cli/synthesised.ts';
import {
  folderOfOpenClaims,
  postOnRuntimeThroughKills,
  type PostedThroughLives,
} from './kill-the-posting-on-runtime.ts';

const claims = 30;
const kills = 2;
const seed = 20_261_122;

/** `npm run faults:runtime` does the same with 1,000 claims and a hundred kills, beside a run that nobody kills. */
describe('a remittance whose machine is killed with SIGKILL while it is posted', () => {
  let folder: string | undefined;
  let lives: PostedThroughLives;

  beforeAll(async () => {
    await synthesised();
    folder = await folderOfOpenClaims(claims);
    lives = await postOnRuntimeThroughKills(folder, claims, kills, seed);
  }, 600_000);

  afterAll(() => {
    if (folder !== undefined) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('is posted in full by whatever life comes last', () => {
    const { posted, killed, amongClaims } = lives;
    expect(killed).toBe(kills);
    expect(amongClaims).toBeGreaterThan(0);
    expect(posted.runs).toEqual([`posted ${claims} of ${claims}`]);
    expect(posted.faults).toEqual([]);
    expect(posted.tasks).toEqual([]);
  });

  test('has each claim charged and decided once, to the cent', () => {
    const { posted } = lives;
    expect(posted.claims.filter((claim) => !claim.endsWith(' 1'))).toEqual([]);
    expect(posted.claims).toHaveLength(claims);
    expect(posted.postings).toHaveLength(2 * claims);
    const legs = posted.postings.map((posting) => posting.replace(/^[^,]*, [^,]*, /, ''));
    expect(new Set(legs)).toEqual(
      new Set([
        'payer-receivable JUNIP 20000, charges  -20000',
        'cash-in-transit JUNIP 12000, contractual-adjustment JUNIP 4000, patient-receivable JUNIP 2000, contractual-adjustment JUNIP 2000, payer-receivable JUNIP -20000',
      ]),
    );
    expect(posted.differenceCents).toBe(0);
  });

  test('has the ledger that its files lead to', () => {
    expect(lives.posted.replay).toBe('equal');
  });
});
