import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import {
  lastNumbers,
  numberOfSerial,
  reviewNumbers,
  type PartnerRecords,
} from '#domain/submission/control-numbers.ts';

const at = Instant.parse('2026-03-20T15:00:00.000Z');
const pair = { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' };
const records = (changes: Partial<PartnerRecords>): PartnerRecords => ({
  pair,
  serial: 0,
  limit: 1000,
  issued: [],
  received: [],
  ...changes,
});

describe('the numbers of interchanges', () => {
  test.each([
    [1, 1],
    [999_999_999, 999_999_999],
    [1_000_000_000, 1],
    [1_999_999_998, 999_999_999],
    [1_999_999_999, 1],
  ])('the interchange %d has the number %d', (serial, number) => {
    expect(numberOfSerial(serial)).toBe(number);
  });

  test.each([
    ['none were given', 0, []],
    ['fewer were given than are looked at', 2, [{ from: 1, to: 2 }]],
    ['more were given', 10, [{ from: 8, to: 10 }]],
    [
      'they began again in between',
      1_000_000_000,
      [
        { from: 999_999_998, to: 999_999_999 },
        { from: 1, to: 1 },
      ],
    ],
    ['they began again just before', 1_000_000_002, [{ from: 1, to: 3 }]],
  ])('the last three, when %s', (_when, serial, expected) => {
    expect(lastNumbers(serial, 3)).toEqual(expected);
  });

  test('a number without a record, one not sent and one that is void are told; one that was sent is not', () => {
    const { unsent, lastIssued, reviewed } = reviewNumbers(
      records({
        serial: 4,
        issued: [
          { number: 1, fileName: 'a.edi', issuedAt: at, sentAt: at },
          { number: 3, fileName: 'c.edi', issuedAt: at },
          { number: 4, fileName: 'c.edi', issuedAt: at, voidReason: 'c.edi was given 3' },
        ],
      }),
    );
    expect({ lastIssued, reviewed }).toEqual({ lastIssued: 4, reviewed: 4 });
    expect(unsent).toEqual([
      { number: 2 },
      { number: 3, fileName: 'c.edi', issuedAt: at },
      { number: 4, fileName: 'c.edi', issuedAt: at, voidReason: 'c.edi was given 3' },
    ]);
  });

  test('numbers before those that are looked at are not told', () => {
    const { unsent, reviewed } = reviewNumbers(records({ serial: 5000, limit: 2 }));
    expect(reviewed).toBe(2);
    expect(unsent).toEqual([{ number: 4999 }, { number: 5000 }]);
  });

  test('what came is told with its gaps, repeats and refusals; a number that is none makes no gap', () => {
    const came = (controlNumber: string, more: object = {}) => ({
      controlNumber,
      fileKey: `inbound/${controlNumber}.edi`,
      interchangeIndex: 0,
      receivedAt: at,
      verdict: 'accepted' as const,
      ...more,
    });
    expect(
      reviewNumbers(
        records({
          received: [
            came('000000009', { verdict: 'rejected' }),
            came('000000004', { repeatedBy: 'inbound/again.edi' }),
            came('000000005', { verdict: 'partly-rejected' }),
            came('00000000X'),
          ],
        }),
      ),
    ).toEqual({
      ...pair,
      reviewed: 0,
      unsent: [],
      lastReceived: '00000000X',
      received: 4,
      gaps: [{ from: 6, to: 8 }],
      repeated: [
        {
          controlNumber: '000000004',
          firstFileKey: 'inbound/000000004.edi',
          fileKey: 'inbound/again.edi',
        },
      ],
      refused: [
        { controlNumber: '000000009', fileKey: 'inbound/000000009.edi', verdict: 'rejected' },
        { controlNumber: '000000005', fileKey: 'inbound/000000005.edi', verdict: 'partly-rejected' },
      ],
    });
  });
});
