import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';
import { envelope } from './arbitraries.ts';
import { claims } from './claim-arbitraries.ts';
import { remittance } from './remittance-arbitraries.ts';

const controlNumbers = { interchange: 12, group: 34 };

function transactionsIn(text: string): readonly ReadTransaction[] {
  const result = readInterchanges(new TextEncoder().encode(text));
  expect(result).toMatchObject({ readable: true, findings: [] });
  expect(result.interchanges).toHaveLength(1);
  const groups = result.interchanges[0]?.groups ?? [];
  expect(result.interchanges[0]?.findings).toEqual([]);
  expect(groups.flatMap((group) => group.findings)).toEqual([]);
  const transactions = groups.flatMap((group) => group.transactions);
  expect(
    transactions.flatMap((one) => one.findings.filter((finding) => finding.severity === 'error')),
  ).toEqual([]);
  return transactions;
}

describe('what is written is read back the same, with any legal delimiters', () => {
  it('as claims of an 837P', () => {
    fc.assert(
      fc.property(envelope, claims, (envelope, claims) => {
        const text = write837P(envelope, claims, controlNumbers);
        expect(transactionsIn(text).flatMap((one) => read837P(one).claims)).toEqual(claims);
      }),
      { numRuns: 60 },
    );
  });

  it('as remittances of an 835', () => {
    fc.assert(
      fc.property(envelope, remittance, (envelope, remittance) => {
        const text = write835(envelope, [remittance], controlNumbers);
        expect(transactionsIn(text).map(read835)).toEqual([remittance]);
      }),
      { numRuns: 80 },
    );
  });
});
