import { describe, expect, it } from 'vitest';
import { balancesOf } from '#domain/ledger/balances.ts';
import { checkRemittance, paymentKeyOf } from '#domain/remittance/check-remittance.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { suspendUnmatched } from '#domain/remittance/suspend-payment.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import {
  at,
  day,
  postingsIn,
  remittanceA,
  remittanceB,
  remittanceC,
  samplePractice,
} from '../ledger/sample-claim.ts';
import { claimPayment, dollars, pairs, remittance } from './sample-remittance.ts';

const { practiceId } = samplePractice();
const occasion = { at, postingDate: day, by: 'test' };

/** A CLP that pays an amount and says no more. */
function paying(amount: string, statusCode = '1') {
  const sum = dollars(amount);
  return claimPayment([], { chargeCents: sum, paidCents: sum, statusCode });
}

/** Every posting that a remittance of unknown claims leads to. */
function postingsOf(remittanceId: RemittanceId, file: Remittance835) {
  const facts = { remittanceId, traceNumber: file.trace.number };
  return postingsIn([
    ...file.claims.flatMap((clp, index) => suspendUnmatched(practiceId, facts, clp, index + 1, occasion)),
    ...postProviderAdjustments(practiceId, facts, file.providerAdjustments, occasion).flatMap(
      ({ writes }) => writes,
    ),
  ]);
}

describe('the balances of a remittance', () => {
  it('refuse a line, its claim and the payment, each with its numbers', () => {
    const clp = claimPayment([{ code: '99213', charge: '150', paid: '70', cas: 'CO-45 60' }]);
    const check = checkRemittance(remittance([clp], '71'));
    expect(check).toEqual({
      outcome: 'out-of-balance',
      differences: [
        'Claim 1, line 1: SVC03 states $70.00 for 99213; the charge of $150.00 less adjustments of $60.00 gives $90.00. The difference is -$20.00.',
        'Claim 1: CLP04 of claim C000000000001-1 states $70.00; the charge of $150.00 less claim adjustments of $0.00 and line adjustments of $60.00 gives $90.00. The difference is -$20.00.',
        'Payment: BPR02 states $71.00; the claims paid $70.00 less provider adjustments of $0.00 give $70.00. The difference is $1.00.',
      ],
    });
  });

  it('count a provider adjustment against the payment, not in its favor', () => {
    expect(checkRemittance(remittance([paying('100')], '130', [['WO', '30']])).outcome).toBe(
      'out-of-balance',
    );
  });

  it('leave out amounts that are information only', () => {
    const clp = claimPayment([{ code: '99213', charge: '150', paid: '90', cas: 'CO-45 60' }], {
      amounts: [{ qualifier: 'AU', amountCents: dollars('90') }],
    });
    expect(checkRemittance(remittance([clp], '90'))).toEqual({ outcome: 'balanced' });
  });
});

describe('the key of a payment', () => {
  it('is equal for the same payer, trace number and amount, whatever the content', () => {
    const file = remittance([paying('70')], '70');
    const other = remittance([paying('40'), paying('30')], '70');
    expect(paymentKeyOf(other)).toBe(paymentKeyOf(file));
    expect(paymentKeyOf(remittance([paying('70')], '71'))).not.toBe(paymentKeyOf(file));
    expect(paymentKeyOf({ ...file, trace: { ...file.trace, number: 'T2' } })).not.toBe(paymentKeyOf(file));
  });
});

describe('a remittance of which nothing balances', () => {
  const wrong = (count: number) =>
    remittance(
      Array.from({ length: count }, () =>
        claimPayment([{ code: '99213', charge: '150', paid: '90', cas: 'CO-45 59' }]),
      ),
      String(count * 90),
    );

  it('is told by its first differences, and how many more there are', () => {
    const check = checkRemittance(wrong(1000));
    const differences = check.outcome === 'balanced' ? [] : check.differences;
    expect(differences).toHaveLength(501);
    expect(differences.at(-1)).toBe('1500 more differences of claims are not listed.');
    expect(differences[0]).toMatch(/^Claim 1, line 1: /);
  });

  it('names its claims up to a hundred, beyond which no person works around them', () => {
    expect(checkRemittance(wrong(100))).toHaveProperty('unbalancedClaims.99.claimIndex', 100);
    expect(checkRemittance(wrong(101))).not.toHaveProperty('unbalancedClaims');
  });

  it('tells what is wrong with the payment whatever is wrong with its claims', () => {
    const check = checkRemittance({ ...wrong(1000), payment: remittance([], '5').payment });
    expect(check).toHaveProperty('differences.501', expect.stringMatching(/^Payment: BPR02 states \$5\.00/));
  });
});

describe('provider adjustments', () => {
  it.each([
    ['WO', '120', 'takeback-payable', 12_000],
    ['WO', '-30', 'takeback-payable', -3000],
    ['FB', '-250', 'takeback-payable', -25_000],
    ['72', '-80', 'takeback-payable', -8000],
    ['L6', '-3.21', 'interest-income', -321],
    ['51', '2', 'other-adjustment', 200],
    ['CS', '40', 'suspense', 4000],
    ['IR', '12', 'withheld-by-payer', 1200],
    ['CT', '-700', 'settlement-income', -70_000],
    ['J1', '-5', 'suspense', -500],
    ['ZZ', '9', 'suspense', 900],
  ] as const)('post %s of %s to %s', (code, amount, account, balanceCents) => {
    const writes = postProviderAdjustments(
      practiceId,
      { remittanceId: remittanceA, traceNumber: 'EFT1' },
      pairs([[code, amount]]),
      occasion,
    );
    const balances = balancesOf(writes.map(({ posting }) => posting));
    expect(balances[account]).toBe(balanceCents);
    expect(balances['cash-in-transit']).toBe(-balanceCents);
  });

  it('ask a person about a garnishment, a tax and an unknown code, and about nothing that posting settles', () => {
    const asked = (code: string) =>
      postProviderAdjustments(
        practiceId,
        { remittanceId: remittanceA, traceNumber: 'EFT1' },
        pairs([[code, '10']]),
        occasion,
      )
        .flatMap(({ writes }) => writes)
        .flatMap((write) => (write.kind === 'open-task' ? [write.task.why] : []));
    expect(['CS', 'IR', 'LE', '72', 'ZZ'].map((code) => asked(code).length)).toEqual([1, 1, 1, 1, 1]);
    expect(['WO', 'FB', 'CT', 'L6'].flatMap(asked)).toEqual([]);
    expect(asked('ZZ')).toEqual(['ZZ: The provider adjustment ZZ is unmapped.']);
  });

  it('net to zero over a chain of refund, recovery and forwarded balance', () => {
    const chain = [
      remittance([], '-80', [['72', '80']]),
      remittance([], '80', [['WO', '-80']]),
      remittance([], '50', [['FB', '-50']]),
    ].flatMap((file, index) =>
      postingsOf([remittanceA, remittanceB, remittanceC][index] ?? remittanceA, file),
    );
    const last = postingsOf(remittanceB, remittance([], '-50', [['FB', '50']]));
    expect(balancesOf([...chain, ...last])['takeback-payable']).toBe(0);
  });

  it('of zero post nothing', () => {
    expect(
      postProviderAdjustments(
        practiceId,
        { remittanceId: remittanceA, traceNumber: 'EFT1' },
        pairs([['WO', '0']]),
        occasion,
      ),
    ).toEqual([]);
  });
});
