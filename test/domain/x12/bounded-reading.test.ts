import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '#domain/x12/acknowledge.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { InterchangeReader } from '#domain/x12/interchange-reader.ts';
import { readChunks, readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { InterchangeEnvelope, ReadTransaction } from '#domain/x12/read-result.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';
import { remittance } from './remittance-arbitraries.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const claimFile = write837P(plainEnvelope, [officeVisit], { interchange: 12, group: 34 });
const headerEnd = claimFile.indexOf('GS*');

/** The head, so many times what is repeated in pieces, and the tail. */
function* repeated(head: string, piece: string, count: number, tail: string): Generator<Uint8Array> {
  const atOnce = 1000;
  const block = bytes(piece.repeat(atOnce));
  yield bytes(head);
  for (let done = 0; done < count; done += atOnce) yield block;
  yield bytes(tail);
}

describe('What is kept of one interchange does not grow with it', () => {
  it('keeps a thousand TA1 of 300,000, and rejects the interchange once', () => {
    const [interchange] = readChunks(
      repeated(
        claimFile.slice(0, headerEnd),
        'TA1*000000007*260304*0512*A*000~',
        300_000,
        'IEA*0*000000012~',
      ),
    ).interchanges;
    if (interchange === undefined) throw new Error('No interchange was read');
    expect(interchange.acknowledgements).toHaveLength(1000);
    expect(interchange.findings).toMatchObject([{ severity: 'error', code: 'too-many-acknowledgements' }]);
    expect(acknowledge(interchange).interchange).toMatchObject({ code: 'R', noteCode: '024' });
  });

  it('keeps a thousand TA1 without a finding', () => {
    const [interchange] = readChunks(
      repeated(claimFile.slice(0, headerEnd), 'TA1*000000007*260304*0512*A*000~', 1000, 'IEA*0*000000012~'),
    ).interchanges;
    expect(interchange).toMatchObject({ acknowledgements: { length: 1000 }, findings: [] });
  });

  it('keeps 50,000 batches of 200,000 of a remittance, and rejects the transaction once', () => {
    const [one] = fc.sample(remittance, { seed: 5, numRuns: 1 });
    if (one === undefined) throw new Error('There is no remittance');
    const text = write835(plainEnvelope, [one], { interchange: 12, group: 34 });
    const start = text.indexOf('LX*');
    const transactions: ReadTransaction[] = [];
    const reader = new InterchangeReader({ transaction: (read) => transactions.push(read) });
    for (const chunk of repeated(
      text.slice(0, start),
      'LX*1~',
      200_000,
      'SE*1*0001~GE*1*34~IEA*1*000000012~',
    )) {
      reader.push(chunk);
    }
    reader.end();
    const [transaction] = transactions;
    expect(transaction?.accepted).toBe(false);
    expect(transaction?.model).toMatchObject({ guide: '835', value: { batches: { length: 50_000 } } });
    const told = transaction?.findings.filter(({ code }) => code === 'too-many-batches');
    expect(told).toMatchObject([{ severity: 'error', segment: 'LX', transactionErrorCode: '5' }]);
  });
});

describe('A control number of an interchange that came before in the file', () => {
  const numbered = (number: number, changes: readonly [from: string, to: string][] = []): string =>
    changes.reduce(
      (text, [from, to]) => text.replace(from, to),
      write837P(plainEnvelope, [officeVisit], { interchange: number, group: 34 }),
    );

  it.each<[what: string, files: readonly string[], repeats: readonly number[]]>([
    ['is told of the second', [numbered(12), numbered(12)], [1]],
    ['is told of each further one', [numbered(12), numbered(13), numbered(12), numbered(12)], [2, 3]],
    ['is another, of another number', [numbered(12), numbered(13)], []],
    [
      'is another, of another sender',
      [numbered(12), numbered(12, [['*PRACTICE1      *', '*PRACTICE2      *']])],
      [],
    ],
    [
      'is another, of another qualifier',
      [numbered(12), numbered(12, [['*ZZ*PRACTICE1', '*30*PRACTICE1']])],
      [],
    ],
    [
      'is another, for another receiver',
      [numbered(12), numbered(12, [['*HOUSE          *', '*BARN           *']])],
      [],
    ],
  ])('%s', (_, files, repeats) => {
    const { interchanges } = readInterchanges(bytes(files.join('\n')));
    expect(interchanges).toHaveLength(files.length);
    const told = interchanges.flatMap(({ findings }, index) =>
      findings.some(({ code }) => code === 'interchange-control-number-repeated') ? [index] : [],
    );
    expect(told).toEqual(repeats);
    expect(interchanges.map((one) => acknowledge(one).interchange.code)).toEqual(files.map(() => 'A'));
  });

  it('is found among 100,000 interchanges of many partners', () => {
    const counts = { interchanges: 0, repeats: 0 };
    const reader = new InterchangeReader({
      interchange: ({ findings }: InterchangeEnvelope) => {
        counts.interchanges++;
        if (findings.length > 0) counts.repeats++;
      },
    });
    const header = claimFile.slice(0, headerEnd);
    const empty = (index: number): string => {
      const number = String(index).padStart(9, '0');
      const sender = `PARTNER${index % 2000}`.padEnd(15);
      return `${header.replace('PRACTICE1      ', sender).replace('000000012', number)}IEA*0*${number}~`;
    };
    for (let first = 0; first < 100_000; first += 1000) {
      reader.push(bytes(Array.from({ length: 1000 }, (_, index) => empty(first + index)).join('')));
    }
    reader.push(bytes(empty(4)));
    reader.end();
    expect(counts).toEqual({ interchanges: 100_001, repeats: 1 });
  });
});
