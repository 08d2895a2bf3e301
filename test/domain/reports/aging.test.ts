import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { Posting } from '#contracts/ledger.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { sumCents } from '#domain/money/cents.ts';
import { ageNames, ageOf } from '#domain/reports/age.ts';
import { agingEntriesOf, agingReport } from '#domain/reports/aging.ts';
import { lastOfMonth } from '#domain/reports/month-end.ts';
import { Month } from '#contracts/periods.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';

const on = PlainDate.parse('2026-06-30');
const claim = { ...sampleClaim(), serviceDateFrom: PlainDate.parse('2026-01-02') };

test.each([
  ['2026-07-15', '0-30'],
  ['2026-05-31', '0-30'],
  ['2026-05-30', '31-60'],
  ['2026-05-01', '31-60'],
  ['2026-04-30', '61-90'],
  ['2026-04-01', '61-90'],
  ['2026-03-31', '91-120'],
  ['2026-03-02', '91-120'],
  ['2026-03-01', 'over 120'],
])('What is due since %s is %s days old on 30 June', (since, age) => {
  expect(ageOf(PlainDate.parse(since), on)).toBe(age);
});

test.each([
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-12', '2026-12-31'],
  ['2026-04', '2026-04-30'],
])('The last day of %s is %s', (month, last) => {
  expect(lastOfMonth(Month.parse(month))).toBe(last);
});

let made = 0;
function moved(account: string, amountCents: number, postingDate: string, more: object = {}): Posting {
  made += 1;
  return Posting.parse({
    practiceId: claim.practiceId,
    claimId: claim.claimId,
    postingId: `posting-${made}`,
    cause: 'charge',
    postingDate,
    knownAt: `${postingDate}T10:00:00.000Z`,
    by: 'test',
    words: 'Moved',
    legs: [
      { account, amountCents, ...more },
      { account: 'charges', amountCents: -amountCents },
    ],
  });
}
const ofJunip = { payerId: 'JUNIP' };

describe('the aging of a claim', () => {
  test('is due since the balance last rose from nothing, whatever came between', () => {
    const postings = [
      moved('payer-receivable', 20_000, '2026-01-05', ofJunip),
      moved('payer-receivable', -20_000, '2026-02-05', ofJunip),
      moved('payer-receivable', 12_000, '2026-04-20', ofJunip),
      moved('payer-receivable', -2000, '2026-05-20', ofJunip),
      moved('patient-receivable', 3000, '2026-06-20'),
    ];
    expect(agingEntriesOf(claim, postings.toReversed())).toMatchObject([
      { account: 'payer-receivable', payerId: 'JUNIP', amountCents: 10_000, dueSince: '2026-04-20' },
      { account: 'patient-receivable', amountCents: 3000, dueSince: '2026-06-20' },
    ]);
  });

  test('shows what is owed back as a credit and in no age', () => {
    const entries = agingEntriesOf(claim, [moved('patient-receivable', -700, '2026-06-20')]);
    expect(agingReport(entries, { by: 'patient', since: 'due', on }).total).toMatchObject({
      claims: 1,
      creditCents: -700,
      totalCents: -700,
    });
    expect(agingReport(entries, { by: 'payer', since: 'due', on }).rows).toEqual([]);
  });

  test('makes the balances of the ledger, for any postings, by any day', () => {
    const days = array(
      record({
        account: constantFrom('payer-receivable', 'denial-pending', 'patient-receivable'),
        payerId: constantFrom('JUNIP', 'BLUEW'),
        amount: integer({ min: -9000, max: 9000 }).filter((amount) => amount !== 0),
        after: integer({ min: 0, max: 170 }),
      }),
      { maxLength: 12 },
    );
    assert(
      property(days, (moves) => {
        const postings = moves.map(({ account, payerId, amount, after }) =>
          moved(account, amount, addDays(PlainDate.parse('2026-01-05'), after), { payerId }),
        );
        const entries = agingEntriesOf(claim, postings);
        const balances = balancesOf(postings);
        for (const since of ['service', 'due'] as const) {
          const { total: payer } = agingReport(entries, { by: 'payer', since, on });
          const { total: patient } = agingReport(entries, { by: 'patient', since, on });
          expect(payer.totalCents).toBe(balances['payer-receivable'] + balances['denial-pending']);
          expect(patient.totalCents).toBe(balances['patient-receivable']);
          expect(sumCents(ageNames, (age) => payer.ages[age]) + payer.creditCents).toBe(payer.totalCents);
        }
      }),
      { numRuns: 60 },
    );
  });
});
