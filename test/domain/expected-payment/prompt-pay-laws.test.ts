import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { PromptPay, promptPayLaws } from '#contracts/prompt-pay.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { interestOwed } from '#domain/expected-payment/prompt-pay-interest.ts';
import { promptPayRows, type TimeToPay } from '#domain/expected-payment/prompt-pay-laws.ts';
import { cents } from '#domain/money/cents.ts';
import { pageText, sectionOf, tableRows } from '../../docs/markdown.ts';

type Case = readonly [
  law: string,
  received: string,
  electronicDue: string,
  paperDue: string,
  centsForOneDayOfTenThousandDollars: number,
];

/** Worked out by hand from what the laws say, in the order of the table. */
const cases: readonly Case[] = [
  ['medicare', '2023-03-01', '2023-03-31', '2023-03-31', 127],
  ['medicare', '2023-07-15', '2023-08-14', '2023-08-14', 134],
  ['medicare', '2024-02-01', '2024-03-02', '2024-03-02', 134],
  ['medicare', '2024-10-01', '2024-10-31', '2024-10-31', 134],
  ['medicare', '2025-05-01', '2025-05-31', '2025-05-31', 127],
  ['new-york', '2026-03-02', '2026-04-01', '2026-04-16', 329],
  ['california-plan', '2026-03-02', '2026-04-01', '2026-04-01', 411],
  ['california-insurer', '2026-03-02', '2026-04-01', '2026-04-01', 274],
  ['illinois', '2026-03-02', '2026-04-01', '2026-04-01', 247],
  ['florida', '2026-03-02', '2026-03-22', '2026-04-11', 329],
  // 15 working days from a Monday, or 30 calendar days.
  ['georgia', '2026-03-02', '2026-03-23', '2026-04-01', 329],
  ['pennsylvania', '2026-03-02', '2026-04-16', '2026-04-16', 274],
  ['new-jersey', '2026-03-02', '2026-04-01', '2026-04-11', 329],
  ['maryland', '2026-03-02', '2026-04-01', '2026-04-01', 493],
  ['ohio', '2026-03-02', '2026-04-01', '2026-04-01', 493],
  ['north-carolina', '2026-03-02', '2026-04-01', '2026-04-01', 493],
  ['massachusetts-hmo', '2026-03-02', '2026-04-16', '2026-04-16', 493],
  ['colorado', '2026-03-02', '2026-04-01', '2026-04-16', 274],
  ['michigan', '2026-03-02', '2026-04-16', '2026-04-16', 329],
  ['new-mexico', '2026-03-02', '2026-04-01', '2026-04-16', 493],
  ['iowa', '2026-03-02', '2026-04-01', '2026-04-01', 274],
];

function owed(by: Readonly<Record<string, unknown>>, received: string, paid: PlainDate, amount = 1_000_000) {
  return interestOwed(
    {
      receivedOn: PlainDate.parse(received),
      paidOn: paid,
      paidCents: cents(amount),
      interestReceivedCents: cents(0),
    },
    PromptPay.parse({ kind: 'law', ...by }),
  );
}

describe.each(cases)(
  'The law %s for a claim received on %s',
  (law, received, electronic, paper, interest) => {
    test.each([
      ['electronically', electronic],
      ['on-paper', paper],
    ])('leaves the payer until the last day when it came %s', (claimsArrive, due) => {
      const lastDay = PlainDate.parse(due);
      expect(owed({ law, claimsArrive }, received, lastDay)).toEqual({ outcome: 'in-time' });
      expect(owed({ law, claimsArrive }, received, addDays(lastDay, 1))).toMatchObject({
        outcome: 'owed',
        dueOn: due,
        daysLate: 1,
        interestCents: interest,
      });
    });
  },
);

describe('The table of laws', () => {
  test('has a case above for each of its rows', () => {
    expect(
      promptPayRows.map(({ law, periodOf, from, to }) => {
        const of = cases.filter(
          (one) =>
            one[0] === law &&
            (periodOf === 'receipt' || (one[2] > from && (to === undefined || one[2] < to))),
        );
        return [law, of.length];
      }),
    ).toEqual(promptPayRows.map(({ law }) => [law, 1]));
    expect(new Set(promptPayRows.map(({ law }) => law))).toEqual(new Set(promptPayLaws));
  });

  test('has one row at most for a day, and cites where it is from', () => {
    for (const [index, row] of promptPayRows.entries()) {
      const before = promptPayRows.slice(0, index).findLast(({ law }) => law === row.law);
      expect(before === undefined || (before.to !== undefined && before.to < row.from)).toBe(true);
      expect(row.source).toMatch(/\d/);
    }
  });

  test('is what the guide says', () => {
    const time = ({ days, counts }: TimeToPay) =>
      `${days} ${counts === 'working-days' ? 'working ' : ''}days`;
    const rows = tableRows(sectionOf(pageText('docs/guides/contracts.md'), '## Late payments'));
    expect(rows).toEqual(
      promptPayRows.map(({ law, electronic, paper, yearlyMillionths, rises = [], from, to }) => [
        law,
        time(electronic),
        time(paper),
        [yearlyMillionths, ...rises.map((rise) => rise.yearlyMillionths)]
          .map((millionths) => `${millionths / 10_000} %`)
          .join(', then '),
        to === undefined ? `receipt since ${from}` : `payments of ${from} to ${to}`,
      ]),
    );
  });
});

describe('What a law asks for beyond a rate', () => {
  // Of 10,000.00: 30 days at 18 % are 147.95; the 31st at 24 % makes 154.52; 60 of these and one at 30 % make 550.68.
  test.each([
    [30, 14_795, '18 %'],
    [31, 15_452, '18 %, then 24 %'],
    [91, 55_068, '18 %, then 24 %, then 30 %'],
  ])('is a rate that rises: %i days late in Maryland', (daysLate, interestCents, rates) => {
    const found = owed({ law: 'maryland' }, '2026-03-02', addDays(PlainDate.parse('2026-04-01'), daysLate));
    expect(found).toMatchObject({
      daysLate,
      interestCents,
      sentence: expect.stringContaining(` at ${rates} a year`),
    });
  });

  // Of 1,000.00: 7 days at 10 % are 1.92, 8 are 2.19.
  test.each([
    [7, 0],
    [8, 219],
  ])('is two dollars at least: %i days late in Pennsylvania', (daysLate, interestCents) => {
    const paid = addDays(PlainDate.parse('2026-04-16'), daysLate);
    expect(owed({ law: 'pennsylvania' }, '2026-03-02', paid, 100_000)).toMatchObject({
      daysLate,
      interestCents,
    });
  });
});

describe("A rate of Medicare's that the practice gives", () => {
  const rate = {
    effectiveFrom: '2026-01-01',
    effectiveTo: '2026-06-30',
    rateBasisPoints: 412.5,
    source: 'Federal Register, Treasury notice for January to June 2026',
  };
  const by = { law: 'medicare', rates: [rate] };

  test('counts for payments of its days, and is cited', () => {
    // 10,000.00 at 4.125 % for 1 day.
    expect(owed(by, '2026-03-02', PlainDate.parse('2026-04-01'))).toEqual({ outcome: 'in-time' });
    expect(owed(by, '2026-03-02', PlainDate.parse('2026-04-02'))).toMatchObject({
      interestCents: 113,
      source: expect.stringContaining(rate.source),
      sentence: expect.stringContaining('at 4.125 % a year'),
    });
    expect(owed(by, '2026-03-02', PlainDate.parse('2026-07-01'))).toMatchObject({ outcome: 'unknown' });
  });

  test('that nobody has entered is said by name, with the days late, and is never no interest', () => {
    expect(owed({ law: 'medicare' }, '2026-03-02', PlainDate.parse('2026-04-21'))).toEqual({
      outcome: 'unknown',
      why: "$10,000.00 were due on 2026-04-01 and paid on 2026-04-21, 20 days late, and Medicare's rate of that day is not known here: look it up with Treasury, and enter it among the payer's promptPay.rates",
    });
  });

  test('does not replace one that is known here', () => {
    const rates = [{ ...rate, effectiveFrom: '2025-01-01' }];
    expect(owed({ law: 'medicare', rates }, '2025-05-01', PlainDate.parse('2025-06-01'))).toMatchObject({
      interestCents: 127,
    });
  });

  test.each([
    ['of another law', { law: 'ohio', rates: [rate] }, /belong to the law medicare/],
    [
      'twice for a day',
      { law: 'medicare', rates: [rate, { ...rate, effectiveFrom: '2026-06-30' }] },
      /overlap/,
    ],
    ['without a source', { law: 'medicare', rates: [{ ...rate, source: '' }] }, /source|small/i],
    ['of no percent', { law: 'medicare', rates: [{ ...rate, rateBasisPoints: 0 }] }, /small/i],
  ])('is refused when it is %s', (_, terms, problem) => {
    expect(PromptPay.safeParse({ kind: 'law', ...terms }).error?.message).toMatch(problem);
  });
});
