import { expect, test } from 'vitest';
import { checkAYear, differencesOf } from './simulated-year/check-year.ts';

test('what the warehouse says of a simulated quarter is what is reckoned by hand from its ledger, and a closed month stays as it was', async () => {
  const checked = await checkAYear({ claims: 36, weeks: 3, weeksAfter: 6, isEventful: true });
  expect(checked.refused).toEqual([]);
  expect(checked.faults).toBe(0);
  // Whatever day it is run on, payers take decisions back; what is taken off payments and given back comes in longer years.
  expect(Object.keys(checked.causes)).toEqual(
    expect.arrayContaining(['charge', 'adjudication', 'reversal', 'payment']),
  );
  expect(checked.byHand.length).toBeGreaterThan(30);
  expect(checked.closedMonths.length).toBeGreaterThan(3);
  expect(differencesOf(checked.byHand)).toEqual([]);
  expect(differencesOf(checked.closedMonths)).toEqual([]);
}, 900_000);
