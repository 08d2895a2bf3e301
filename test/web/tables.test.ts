import { describe, expect, test } from 'vitest';
import { gatherPieces } from '../../web/api/bytes.ts';
import { pageOf, sortedBy } from '../../web/parts/table-order.ts';

describe('The rows of a table', () => {
  const rows = [
    { name: 'R10', cents: 300 },
    { name: 'R9', cents: -20 },
    { name: 'R1', cents: 300 },
  ];

  test.each([
    ['numbers by their size', (row: (typeof rows)[number]) => row.cents, 'ascending', ['R9', 'R10', 'R1']],
    [
      'numbers, the largest first',
      (row: (typeof rows)[number]) => row.cents,
      'descending',
      ['R10', 'R1', 'R9'],
    ],
    [
      'texts with numbers as people do',
      (row: (typeof rows)[number]) => row.name,
      'ascending',
      ['R1', 'R9', 'R10'],
    ],
  ] as const)('are ordered: %s', (_, sortOf, direction, names) => {
    expect(sortedBy(rows, sortOf, direction).map(({ name }) => name)).toEqual(names);
  });

  test('stay as they came where a column has no order', () => {
    expect(sortedBy(rows, undefined, 'descending')).toBe(rows);
  });

  test.each([
    [1, ['a', 'b'], 1],
    [2, ['c', 'd'], 2],
    [3, ['e'], 3],
    [9, ['e'], 3],
    [0, ['a', 'b'], 1],
  ])('come page by page: page %i', (asked, shown, page) => {
    expect(pageOf(['a', 'b', 'c', 'd', 'e'], asked, 2)).toEqual({ rows: shown, page, pages: 3 });
  });

  test('make one page where there are none', () => {
    expect(pageOf([], 1, 50)).toEqual({ rows: [], page: 1, pages: 1 });
  });
});

describe('A file in pieces', () => {
  test('is put together from all of them', async () => {
    const whole = Uint8Array.from({ length: 10 }, (_, index) => 250 + index);
    const asked: number[] = [];
    const file = await gatherPieces(async (from) => {
      asked.push(from);
      const piece = whole.slice(from, from + 4);
      await Promise.resolve();
      return {
        contentType: 'application/pdf',
        base64: Buffer.from(piece).toString('base64'),
        ...(piece.length === 4 && { next: from + 4 }),
      };
    });
    expect(asked).toEqual([0, 4, 8]);
    expect(file).toEqual({ contentType: 'application/pdf', bytes: whole });
  });

  test('is not gathered where it never ends', async () => {
    const base64 = Buffer.alloc(3_000_000).toString('base64');
    await expect(
      gatherPieces((from) => Promise.resolve({ contentType: 'text/csv', base64, next: from + 3_000_000 })),
    ).rejects.toThrow('too long');
  });
});
