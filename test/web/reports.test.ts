import { describe, expect, test } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { DaySheet } from '#contracts/reports.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { noAges } from '#domain/reports/age.ts';
import { percentText } from '#domain/reports/percent-text.ts';
import { everyPage } from '../../web/api/every-page.ts';
import { reportCsv, type ReportColumn } from '../../web/pages/reports/report-columns.ts';
import { reportRows, reportsFor } from '../../web/pages/reports/report-list.ts';
import {
  accuracyNetCents,
  daySheetRows,
  depositColumns,
  monthEndTotals,
  moneyTotals,
  over90Percent,
  unappliedColumns,
  unbilledTotals,
} from '../../web/pages/reports/report-tables.ts';

const cents = (amount: number) => amount as Cents;
const day = (text: string) => PlainDate.parse(text);

describe('The list of reports', () => {
  test.each(reportRows.map((row) => [row.name, row] as const))(
    'shows %s to those who may call what it needs',
    (_, { needs, roles }) => {
      const route = staffRoutes.find(({ id }) => id === needs);
      const allowed = route?.roles === 'anyone' ? [] : (route?.roles ?? []);
      expect(roles.toSorted()).toEqual(allowed.toSorted());
    },
  );

  test('keeps the accuracy of coders from those who only look after money', () => {
    expect(reportsFor(['finance']).map(({ name }) => name)).not.toContain('Coding accuracy');
    expect(reportsFor(['finance']).length).toBe(reportRows.length - 1);
    expect(reportsFor(['front-desk'])).toEqual([]);
  });
});

describe('A report as CSV', () => {
  interface Row {
    readonly name: string;
    readonly claims?: number;
    readonly owedCents?: Cents;
  }
  const columns: readonly ReportColumn<Row>[] = [
    { kind: 'text', id: 'name', name: 'Payer, or patient', value: ({ name }) => name },
    { kind: 'count', id: 'claims', name: 'Claims', value: ({ claims }) => claims },
    { kind: 'dollars', id: 'owed', name: 'Owed', value: ({ owedCents }) => owedCents },
  ];

  test('gives amounts in dollars that a spreadsheet can reckon with, also below zero', () => {
    expect(reportCsv(columns, [{ name: 'Aetna', claims: 1200, owedCents: cents(-321) }])).toBe(
      '"Payer, or patient",Claims,Owed\r\nAetna,1200,-3.21\r\n',
    );
  });

  test('keeps a text that begins like a formula a text, and leaves out what is not known', () => {
    expect(
      reportCsv(columns, [{ name: '=SUM(A1)' }, { name: 'Say "so"' }])
        .split('\r\n')
        .slice(1),
    ).toEqual(["'=SUM(A1),,", '"Say ""so""",,', '']);
  });
});

describe('What reports add up', () => {
  test('the share over 90 days, of what is owed without credits', () => {
    expect(
      over90Percent({
        ages: { ...noAges(), '0-30': cents(7000), '91-120': cents(1000), 'over 120': cents(2000) },
      }),
    ).toBe(30);
    expect(over90Percent({ ages: noAges() })).toBeUndefined();
  });

  test('unbilled charges by age over all states', () => {
    const of = (owed: number) => ({ ...noAges(), '31-60': cents(owed) });
    expect(
      unbilledTotals([
        { state: 'on-hold', claims: 2, ages: of(500), totalCents: cents(500) },
        { state: 'awaiting-coding', claims: 1, ages: of(250), totalCents: cents(250) },
      ]),
    ).toEqual({ state: 'total', claims: 3, ages: of(750), totalCents: 750 });
  });

  test('money in transit and money to be applied, which stands on the credit side', () => {
    const row = {
      holder: 'B1',
      label: 'Desk',
      account: 'unapplied-payment' as const,
      since: day('2026-11-02'),
      age: '0-30' as const,
      cameCents: cents(9000),
      depositedCents: cents(4000),
      openCents: cents(-5000),
    };
    const totals = moneyTotals([row, row]);
    expect(totals).toEqual({ cameCents: 18_000, depositedCents: 8000, openCents: -10_000 });
    expect(reportCsv(unappliedColumns, [totals]).split('\r\n')[1]).toBe('Total,,,,,100.00');
    expect(reportCsv(depositColumns, [row]).split('\r\n')[1]).toBe(
      'Desk,B1,2026-11-02,0-30,90.00,40.00,-50.00',
    );
  });

  test('the columns of a trial balance', () => {
    const row = (opening: number, debit: number, credit: number) => ({
      account: 'bank' as const,
      name: 'Bank',
      openingCents: cents(opening),
      debitCents: cents(debit),
      creditCents: cents(credit),
      closingCents: cents(opening + debit - credit),
    });
    expect(monthEndTotals({ rows: [row(100, 50, 20), row(-100, 20, 50)] })).toEqual({
      name: 'Total',
      openingCents: 0,
      debitCents: 70,
      creditCents: 70,
      closingCents: 0,
    });
  });

  test('a day sheet from the receivables before it to those after it, each line named once', () => {
    const sheet: DaySheet = {
      day: day('2026-11-02'),
      isTotalled: true,
      closed: false,
      postings: 4,
      chargesCents: cents(15_000),
      payments: [
        { source: 'patient', method: 'check', byHand: true, count: 2, amountCents: cents(4000) },
        { source: 'patient', method: 'check', byHand: false, count: 1, amountCents: cents(100) },
      ],
      adjustments: [{ account: 'write-off', amountCents: cents(600) }],
      refundsCents: cents(0),
      depositedCents: cents(0),
      openingReceivableCents: cents(1000),
      closingReceivableCents: cents(11_300),
      differenceCents: cents(0),
      forDeposit: [{ method: 'check', count: 2, amountCents: cents(4000) }],
      batches: [],
    };
    const rows = daySheetRows(sheet);
    expect(rows[0]).toEqual({ part: 'Receivables', what: 'Before the day', amountCents: 1000 });
    expect(rows.filter(({ part }) => part === 'Payments').map(({ what }) => what)).toEqual([
      'Paid by patients, checks, entered by hand',
      'Paid by patients, checks',
    ]);
    expect(rows.find(({ part }) => part === 'Deposit slip')).toMatchObject({ count: 2, amountCents: 4000 });
    expect(new Set(rows.map(({ part, what }) => `${part} ${what}`)).size).toBe(rows.length);
  });

  test('accuracy rounded down, and errors set off against each other', () => {
    expect(percentText(94_999)).toBe('94.99%');
    expect(percentText(95_001)).toBe('95.00%');
    expect(percentText(5009)).toBe('5.00%');
    expect(percentText(0)).toBe('0.00%');
    expect(percentText(100_000)).toBe('100.00%');
    const coder = { coder: 'cora', audits: 1, accuracyMillis: 90_000, kinds: [] };
    expect(
      accuracyNetCents([
        { ...coder, overCodedCents: cents(3000), underCodedCents: cents(500) },
        { ...coder, overCodedCents: cents(0), underCodedCents: cents(1000) },
      ]),
    ).toBe(1500);
  });
});

describe('All pages of an answer', () => {
  test('are asked for until one names none that follows', async () => {
    const asked: (string | undefined)[] = [];
    const found = await everyPage(async (next) => {
      asked.push(next);
      await Promise.resolve();
      return next === 'two' ? { number: 2 } : { number: 1, next: 'two' };
    });
    expect(asked).toEqual([undefined, 'two']);
    expect(found).toEqual({ pages: [{ number: 1, next: 'two' }, { number: 2 }], isWhole: true });
  });

  test('are not asked for without end, which is said', async () => {
    const found = await everyPage(() => Promise.resolve({ next: 'again' }));
    expect(found.isWhole).toBe(false);
    expect(found.pages.length).toBe(400);
  });
});
