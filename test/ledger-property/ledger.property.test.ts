import { describe, expect, test } from 'vitest';
import { checkLedger } from './check-ledger.ts';

/** The long version is `npm run property:ledger`. */
describe('Whatever payers send and patients pay, in whatever order', () => {
  test('the ledger adds up, owes no patient, forgets no takeback and is what its files lead to', async () => {
    await expect(checkLedger(6, 20_261_122)).resolves.toBeUndefined();
  }, 120_000);
});
