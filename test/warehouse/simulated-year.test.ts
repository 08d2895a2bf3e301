import { expect, test } from 'vitest';
import { checkAYear, differencesOf } from './simulated-year/check-year.ts';

test('what the warehouse says of a simulated quarter is what is reckoned by hand from its ledger, and a closed month stays as it was', async () => {
  const checked = await checkAYear({ claims: 36, weeks: 3, weeksAfter: 6 });
  expect(checked.refused).toEqual([]);
  expect(checked.faults).toBe(0);
  expect(checked.causes).toMatchObject({ charge: expect.any(Number), adjudication: expect.any(Number) });
  expect(checked.byHand.length).toBeGreaterThan(30);
  expect(checked.closedMonths.length).toBeGreaterThan(3);
  expect(differencesOf(checked.byHand)).toEqual([]);
  expect(differencesOf(checked.closedMonths)).toEqual([]);
}, 900_000);
