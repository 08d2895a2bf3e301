import { describe, expect, test } from 'vitest';
import type { Posting } from '#contracts/ledger.ts';
import { cents } from '#domain/money/cents.ts';
import {
  cashMovedBy,
  ledgerEntryRows,
  paymentRows,
  providerAdjustmentRows,
} from '#domain/warehouse/ledger-facts.ts';
import { claim, posting } from '../../ports/samples.ts';

const one = claim();
const leg = (account: string, amountCents: number, more: object = {}) => ({ account, amountCents, ...more });
const runs = new Map([['R0000000000000001', { paymentMethod: 'ACH' }]]);
const remittanceId = 'R0000000000000001';
const payerId = 'JUNIP';

function made(changes: object): Posting {
  return posting(one, changes);
}

const cases: readonly [what: string, changes: object, rows: readonly (string | number | boolean)[][]][] = [
  ['a charge brings nothing in', {}, []],
  [
    'a decision of a payer brings in what it paid, by the method of its remittance',
    {
      cause: 'adjudication',
      remittanceId,
      legs: [
        leg('cash-in-transit', 9000, { payerId }),
        leg('contractual-adjustment', 1000, { payerId }),
        leg('payer-receivable', -10_000, { payerId }),
      ],
    },
    [['payer', 'payment', 'eft', 9000, false]],
  ],
  [
    'a reversal takes it back',
    {
      cause: 'reversal',
      corrects: 'adjudication-1',
      remittanceId,
      legs: [leg('cash-in-transit', -9000, { payerId }), leg('payer-receivable', 9000, { payerId })],
    },
    [['payer', 'reversal', 'eft', -9000, false]],
  ],
  [
    'a patient pays at the desk on the day of the visit',
    {
      cause: 'payment',
      paymentBatchId: 'B0000000000000001',
      serviceDate: '2026-03-20',
      legs: [leg('cash-in-transit', 2500, { reason: 'card' }), leg('patient-receivable', -2500)],
    },
    [['patient', 'payment', 'card', 2500, true]],
  ],
  [
    'a patient pays later',
    {
      cause: 'payment',
      paymentBatchId: 'B0000000000000001',
      serviceDate: '2026-03-01',
      legs: [leg('cash-in-transit', 2500, { reason: 'check' }), leg('patient-receivable', -2500)],
    },
    [['patient', 'payment', 'check', 2500, false]],
  ],
  [
    'an item of a batch that is taken back was returned',
    {
      cause: 'correction',
      corrects: 'payment-B0000000000000001-1-C000000000001',
      legs: [leg('cash-in-transit', -2500, { reason: 'check' }), leg('patient-receivable', 2500)],
    },
    [['patient', 'returned', 'check', -2500, false]],
  ],
  [
    'money that the bank shows was there before',
    { cause: 'deposit', legs: [leg('bank', 2500), leg('cash-in-transit', -2500)] },
    [],
  ],
  [
    'a refund goes out by check',
    {
      cause: 'refund-paid',
      legs: [leg('refund-payable', 700, { payerId }), leg('bank', -700, { payerId })],
    },
    [['payer', 'refund', 'check', -700, false]],
  ],
  [
    'money for the old system is its own',
    { cause: 'legacy-payment', remittanceId, legs: [leg('cash-in-transit', 100), leg('legacy', -100)] },
    [['legacy', 'payment', 'eft', 100, false]],
  ],
  [
    'what a payer takes outside claims is an adjustment of the provider',
    {
      cause: 'provider-adjustment',
      remittanceId,
      legs: [
        leg('cash-in-transit', -300, { payerId }),
        leg('takeback-payable', 300, { payerId, reason: 'PLB-WO' }),
      ],
    },
    [['payer', 'provider-adjustment', 'eft', -300, false]],
  ],
];

describe('The rows of payments', () => {
  test.each(cases)('%s', (_, changes, rows) => {
    const found = paymentRows(made(changes), runs);
    expect(found.map((row) => [row.source, row.kind, row.method, row.amount, row.at_visit])).toEqual(rows);
    expect(cashMovedBy([made(changes)])).toBe(found.reduce((sum, { amount }) => sum + amount, 0));
  });

  test('of money that belongs to no claim say so', () => {
    const { claimId: _, ...rest } = made({
      cause: 'payment',
      paymentBatchId: 'B0000000000000001',
      legs: [leg('cash-in-transit', 500, { reason: 'cash' }), leg('unapplied-payment', -500)],
    });
    expect(paymentRows(rest, runs)).toMatchObject([{ source: 'unapplied', claim_id: null, amount: 500 }]);
  });
});

describe('The rows of the ledger', () => {
  test('are the legs of a posting, which add up to zero', () => {
    const rows = ledgerEntryRows(made({ guarantorId: 'G000000000001', concerns: 'adjudication-1' }));
    expect(rows).toMatchObject([
      { fact_id: 'charge-1#1', leg_number: 1, account: 'payer-receivable', amount: 20_000 },
      { fact_id: 'charge-1#2', leg_number: 2, account: 'charges', amount: -20_000 },
    ]);
    expect(rows[0]).toMatchObject({
      posting_date: '2026-03-20',
      claim_id: one.claimId,
      guarantor_id: 'G000000000001',
      concerns_posting_id: 'adjudication-1',
      corrects_posting_id: null,
    });
  });

  test('have each adjustment of a provider with its sign as the payer wrote it', () => {
    const adjusted = made({
      cause: 'provider-adjustment',
      remittanceId,
      payeeId: '2000000010',
      reference: 'ICN 7',
      legs: [
        leg('cash-in-transit', -300, { payerId }),
        leg('takeback-payable', 300, { payerId, reason: 'PLB-WO' }),
      ],
    });
    expect(providerAdjustmentRows(adjusted)).toMatchObject([
      {
        adjustment_code: 'WO',
        amount: cents(300),
        account: 'takeback-payable',
        payee_id: '2000000010',
      },
    ]);
    expect(providerAdjustmentRows(made({}))).toEqual([]);
  });

  test('never tell what an adjustment refers to, which may name a member, but which refer to the same', () => {
    const legs = [
      leg('cash-in-transit', -300, { payerId }),
      leg('takeback-payable', 300, { payerId, reason: 'PLB-WO' }),
    ];
    const [first, same, other] = ['2026-ICN-7 1EG4TE5MK73', '2026-ICN-7 1EG4TE5MK73', '2026-ICN-8'].flatMap(
      (reference) =>
        providerAdjustmentRows(made({ cause: 'provider-adjustment', remittanceId, reference, legs })),
    );
    expect(JSON.stringify(first)).not.toContain('1EG4TE5MK73');
    expect(first?.reference).toMatch(/^[0-9a-f]{32}$/);
    expect(same?.reference).toBe(first?.reference);
    expect(other?.reference).not.toBe(first?.reference);
  });
});
