import { describe, expect, test } from 'vitest';
import type { Payee, RepaymentClock } from '#contracts/credit-balance.ts';
import { PlainDate } from '#contracts/dates.ts';
import { VarianceAnswer } from '#contracts/variances.ts';
import { VarianceGroups } from '#domain/expected-payment/variance-groups.ts';
import { cents } from '#domain/money/cents.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import { clockInBrief, clockOfRefund, payeeInWords } from '../../web/pages/refunds/refund-words.ts';
import {
  groupTotals,
  latePayerRows,
  latePayers,
  latePayerTotals,
  notCheckedInWords,
} from '../../web/pages/reports/variance-tables.ts';
import { takebackRows } from '../../web/pages/takebacks/takeback-rows.ts';
import { dayNumber, takebackPostings } from '../domain/takebacks/sample-takebacks.ts';

const day = (text: string) => PlainDate.parse(text);

describe('The list of open takebacks', () => {
  test('has what is to be taken, and what was taken without a word or once more', () => {
    const rows = takebackRows(
      takebackLedger(
        takebackPostings(
          { day: 1, says: ['WO -30 ICN00001'] },
          { day: 8, says: ['WO 30 ICN00001', 'WO 12 ICN00009'] },
          { day: 15, says: ['WO 30 ICN00001', 'WO -45 ICN00002'] },
        ),
        dayNumber(31),
      ),
    );
    expect(
      rows.map(({ what, amountCents, ageDays }) => `${what} ${amountCents} ${ageDays}`).toSorted(),
    ).toEqual(['not-announced 1200 23', 'taken-again 3000 16', 'to-be-taken 4500 16']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});

describe('A credit balance', () => {
  const clock: RepaymentClock = {
    identifiedOn: day('2026-09-01'),
    dueOn: day('2026-10-31'),
    source: '42 CFR 401.305',
  };
  const suspended = { from: day('2026-10-01'), until: day('2026-10-20'), reason: 'Asked', by: 'nora' };

  test.each([
    ['2026-09-02', clock, '59 days left', 'plain'],
    ['2026-10-30', clock, '1 day left', 'warning'],
    ['2026-10-31', clock, '0 days left', 'warning'],
    ['2026-11-03', clock, '3 days late', 'danger'],
    ['2026-10-05', { ...clock, suspended }, 'Suspended, 11 days left', 'note'],
  ] as const)('says on %s how its clock stands', (today, of, words, tone) => {
    expect(clockInBrief(of, day(today))).toEqual({ words, tone });
  });

  test('names who is owed', () => {
    const name = (payerId: string) => `Payer ${payerId}`;
    const payees = [
      { kind: 'payer', payerId: 'JUNIP' },
      { kind: 'patient', guarantorId: 'G0123456789AB' },
      { kind: 'unknown' },
    ] as Payee[];
    expect(payees.map((payee) => payeeInWords(payee, name))).toEqual([
      'Payer JUNIP',
      'Patient account G0123456789AB',
      'Not known yet',
    ]);
    expect(payeeInWords(undefined, name)).toBe('Not known yet');
  });

  test('leaves its clock to the refund that was decided of it, and to no other payee', () => {
    const credit = {
      holder: 'C0123456789AB',
      cause: 'paid-twice',
      owedCents: cents(100),
      since: day('2026-09-01'),
    };
    const tasks = [
      { credit: { ...credit, payee: { kind: 'payer', payerId: 'OTHER' } } },
      { credit: { ...credit, payee: { kind: 'payer', payerId: 'JUNIP' }, clock } },
      {},
    ] as Parameters<typeof clockOfRefund>[1];
    expect(clockOfRefund({ payee: { kind: 'payer', payerId: 'JUNIP' } as Payee }, tasks)).toEqual(clock);
    expect(clockOfRefund({ payee: { kind: 'payer', payerId: 'OTHER' } as Payee }, tasks)).toBeUndefined();
    expect(clockOfRefund({ payee: undefined }, tasks)).toBeUndefined();
  });
});

describe('Underpayments and late payments', () => {
  const line = {
    claimId: 'C0123456789AB',
    remittanceId: 'R0123456789ABCDEF',
    payerId: 'JUNIP',
    postingDate: '2026-11-02',
    serviceDate: '2026-10-02',
    lineNumber: 1,
    code: '99213',
    contractId: 'J-2026',
    verdict: 'underpaid',
    chargeCents: 20_000,
    expectedCents: 12_000,
    contractCents: 12_000,
    allowedCents: 11_000,
    differenceCents: 1000,
    because: ['fixed fee'],
  };

  test('add up what differs, and say what could not be checked', () => {
    const answer = VarianceAnswer.parse({
      outcome: 'variances',
      variances: [
        line,
        { ...line, lineNumber: 2 },
        { ...line, code: '99214', verdict: 'overpaid', differenceCents: -300 },
        { ...line, code: 'J1885', verdict: 'unknown', because: ['no fee of J1885 in J-2026'] },
      ],
      asExpected: 4,
      denied: 0,
    });
    const groups = new VarianceGroups();
    groups.add(answer.outcome === 'variances' ? answer.variances : []);
    expect(groupTotals(groups.of('underpaid', 'overpaid'))).toMatchObject({
      count: 3,
      allowedCents: 33_000,
      differenceCents: 1700,
    });
    expect(notCheckedInWords(groups.unknown, () => 'Juniper')).toEqual([
      '1 line of Juniper: no fee of the code in J-2026 (J1885).',
    ]);
  });

  test('count interest that came on two pages once', () => {
    const payment = {
      claimId: 'C0123456789AB',
      remittanceId: 'R0123456789ABCDEF',
      traceNumber: '1',
      payerId: 'JUNIP',
      payerClaimControlNumber: 'ICN1',
      receivedOn: '2026-03-01',
      paidOn: '2026-04-30',
      paidCents: 1_000_00,
    };
    const page = VarianceAnswer.parse({
      outcome: 'late-payments',
      payments: [payment],
      interest: [{ remittanceId: payment.remittanceId, amountCents: 500 }],
      practice: { name: 'Alder Creek', npi: '1234567893', taxId: '123456789' },
      payers: [
        { payerId: 'JUNIP', name: 'Juniper', promptPay: { kind: 'law', law: 'new-york' } },
        { payerId: 'OTHER', name: 'Other', promptPay: { kind: 'law', law: 'new-york' } },
      ],
    });
    if (page.outcome !== 'late-payments') {
      throw new Error(page.outcome);
    }
    const unknown = { ...payment, claimId: 'C0123456789AC', unknown: 'no rate is known' };
    const second = VarianceAnswer.parse({ ...page, payments: [unknown] });
    const rows = latePayerRows(latePayers([page, ...(second.outcome === 'late-payments' ? [second] : [])]));
    const [juniper, other] = rows;
    expect(juniper).toMatchObject({ name: 'Juniper', receivedCents: 500, unknown: 1 });
    expect(other).toMatchObject({ claims: 0, openCents: 0 });
    expect(latePayerTotals(rows)).toMatchObject({ name: 'Total', openCents: juniper?.openCents, unknown: 1 });
    expect(latePayers([])).toEqual([]);
  });
});
