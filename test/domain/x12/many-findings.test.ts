import { expect, it } from 'vitest';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

/** A file of which every billing provider has an NPI that is none: a warning each. */
const doubtful = write837P(
  plainEnvelope,
  Array.from({ length: 1100 }, (_, index) => ({
    ...officeVisit,
    billingProvider: {
      ...officeVisit.billingProvider,
      taxId: { qualifier: 'EI', value: String(100_000_000 + index) },
    },
  })),
  { interchange: 1, group: 1 },
).replaceAll('*XX*1234567893', '*XX*1111111111');

const transactionOf = (text: string) =>
  readInterchanges(new TextEncoder().encode(text)).interchanges[0]?.groups[0]?.transactions[0];

it('A thousand warnings are listed, and no more', () => {
  expect(transactionOf(doubtful)).toMatchObject({ accepted: true, findings: { length: 1000 } });
});

it('An error after a thousand warnings is listed among them, and rejects', () => {
  const at = doubtful.lastIndexOf('*125*UN*');
  const wrong = `${doubtful.slice(0, at)}*125*ZZ*${doubtful.slice(at + 8)}`;
  const transaction = transactionOf(wrong);
  expect(transaction).toMatchObject({ accepted: false, findings: { length: 1000 } });
  expect(transaction?.findings.at(-1)).toMatchObject({ severity: 'error', segment: 'SV1', element: 3 });
});
