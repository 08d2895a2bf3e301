import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { PromptPay } from '#contracts/prompt-pay.ts';
import { interestOwed } from '#domain/expected-payment/prompt-pay-interest.ts';
import { cents } from '#domain/money/cents.ts';

interface Case {
  readonly what: string;
  readonly by: Readonly<Record<string, unknown>>;
  readonly received: string;
  readonly paid: string;
  readonly amount?: number;
  readonly added?: number;
  readonly group?: string;
  /** Days late, interest and what of it is open, in cents. */
  readonly owed?: readonly [number, number, number];
  readonly outcome?: string;
}

const newYork = { kind: 'law', law: 'new-york' };
const own = {
  kind: 'own',
  days: 45,
  rateBasisPoints: 1000,
  effectiveFrom: '2026-01-01',
  source: 'Juniper contract 2026, section 7',
  selfFundedGroups: ['GRP-9'],
};

const cases: readonly Case[] = [
  { what: 'on the last day', by: newYork, received: '2026-03-01', paid: '2026-03-31', outcome: 'in-time' },
  // 1,000.00 x 12 % x 1 / 365 = 0.33, which is under two dollars.
  {
    what: 'a day late, for less than the law asks for',
    by: newYork,
    received: '2026-03-01',
    paid: '2026-04-01',
    owed: [1, 0, 0],
  },
  {
    what: 'two dollars are owed',
    by: newYork,
    amount: 1_014_00,
    received: '2026-03-01',
    paid: '2026-04-06',
    owed: [6, 200, 200],
  },
  {
    what: 'less what the payer added',
    by: newYork,
    received: '2026-03-01',
    paid: '2026-04-30',
    added: 500,
    owed: [30, 986, 486],
  },
  {
    what: 'never below nothing',
    by: newYork,
    received: '2026-03-01',
    paid: '2026-04-30',
    added: 1500,
    owed: [30, 986, 0],
  },
  {
    what: 'the terms of a contract',
    by: own,
    received: '2026-03-01',
    paid: '2026-05-15',
    owed: [30, 822, 822],
  },
  {
    what: 'a claim received before those terms',
    by: own,
    received: '2025-12-31',
    paid: '2026-05-15',
    outcome: 'unknown',
  },
  {
    what: 'an employer that pays for itself',
    by: own,
    group: 'GRP-9',
    received: '2026-03-01',
    paid: '2026-05-15',
    outcome: 'self-funded',
  },
  {
    what: 'another group of the same payer',
    by: own,
    group: 'GRP-8',
    received: '2026-03-01',
    paid: '2026-05-15',
    owed: [30, 822, 822],
  },
  {
    what: 'nothing was paid',
    by: own,
    amount: 0,
    received: '2026-03-01',
    paid: '2026-05-15',
    outcome: 'nothing-paid',
  },
  {
    what: 'money was taken back',
    by: own,
    amount: -100,
    received: '2026-03-01',
    paid: '2026-05-15',
    outcome: 'nothing-paid',
  },
  {
    what: "Medicare's rate of the day of payment",
    by: { kind: 'law', law: 'medicare' },
    received: '2025-05-01',
    paid: '2025-06-30',
    owed: [30, 380, 380],
  },
  {
    what: "a day for which Medicare's rate is not known here",
    by: { kind: 'law', law: 'medicare' },
    received: '2025-05-01',
    paid: '2025-07-01',
    outcome: 'unknown',
  },
  {
    what: 'what Medicare paid in time, though its rate of that day is not known here',
    by: { kind: 'law', law: 'medicare' },
    received: '2026-03-02',
    paid: '2026-04-01',
    outcome: 'in-time',
  },
  {
    what: 'a plan in California before its law changed',
    by: { kind: 'law', law: 'california-plan' },
    received: '2025-12-31',
    paid: '2026-06-01',
    outcome: 'unknown',
  },
  {
    what: 'a plan in California since',
    by: { kind: 'law', law: 'california-plan' },
    received: '2026-01-01',
    paid: '2026-03-02',
    owed: [30, 1233, 1233],
  },
  {
    what: 'an insurer in California',
    by: { kind: 'law', law: 'california-insurer' },
    received: '2026-01-01',
    paid: '2026-03-02',
    owed: [30, 822, 822],
  },
  // 15 working days from Monday 2 March are Monday 23 March.
  {
    what: 'working days',
    by: { kind: 'law', law: 'georgia' },
    received: '2026-03-02',
    paid: '2026-03-23',
    outcome: 'in-time',
  },
  {
    what: 'ten days after the last working day',
    by: { kind: 'law', law: 'georgia' },
    received: '2026-03-02',
    paid: '2026-04-02',
    owed: [10, 329, 329],
  },
  {
    what: 'Illinois',
    by: { kind: 'law', law: 'illinois' },
    received: '2026-03-01',
    paid: '2026-04-30',
    owed: [30, 740, 740],
  },
  {
    what: 'Florida',
    by: { kind: 'law', law: 'florida' },
    received: '2026-03-01',
    paid: '2026-04-20',
    owed: [30, 986, 986],
  },
];

describe('Interest for paying late', () => {
  test.each(cases)('$what', ({ by, received, paid, amount = 100_000, added = 0, group, owed, outcome }) => {
    const found = interestOwed(
      {
        receivedOn: PlainDate.parse(received),
        paidOn: PlainDate.parse(paid),
        paidCents: cents(amount),
        interestReceivedCents: cents(added),
        ...(group === undefined ? {} : { groupNumber: group }),
      },
      PromptPay.parse(by),
    );
    expect(
      found.outcome === 'owed' ? [found.daysLate, found.interestCents, found.openCents] : found.outcome,
    ).toEqual(owed ?? outcome);
  });

  test('says how it came about and by which law', () => {
    const found = interestOwed(
      {
        receivedOn: PlainDate.parse('2026-03-01'),
        paidOn: PlainDate.parse('2026-04-30'),
        paidCents: cents(100_000),
        interestReceivedCents: cents(500),
      },
      PromptPay.parse(newYork),
    );
    expect(found).toMatchObject({
      dueOn: '2026-03-31',
      source: expect.stringContaining('New York Insurance Law 3224-a'),
      sentence:
        '$1,000.00 were due on 2026-03-31 and paid on 2026-04-30, 30 days late: $9.86 of interest at 12 % a year, $5.00 of it received',
    });
  });
});
