import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { isLineLength } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { claims } from './claim-arbitraries.ts';

const controlNumbers = { interchange: 12, group: 12 };
const lineLength = fc.integer({ min: 40, max: 300 }).filter(isLineLength);

describe('a file in lines of one length', () => {
  it('has nothing but the breaks in addition, after exactly so many characters', () => {
    fc.assert(
      fc.property(claims, lineLength, (claims, lineLengthCharacters) => {
        const plain = write837P(plainEnvelope, claims, controlNumbers);
        const text = write837P({ ...plainEnvelope, lineLengthCharacters }, claims, controlNumbers);
        const lines = text.split('\r\n');
        expect(lines.join('')).toBe(plain);
        expect(new Set(lines.slice(0, -1).map((line) => line.length))).toEqual(
          new Set([lineLengthCharacters]),
        );
        expect(lines.at(-1)?.length).toBeLessThanOrEqual(lineLengthCharacters);
      }),
      { numRuns: 20 },
    );
  });

  it('reads the same as in one line, at any line length', () => {
    fc.assert(
      fc.property(claims, lineLength, (claims, lineLengthCharacters) => {
        const text = write837P({ ...plainEnvelope, lineLengthCharacters }, claims, controlNumbers);
        const read = readInterchanges(new TextEncoder().encode(text));
        expect(read).toMatchObject({ readable: true, findings: [] });
        const [interchange] = read.interchanges;
        expect(interchange).toMatchObject({
          senderId: 'PRACTICE1',
          controlNumber: '000000012',
          findings: [],
        });
        const transactions = interchange?.groups.flatMap((group) => group.transactions) ?? [];
        expect(transactions.every(({ accepted }) => accepted)).toBe(true);
        expect(transactions.flatMap((one) => read837P(one).claims)).toEqual(claims);
      }),
      { numRuns: 20 },
    );
  });

  it.each([10, 39, 41, 52, 79.5, 82, 104, 105])('of %d characters is not written', (characters) => {
    expect(isLineLength(characters)).toBe(false);
  });

  it.each([40, 72, 80, 106, 128, 210, 1024])('of %d characters is written', (characters) => {
    expect(isLineLength(characters)).toBe(true);
  });
});
