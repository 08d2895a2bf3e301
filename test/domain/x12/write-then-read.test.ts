import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read276 } from '#domain/x12/guides/005010X212-276/read.ts';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { read277 } from '#domain/x12/guides/005010X212-277/read.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { read277CA } from '#domain/x12/guides/005010X214-277CA/read.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { read837I } from '#domain/x12/guides/005010X223A2-837I/read.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { read271 } from '#domain/x12/guides/005010X279A1-271/read.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';
import { acknowledgement277CA, acknowledgement999 } from './acknowledgement-arbitraries.ts';
import { envelope } from './arbitraries.ts';
import { claims } from './claim-arbitraries.ts';
import { inquiries, response } from './eligibility-arbitraries.ts';
import { institutionalClaim } from './institutional-arbitraries.ts';
import { remittance } from './remittance-arbitraries.ts';
import { statusInquiries, statusResponse } from './status-arbitraries.ts';

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
      { numRuns: 40 },
    );
  });

  it('as claims of an 837I', () => {
    fc.assert(
      fc.property(envelope, institutionalClaim, (envelope, claim) => {
        const text = write837I(envelope, [claim], controlNumbers);
        expect(transactionsIn(text).flatMap((one) => read837I(one).claims)).toEqual([claim]);
      }),
      { numRuns: 40 },
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

  it('as inquiries of a 270', () => {
    fc.assert(
      fc.property(envelope, inquiries, (envelope, inquiries) => {
        const text = write270(envelope, inquiries, controlNumbers);
        expect(transactionsIn(text).flatMap(read270)).toEqual(inquiries);
      }),
      { numRuns: 60 },
    );
  });

  it('as answers of a 271', () => {
    fc.assert(
      fc.property(envelope, response, (envelope, response) => {
        const text = write271(envelope, [response], controlNumbers);
        expect(transactionsIn(text).flatMap(read271)).toEqual([response]);
      }),
      { numRuns: 60 },
    );
  });

  it('as inquiries of a 276', () => {
    fc.assert(
      fc.property(envelope, statusInquiries, (envelope, inquiries) => {
        const text = write276(envelope, inquiries, controlNumbers);
        expect(transactionsIn(text).flatMap(read276)).toEqual(inquiries);
      }),
      { numRuns: 60 },
    );
  });

  it('as answers of a 277', () => {
    fc.assert(
      fc.property(envelope, statusResponse, (envelope, response) => {
        const text = write277(envelope, [response], controlNumbers);
        expect(transactionsIn(text).map(read277)).toEqual([response]);
      }),
      { numRuns: 60 },
    );
  });

  it('as acknowledgements of a 999', () => {
    fc.assert(
      fc.property(envelope, acknowledgement999, (envelope, acknowledgement) => {
        const text = write999(envelope, [acknowledgement], controlNumbers);
        expect(transactionsIn(text).map(read999)).toEqual([acknowledgement]);
      }),
      { numRuns: 60 },
    );
  });

  it('as claim acknowledgements of a 277CA', () => {
    fc.assert(
      fc.property(envelope, acknowledgement277CA, (envelope, acknowledgement) => {
        const text = write277CA(envelope, [acknowledgement], controlNumbers);
        expect(transactionsIn(text).map(read277CA)).toEqual([acknowledgement]);
      }),
      { numRuns: 60 },
    );
  });
});
