import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '#domain/x12/acknowledge.ts';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import { readInterchanges, type ReadResult, type ReadTransaction } from '#domain/x12/read-interchanges.ts';
import { UnusableTransaction } from '#domain/x12/read-parts.ts';
import { acknowledgement277CA, acknowledgement999 } from './acknowledgement-arbitraries.ts';
import { plainEnvelope } from './arbitraries.ts';
import { inquiries, response } from './eligibility-arbitraries.ts';
import { officeVisit } from './example-claims.ts';
import { institutionalClaim } from './institutional-arbitraries.ts';
import { remittance } from './remittance-arbitraries.ts';
import { statusInquiries, statusResponse } from './status-arbitraries.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): ReadResult => readInterchanges(bytes(text));
const claimFile = write837P(
  plainEnvelope,
  [officeVisit, officeVisit],
  { interchange: 12, group: 34 },
  { claimsPerTransaction: 1 },
);

function transactionsIn(result: ReadResult): readonly ReadTransaction[] {
  return result.interchanges.flatMap((one) => one.groups.flatMap((group) => group.transactions));
}

const controlNumbers = { interchange: 12, group: 34 };
const sample = <T>(arbitrary: fc.Arbitrary<T>): T[] => fc.sample(arbitrary, { seed: 5, numRuns: 2 });

/** One small file of each kind; in the order of the guides. */
const filesOfEachKind: readonly Uint8Array[] = [
  claimFile,
  ...sample(institutionalClaim).map((claim) => write837I(plainEnvelope, [claim], controlNumbers)),
  ...sample(remittance).map((one) => write835(plainEnvelope, [one], controlNumbers)),
  ...sample(inquiries).map((one) => write270(plainEnvelope, one, controlNumbers)),
  ...sample(response).map((one) => write271(plainEnvelope, [one], controlNumbers)),
  ...sample(statusInquiries).map((one) => write276(plainEnvelope, one, controlNumbers)),
  ...sample(statusResponse).map((one) => write277(plainEnvelope, [one], controlNumbers)),
  ...sample(acknowledgement277CA).map((one) => write277CA(plainEnvelope, [one], controlNumbers)),
  ...sample(acknowledgement999).map((one) => write999(plainEnvelope, [one], controlNumbers)),
].map(bytes);

/** Whether the claims can be read; throws on any other fault than the one that says they cannot. */
function isUsable(transaction: ReadTransaction): boolean {
  try {
    return read837P(transaction).claims.length >= 0;
  } catch (error) {
    if (error instanceof UnusableTransaction) return false;
    throw error;
  }
}

/** Codes of errors found in each transaction. */
function errorsIn(text: string): string[][] {
  return transactionsIn(read(text)).map((one) =>
    one.findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code),
  );
}

describe('readInterchanges', () => {
  it('gives envelope, groups and transactions', () => {
    const result = read(claimFile);
    expect(result.interchanges).toMatchObject([
      {
        senderQualifier: 'ZZ',
        senderId: 'PRACTICE1',
        receiverId: 'HOUSE',
        controlNumber: '000000012',
        usageIndicator: 'T',
        findings: [],
        groups: [
          {
            functionalCode: 'HC',
            senderCode: 'PRACTICE1',
            controlNumber: '34',
            version: '005010X222A1',
            declaredCount: 2,
            findings: [],
            transactions: [
              { setCode: '837', controlNumber: '0001', accepted: true, segmentCount: 29, offset: 160 },
              { setCode: '837', controlNumber: '0002', accepted: true },
            ],
          },
        ],
      },
    ]);
  });

  it('does not let one bad transaction stop the others', () => {
    const text = claimFile.replace('CLM*C0000000000001-1*160.5', 'CLM*C0000000000001-1*x');
    expect(transactionsIn(read(text)).map((one) => one.accepted)).toEqual([false, true]);
    expect(transactionsIn(read(text))[1]).toSatisfy(
      (one: ReadTransaction) => read837P(one).claims.length === 1,
    );
  });

  it.each<[what: string, from: string, to: string, codes: string[]]>([
    ['a wrong segment count', 'SE*29*', 'SE*28*', ['segment-count']],
    ['a wrong control number', 'SE*29*0001', 'SE*29*0009', ['transaction-control-number']],
    ['no SE', 'SE*29*0001~', '', ['transaction-not-closed', 'required-segment-missing']],
    ['an unknown version', 'ST*837*0001*005010X222A1', 'ST*837*0001*004010X098A1', ['code-not-in-guide']],
    ['a segment the guide lacks', 'HI*ABK', 'MIA*1~HI*ABK', ['segment-count', 'unexpected-segment']],
    ['a segment no guide has', 'HI*ABK', 'QQQ*1~HI*ABK', ['segment-count', 'unrecognized-segment']],
    [
      'a segment out of order',
      'REF*6R*1~',
      'REF*6R*1~DTP*471*D8*20260302~',
      ['segment-count', 'segment-out-of-order'],
    ],
    ['an element the guide does not use', '*160.5***11', '*160.5*A**11', ['element-not-used']],
    ['too many elements', 'LX*1~', 'LX*1*2~', ['too-many-elements']],
    ['a date that is none', 'D8*19610517', 'D8*19610231', ['invalid-date']],
    ['a wrong level number', 'HL*2*1*22', 'HL*3*1*22', ['hierarchy']],
    ['a wrong parent level', 'HL*2*1*22', 'HL*2*7*22', ['hierarchy']],
    [
      'a name of an entity the guide lacks',
      'CLM*C',
      'NM1*QQ*2*NOBODY~N3*NOWHERE~CLM*C',
      ['segment-count', 'unexpected-segment'],
    ],
    ['a missing opening segment', 'LX*1~', '', ['segment-count', 'required-segment-missing']],
    ['two totals that differ', '*160.5*', '*160.51*', ['claim-total']],
  ])('finds %s', (_, from, to, codes) => {
    const text = claimFile.replace(from, to);
    expect(text).not.toBe(claimFile);
    const [first, second] = errorsIn(text);
    expect(first?.filter((code) => code !== 'line-counter')).toEqual(codes);
    expect(second).toEqual([]);
  });

  it('says where: loop, segment, position, element, value and byte', () => {
    const text = claimFile.replace('DMG*D8*19610517*F', 'DMG*D8*19610517*X');
    expect(transactionsIn(read(text))[0]?.findings).toEqual([
      {
        snip: 2,
        severity: 'error',
        code: 'code-not-in-guide',
        elementErrorCode: 'I6',
        loop: '2010BA',
        segment: 'DMG',
        position: 17,
        element: 3,
        dataElement: '1068',
        value: 'X',
        offset: text.indexOf('DMG*'),
        sentence: 'DMG03 (sex) holds "X"; the guide allows F, M, U in birth date and sex',
      },
    ]);
  });

  it('is unreadable at the byte where the file breaks off, and keeps only what was whole', () => {
    const result = read(claimFile + claimFile.slice(0, -40));
    expect(result).toMatchObject({ readable: false, interchanges: [{ controlNumber: '000000012' }] });
    expect(result.interchanges).toHaveLength(1);
    expect(result).toHaveProperty(
      'offset',
      expect.toSatisfy((offset: number) => offset > claimFile.length),
    );
  });

  it('accepts a file that lacks nothing but its last terminator, with a warning', () => {
    const result = read(claimFile.slice(0, -1));
    expect(result).toMatchObject({
      readable: true,
      interchanges: [{ findings: [{ severity: 'warning', code: 'terminator-missing' }] }],
    });
    expect(read(claimFile.slice(0, -2)).readable).toBe(false);
  });

  it('reports an interchange that is not closed before the next starts', () => {
    const open = claimFile.slice(0, claimFile.indexOf('IEA*'));
    expect(read(open + claimFile)).toMatchObject({
      readable: true,
      interchanges: [
        { findings: [{ severity: 'error', code: 'interchange-not-closed' }] },
        // It is the same file again.
        { findings: [{ severity: 'warning', code: 'interchange-control-number-repeated' }] },
      ],
    });
  });

  it('says of bytes between interchanges that they were not read', () => {
    expect(read(`See attached.\n${claimFile}`)).toMatchObject({
      readable: true,
      findings: [{ severity: 'warning', code: 'stray-bytes', offset: 0 }],
    });
  });

  it('answers any damage to a file of any kind, and can acknowledge every answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...filesOfEachKind),
        fc.constantFrom('replace', 'delete', 'insert', 'truncate', 'double'),
        fc.nat(),
        fc.oneof(fc.constantFrom(...bytes('*~:^\r\n IS0')), fc.nat({ max: 255 })),
        (whole, kind, place, byte) => {
          const at = place % whole.length;
          const head = whole.slice(0, at);
          const tail = whole.slice(at + 1);
          const damaged = {
            replace: [...head, byte, ...tail],
            delete: [...head, ...tail],
            insert: [...head, byte, ...whole.slice(at)],
            truncate: [...head],
            double: [...head, ...whole.slice(at, at + 40), ...whole.slice(at)],
          }[kind];
          const result = readInterchanges(Uint8Array.from(damaged));
          for (const interchange of result.interchanges) {
            const { groups } = acknowledge(interchange);
            const answer = write999(plainEnvelope, groups, { interchange: 1, group: 1 });
            expect(read(answer).readable).toBe(true);
          }
          const claims = transactionsIn(result).filter((one) => one.guide?.name === '837P');
          expect(claims.filter((one) => one.accepted && !isUsable(one))).toEqual([]);
          expect(kind === 'truncate' && at < whole.length - 1 && result.readable).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses to read a transaction as what it is not', () => {
    const [transaction] = transactionsIn(read(claimFile));
    expect(() => transaction && read835(transaction)).toThrow(/is a 837P; a 835 was expected/);
  });
});

describe('acknowledge', () => {
  const acknowledged = (text: string) => read(text).interchanges.map(acknowledge);

  it('accepts a good interchange', () => {
    expect(acknowledged(claimFile)).toEqual([
      {
        interchange: {
          interchangeControlNumber: '000000012',
          date: '2026-03-04',
          time: '0512',
          code: 'A',
          noteCode: '000',
        },
        groups: [
          {
            functionalCode: 'HC',
            groupControlNumber: '34',
            version: '005010X222A1',
            transactions: [
              {
                setCode: '837',
                controlNumber: '0001',
                version: '005010X222A1',
                segmentErrors: [],
                code: 'A',
                errorCodes: [],
              },
              {
                setCode: '837',
                controlNumber: '0002',
                version: '005010X222A1',
                segmentErrors: [],
                code: 'A',
                errorCodes: [],
              },
            ],
            code: 'A',
            includedCount: 2,
            receivedCount: 2,
            acceptedCount: 2,
            errorCodes: [],
          },
        ],
      },
    ]);
  });

  it('accepts partially, with the position of each error and the claim it is about', () => {
    const [answer] = acknowledged(claimFile.replace('*125*UN*', '*125*XX*'));
    expect(answer?.groups).toMatchObject([
      {
        code: 'P',
        acceptedCount: 1,
        transactions: [
          {
            code: 'R',
            errorCodes: ['5'],
            segmentErrors: [
              {
                segmentId: 'SV1',
                position: 22,
                loopId: '2400',
                code: '8',
                contexts: [{ name: 'CLM01', value: 'C0000000000001-1' }],
                elementErrors: [{ element: 3, dataElement: '355', code: 'I6', value: 'XX' }],
              },
            ],
          },
          { code: 'A' },
        ],
      },
    ]);
  });

  it.each([
    ['wrong number of groups', 'IEA*1*', 'IEA*2*', { code: 'R', noteCode: '021' }],
    ['control numbers that differ', 'IEA*1*000000012', 'IEA*1*000000013', { code: 'R', noteCode: '001' }],
    ['a date that is none', '*260304*0512*', '*26AB04*0512*', { code: 'R', noteCode: '014' }],
  ])('rejects an interchange with %s', (_, from, to, answer) => {
    expect(acknowledged(claimFile.replace(from, to))[0]?.interchange).toMatchObject(answer);
  });

  it.each([
    ['wrong number of transactions', 'GE*2*34', 'GE*3*34', ['5']],
    ['control numbers that differ', 'GE*2*34', 'GE*2*35', ['4']],
    ['no trailer', 'GE*2*34~', '', ['3']],
  ])('rejects a group with %s', (_, from, to, errorCodes) => {
    expect(acknowledged(claimFile.replace(from, to))[0]?.groups).toMatchObject([
      { code: 'R', acceptedCount: 0, errorCodes },
    ]);
  });
});
