import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideBatch } from '#domain/x12/divide-batch.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

const claim = (number: number, receiver = 'HOUSE') => ({ number, submitter: { name: 'PRACTICE' }, receiver });
const claimsOf = (count: number) => Array.from({ length: count }, (_, index) => claim(index));
const limits = { claimsPerTransaction: 5000, transactionsPerInterchange: 10 };
const sizes = (interchanges: readonly (readonly (readonly unknown[])[])[]): number[][] =>
  interchanges.map((transactions) => transactions.map((transaction) => transaction.length));

describe('a batch of claims', () => {
  it.each([
    ['nothing', 0, limits, []],
    ['one claim', 1, limits, [[1]]],
    ['as many as one transaction takes', 5000, limits, [[5000]]],
    ['one more', 5001, limits, [[5000, 1]]],
    [
      'more than one interchange takes',
      11,
      { claimsPerTransaction: 2, transactionsPerInterchange: 3 },
      [
        [2, 2, 2],
        [2, 2, 1],
      ],
    ],
    ['one claim a file', 3, { claimsPerTransaction: 1, transactionsPerInterchange: 1 }, [[1], [1], [1]]],
  ] as const)('of %s is divided by the limits of the partner', (_what, count, given, expected) => {
    expect(sizes(divideBatch(claimsOf(count), given))).toEqual(expected);
  });

  it('starts a transaction where the receiver changes: a transaction names one', () => {
    const mixed = [claim(1), claim(2), claim(3, 'OTHER'), claim(4)];
    expect(sizes(divideBatch(mixed, limits))).toEqual([[2, 1, 1]]);
  });

  it('keeps every claim once and in order, within the limits, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('HOUSE', 'OTHER'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        (receivers, claimsPerTransaction, transactionsPerInterchange) => {
          const claims = receivers.map((receiver, index) => claim(index, receiver));
          const divided = divideBatch(claims, { claimsPerTransaction, transactionsPerInterchange });
          expect(divided.flat(2)).toEqual(claims);
          for (const transactions of divided) {
            expect(transactions.length).toBeGreaterThan(0);
            expect(transactions.length).toBeLessThanOrEqual(transactionsPerInterchange);
            for (const transaction of transactions) {
              expect(transaction.length).toBeGreaterThan(0);
              expect(transaction.length).toBeLessThanOrEqual(claimsPerTransaction);
              expect(new Set(transaction.map(({ receiver }) => receiver)).size).toBe(1);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is written as it was divided', () => {
    const [interchange = []] = divideBatch([officeVisit, officeVisit, officeVisit], {
      claimsPerTransaction: 2,
      transactionsPerInterchange: 9,
    });
    const text = write837P(
      plainEnvelope,
      interchange.flat(),
      { interchange: 1, group: 1 },
      { claimsPerTransaction: 2 },
    );
    const [read] = readInterchanges(new TextEncoder().encode(text)).interchanges;
    const transactions = read?.groups.flatMap((group) => group.transactions) ?? [];
    expect(transactions.map((one) => read837P(one).claims)).toEqual(interchange);
  });
});
