import { beforeAll, describe, expect, test } from 'vitest';
import { synthesised } from '../../local/cli/synthesised.ts';
import { runKilledDemo, runUndisturbedDemo, type DemoRun } from './kill-the-demo.ts';

const seed = 20_261_121;
const kills = 3;

describe('a demo killed with SIGKILL', () => {
  let undisturbed: Required<DemoRun>;

  beforeAll(async () => {
    await synthesised();
    undisturbed = await runUndisturbedDemo();
  }, 600_000);

  test('the undisturbed demo closes every claim and its ledger balances', () => {
    expect(undisturbed.result.differenceCents).toBe(0);
    expect(undisturbed.result.rows.length).toBeGreaterThanOrEqual(24);
    expect(new Set(undisturbed.result.rows.map((row) => row['state']))).toEqual(new Set(['Closed']));
  });

  test('and started again ends with the same table and the same ledger', { timeout: 900_000 }, async () => {
    const { result, killed } = await runKilledDemo(undisturbed.milliseconds, kills, seed);
    expect(killed).toBeGreaterThan(0);
    expect(result.rows).toEqual(undisturbed.result.rows);
    expect(result.entries).toEqual(undisturbed.result.entries);
    expect(result.differenceCents).toBe(0);
  });
});
