import { describe, expect, test } from 'vitest';
import type { RemittanceId } from '#contracts/identifiers.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { checkRemittance } from '#domain/remittance/check-remittance.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { suspendUnmatched } from '#domain/remittance/suspend-payment.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { at, day, postingsIn, remittanceA, remittanceB, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, dollars, remittance } from './sample-remittance.ts';

const { practiceId } = samplePractice();
const occasion = { at, postingDate: day, by: 'test' };

/** A CLP that pays an amount and says no more. */
function paying(amount: string, statusCode = '1') {
  const sum = dollars(amount);
  return claimPayment([], { chargeCents: sum, paidCents: sum, statusCode });
}

/** Every posting that a remittance of unknown claims leads to. */
function postingsOf(remittanceId: RemittanceId, file: Remittance835) {
  expect(checkRemittance(file)).toEqual({ outcome: 'balanced' });
  const facts = { remittanceId, traceNumber: file.trace.number };
  return postingsIn([
    ...file.claims.flatMap((clp, index) => suspendUnmatched(practiceId, facts, clp, index + 1, occasion)),
    ...postProviderAdjustments(practiceId, facts, file.providerAdjustments, occasion).flatMap(
      ({ writes }) => writes,
    ),
  ]);
}

describe('The check vectors of a remittance', () => {
  test('(a) lines 150 - (60 + 20) = 70 and 50 - (20 + 30) = 0 make a claim of 200 and 70', () => {
    const clp = claimPayment([
      { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20' },
      { code: '81002', charge: '50', paid: '0', cas: 'CO-97 20, CO-45 30' },
    ]);
    expect([clp.chargeCents, clp.paidCents]).toEqual([20_000, 7000]);
    expect(checkRemittance(remittance([clp], '70'))).toEqual({ outcome: 'balanced' });
    expect(checkRemittance(remittance([{ ...clp, paidCents: dollars('71') }], '71')).outcome).toBe(
      'out-of-balance',
    );
  });

  test('(b) claims of 70, -70, 90 and 500 with WO 120 and L6 -3.21 pay 473.21', () => {
    const file = (payment: string) =>
      remittance([paying('70'), paying('-70', '22'), paying('90'), paying('500')], payment, [
        ['WO', '120'],
        ['L6', '-3.21'],
      ]);
    const balances = balancesOf(postingsOf(remittanceA, file('473.21')));
    expect(balances['cash-in-transit']).toBe(47_321);
    expect(balances['interest-income']).toBe(-321);
    expect(balances['takeback-payable']).toBe(12_000);
    // The signs the other way round: a positive amount lowers the payment.
    expect(checkRemittance(file('706.79')).outcome).toBe('out-of-balance');
  });

  test('(c) claims of -250 with FB -250 pay nothing, and FB +250 of the next takes 1000 down to 750', () => {
    const first = postingsOf(remittanceA, remittance([paying('-250', '22')], '0', [['FB', '-250']]));
    expect(balancesOf(first)['cash-in-transit']).toBe(0);
    expect(balancesOf(first)['takeback-payable']).toBe(-25_000);
    const second = postingsOf(remittanceB, remittance([paying('1000')], '750', [['FB', '250']]));
    expect(balancesOf(second)['cash-in-transit']).toBe(75_000);
    expect(balancesOf([...first, ...second])['takeback-payable']).toBe(0);
  });

  test('(d) a reversal of -70, a correction of +40 and WO -30 pay nothing now, and WO +30 takes it later', () => {
    const first = postingsOf(
      remittanceA,
      remittance([paying('-70', '22'), paying('40')], '0', [['WO', '-30']]),
    );
    expect(balancesOf(first)['cash-in-transit']).toBe(0);
    expect(balancesOf(first)['takeback-payable']).toBe(-3000);
    const later = postingsOf(remittanceB, remittance([paying('100')], '70', [['WO', '30']]));
    expect(balancesOf(later)['cash-in-transit']).toBe(7000);
    expect(balancesOf([...first, ...later])['takeback-payable']).toBe(0);
  });
});
