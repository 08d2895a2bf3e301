import { array, assert, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { accountKinds, Posting } from '#contracts/ledger.ts';
import { trialBalance, trialBalanceOf } from '#domain/ledger/balances.ts';
import {
  DayTotals,
  differencesBetween,
  isDayOver,
  movementOf,
  outOfBalanceCents,
  totalsOf,
} from '#domain/ledger/ledger-day.ts';

const posting = (postingId: string, amountCents: number, changes: object = {}): Posting =>
  Posting.parse({
    practiceId: 'cedar-hill',
    claimId: 'C000000000001',
    postingId,
    cause: 'charge',
    postingDate: '2026-11-20',
    knownAt: '2026-11-20T10:00:00.000Z',
    by: 'test',
    words: 'Charged',
    legs: [
      { account: 'payer-receivable', amountCents },
      { account: 'charges', amountCents: -amountCents },
    ],
    ...changes,
  });

describe('control totals of a posting day', () => {
  test('count the postings, both sides of each account, and when they became known', () => {
    const totals = totalsOf([
      posting('charge-1', 20_000),
      posting('charge-2', -5000, { knownAt: '2026-11-20T09:00:00.000Z' }),
    ]);
    expect(totals).toMatchObject({
      postings: 2,
      accounts: [
        { account: 'payer-receivable', debitCents: 20_000, creditCents: 5000 },
        { account: 'charges', debitCents: 5000, creditCents: 20_000 },
      ],
      firstKnownAt: '2026-11-20T09:00:00.000Z',
      lastKnownAt: '2026-11-20T10:00:00.000Z',
    });
    expect(outOfBalanceCents(totals)).toBe(0);
    expect(movementOf(totals, 'payer-receivable')).toBe(15_000);
    expect(movementOf(totals, 'suspense')).toBe(0);
  });

  test('are the same in any order and any pages, and give the same trial balance', () => {
    assert(
      property(
        array(record({ amount: integer({ min: 1, max: 99_999 }), to: constantFrom(...accountKinds) }), {
          maxLength: 12,
        }).chain((rows) => {
          const postings = rows.map(({ amount, to }, index) =>
            posting(`charge-${index}`, amount, {
              legs: [
                { account: 'cash-in-transit', amountCents: amount },
                { account: to, amountCents: -amount },
              ],
            }),
          );
          return record({
            shuffled: shuffledSubarray(postings, { minLength: postings.length }),
            cut: integer({ min: 0, max: postings.length }),
          }).map((order) => ({ postings, ...order }));
        }),
        ({ postings, shuffled, cut }) => {
          const paged = new DayTotals().add(shuffled.slice(0, cut)).add(shuffled.slice(cut)).totals();
          expect(paged).toEqual(totalsOf(postings));
          expect(trialBalanceOf([totalsOf(postings.slice(0, cut)), totalsOf(postings.slice(cut))])).toEqual(
            trialBalance(postings),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  const day = [posting('charge-1', 20_000), posting('charge-2', 7000)];
  test.each([
    ['one more', [...day, posting('charge-3', 100)], '2 postings were counted, there are 3 now'],
    ['one less', day.slice(1), '2 postings were counted, there are 1 now'],
    [
      'another amount',
      [posting('charge-1', 20_001), posting('charge-2', 7000)],
      'payer-receivable: debits $270.00 and credits $0.00 were counted, there are $270.01 and $0.00 now',
    ],
    [
      'another posting of the same amount',
      [posting('charge-1', 20_000), posting('charge-9', 7000)],
      'the totals are the same, but other postings make them',
    ],
  ])('tell %s', (_what, found, sentence) => {
    expect(differencesBetween(totalsOf(day), totalsOf(found))[0]).toBe(sentence);
  });

  test('tell nothing where nothing changed', () => {
    expect(differencesBetween(totalsOf(day), totalsOf(day.toReversed()))).toEqual([]);
  });
});

test.each([
  ['2026-11-20T23:59:59.999Z', false],
  ['2026-11-21T00:30:00.000Z', false],
  ['2026-11-21T01:00:00.000Z', true],
])('A posting day is over an hour after its midnight: at %s %s', (now, over) => {
  expect(isDayOver(PlainDate.parse('2026-11-20'), Instant.parse(now))).toBe(over);
});
