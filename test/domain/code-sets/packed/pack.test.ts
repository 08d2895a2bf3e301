import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '#contracts/dates.ts';
import {
  type DiagnosisNotesRow,
  isInForce,
  type ProcedurePairRow,
  tableNames,
} from '#domain/code-sets/code-tables.ts';
import { codeOf, keyOf } from '#domain/code-sets/packed/code-key.ts';
import { editionPacker, open, openTable, pack } from '#domain/code-sets/packed/pack.ts';
import { readPackedHeader, UnreadablePackedFile } from '#domain/code-sets/packed/packed-file.ts';
import { RowNotPackable } from '#domain/code-sets/packed/table-format.ts';
import { listTables, someCode, someDay, someRow } from './made-rows.ts';

const from = '2025-10-01' as PlainDate;
const to = '2026-09-30' as PlainDate;
const runs = { numRuns: 60 };

function ascending(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

describe('codes as numbers', () => {
  test('are the codes again, in the order of the codes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(someCode, { maxLength: 20 }), (codes) => {
        expect(codes.map((code) => codeOf(keyOf(code)))).toEqual(codes);
        expect(codes.toSorted((one, other) => keyOf(one) - keyOf(other))).toEqual(codes.toSorted(ascending));
      }),
      runs,
    );
  });

  test.each(['', 'e119', 'E11.9', 'E11 ', 'ABCDEFGHIJK', 'É1'])('"%s" has none', (code) => {
    expect(keyOf(code)).toBe(-1);
  });
});

describe.each(listTables.filter((name) => name !== 'icd-10-cm-notes'))('a packed table %s', (table) => {
  test('answers each code with the row that was packed, and no other code', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray<{ readonly code: string }, string>(someRow[table], {
          maxLength: 12,
          selector: ({ code }) => code,
        }),
        someCode,
        (rows, other) => {
          const edition = { table, edition: 'made', from, to, isWhole: true };
          // The generator and the name of the table are one pair, which the type of a list of tables cannot say.
          const opened = openTable(pack(edition, rows as never[]), table);
          expect(rows.map(({ code }) => opened.find(code))).toEqual(rows);
          expect(rows.map(({ code }) => opened.find(code))).toEqual(rows);
          expect(opened.find(other)).toEqual(rows.find(({ code }) => code === other));
          expect([...opened.rows()]).toEqual(
            rows.toSorted((one, another) => ascending(one.code, another.code)),
          );
          expect(opened).toMatchObject({ ...edition, rowCount: rows.length });
        },
      ),
      runs,
    );
  });

  test('refuses a code that is there twice, and one that is none', () => {
    const [row] = fc.sample<{ readonly code: string }>(someRow[table], { numRuns: 1, seed: 5 });
    const edition = { table, edition: 'made', isWhole: true };
    expect(() => pack(edition, [row, row] as never[])).toThrow(RowNotPackable);
    expect(() => pack(edition, [{ ...row, code: 'E11.9' }] as never[])).toThrow('"E11.9" is no code');
  });
});

describe.each(['ncci-ptp-practitioner', 'ncci-ptp-outpatient'] as const)('a packed table %s', (table) => {
  test('answers two codes in any order with the strictest row of them that is in force on the day', () => {
    const pairOf = (...codes: readonly string[]): string => codes.toSorted().join(' ');
    const name = ({ column1, column2, indicator, from: first, to: last }: ProcedurePairRow): string =>
      [column1, column2, indicator, first ?? '', last ?? '9'].join(' ');
    fc.assert(
      fc.property(
        fc.uniqueArray(someRow[table], { maxLength: 60, selector: name }),
        fc.array(someDay, { minLength: 1, maxLength: 5 }),
        (rows, days) => {
          const opened = openTable(pack({ table, edition: 'made', isWhole: true }, rows), table);
          const codes = [...new Set(rows.flatMap(({ column1, column2 }) => [column1, column2])), 'ZZ'];
          for (const day of days) {
            for (const one of codes) {
              for (const other of codes) {
                const expected = rows
                  .filter((row) => isInForce(row, day))
                  .filter(({ column1, column2 }) => pairOf(column1, column2) === pairOf(one, other))
                  .map(({ indicator }) => indicator)
                  .toSorted()[0];
                const found = opened.find(one, other, day);
                expect(found?.indicator).toBe(expected);
                expect(found === undefined || rows.map(name).includes(name(found))).toBe(true);
              }
            }
          }
          expect([...opened.rows()].map(name).toSorted()).toEqual(rows.map(name).toSorted());
          expect(opened.rowCount).toBe(rows.length);
        },
      ),
      runs,
    );
  });

  test('keeps the periods of a pair apart to the day', () => {
    const pair = { column1: '20610', column2: '76942' } as const;
    const opened = openTable(
      pack({ table, edition: 'made', isWhole: true }, [
        { ...pair, indicator: '1', from: '2020-01-01' as PlainDate, to: '2022-12-31' as PlainDate },
        { ...pair, indicator: '0', from: '2024-04-01' as PlainDate },
        { ...pair, indicator: '9', from: '2023-01-01' as PlainDate, to: '2023-01-01' as PlainDate },
      ]),
      table,
    );
    const days = [
      '2019-12-31',
      '2020-01-01',
      '2022-12-31',
      '2023-01-01',
      '2023-01-02',
      '2024-03-31',
      '2024-04-01',
    ];
    expect(days.map((day) => opened.find('20610', '76942', day as PlainDate)?.indicator)).toEqual([
      undefined,
      '1',
      '1',
      '9',
      undefined,
      undefined,
      '0',
    ]);
    const turned = opened.find('76942', '20610', '2024-04-01' as PlainDate);
    expect(turned).toEqual(opened.find('20610', '76942', '2024-04-01' as PlainDate));
    expect(turned?.column1).toBe('20610');
    expect(opened.find('76942', '11042', '2024-04-01' as PlainDate)).toBeUndefined();
  });

  test('refuses a row that is there twice, and a code that is none', () => {
    const row = { column1: '11042', column2: '97597', indicator: '1', from } as const;
    const edition = { table, edition: 'made', isWhole: true };
    expect(() => pack(edition, [row, { ...row, indicator: '0' }, row])).toThrow(
      'The pair 11042 and 97597 is there twice',
    );
    expect(() => pack(edition, [{ ...row, column2: '9759-' }])).toThrow('"9759-" is no code');
  });

  test('takes less than five bytes a pair', () => {
    const packer = editionPacker({ table, edition: 'made', isWhole: true });
    const rowCount = 300_000;
    for (let row = 0; row < rowCount; row++) {
      packer.add({
        column1: String(10_000 + (row % 3000)),
        column2: String(20_000 + Math.floor(row / 3000) * 7),
        indicator: row % 3 === 0 ? '0' : '1',
        from: `${2000 + (row % 25)}-01-01` as PlainDate,
      });
    }
    expect(packer.finish().length).toBeLessThan(rowCount * 5);
  });
});

describe('the packed fee schedule', () => {
  test('answers each code and modifier with the row that was packed', () => {
    const name = ({ code, modifier }: { readonly code: string; readonly modifier: string }): string =>
      `${code} ${modifier}`;
    fc.assert(
      fc.property(fc.uniqueArray(someRow.mpfs, { maxLength: 12, selector: name }), (rows) => {
        const opened = openTable(pack({ table: 'mpfs', edition: 'made', isWhole: true }, rows), 'mpfs');
        expect(rows.map(({ code, modifier }) => opened.find(code, modifier))).toEqual(rows);
        for (const { code } of rows) {
          expect(opened.find(code, '')).toEqual(rows.find((row) => name(row) === `${code} `));
          expect(opened.find(code, 'XX')).toBeUndefined();
        }
        expect([...opened.rows()].map(name).toSorted()).toEqual(rows.map(name).toSorted());
      }),
      runs,
    );
  });
});

describe('packed notes', () => {
  test('say of each code what its headings say too', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(someRow['icd-10-cm-notes'], { maxLength: 12, selector: ({ code }) => code }),
        someCode,
        (rows, other) => {
          const opened = openTable(
            pack({ table: 'icd-10-cm-notes', edition: 'made', isWhole: true }, rows),
            'icd-10-cm-notes',
          );
          for (const code of [...rows.map((row) => row.code), `${other}A`.slice(0, 10)]) {
            expect(opened.find(code)).toEqual(inheritedNotes(code, rows));
          }
        },
      ),
      runs,
    );
  });

  test('are those of the heading where the tabular list ends before the seventh character', () => {
    const none = { excludes1: [], codeFirst: [], useAdditional: [], seventhCharacters: [] };
    const burns = { from: 'T20', to: 'T25' };
    const opened = openTable(
      pack({ table: 'icd-10-cm-notes', edition: 'made', isWhole: true }, [
        { ...none, code: 'S93', excludes1: [burns], seventhCharacters: ['A', 'D', 'S'] },
        { ...none, code: 'S9340', codeFirst: [burns] },
        { ...none, code: 'S93401' },
      ]),
      'icd-10-cm-notes',
    );
    expect(opened.find('S93401A')).toEqual({
      code: 'S93401A',
      excludes1: [burns],
      codeFirst: [burns],
      useAdditional: [],
      seventhCharacters: ['A', 'D', 'S'],
    });
    expect(opened.find('S94')).toBeUndefined();
    expect(opened.find('S9')).toBeUndefined();
  });
});

/** What a reader of the book would gather, from the code itself up to its category. */
function inheritedNotes(code: string, rows: readonly DiagnosisNotesRow[]): DiagnosisNotesRow | undefined {
  const chain = rows
    .filter((row) => code.startsWith(row.code) && (row.code.length >= 3 || row.code === code))
    .toSorted((one, other) => other.code.length - one.code.length);
  // Below three characters nothing is looked up at all.
  if (chain.length === 0 || code.length < 3) {
    return undefined;
  }
  const gathered = (list: 'excludes1' | 'codeFirst' | 'useAdditional'): DiagnosisNotesRow[typeof list] => {
    const ranges = chain.flatMap((row) => row[list]);
    return ranges.filter(
      ({ from: first, to: last }, index) =>
        ranges.findIndex((range) => range.from === first && range.to === last) === index,
    );
  };
  return {
    code,
    excludes1: gathered('excludes1'),
    codeFirst: gathered('codeFirst'),
    useAdditional: gathered('useAdditional'),
    seventhCharacters: chain.find((row) => row.seventhCharacters.length > 0)?.seventhCharacters ?? [],
  };
}

describe('a packed file', () => {
  const bytes = pack({ table: 'mue-practitioner', edition: '2026Q4', from, to, isWhole: false }, [
    { code: '36415', units: 2, counts: 'day-clinical' },
    { code: 'A6460', units: 1, counts: 'line' },
  ]);

  test('is opened as the table that it says it is', () => {
    const opened = open(bytes);
    expect(opened).toMatchObject({ table: 'mue-practitioner', edition: '2026Q4', from, to, isWhole: false });
    expect(tableNames).toContain(opened.table);
  });

  test('says what it holds from its first bytes', () => {
    expect(readPackedHeader(bytes.subarray(0, bytes.length - 8))).toMatchObject({
      holds: 'table',
      table: 'mue-practitioner',
      rowCount: 2,
    });
  });

  test('is the same whatever the order of the rows', () => {
    const rows = [
      { code: 'A6460', units: 1, counts: 'line' },
      { code: '36415', units: 2, counts: 'day-clinical' },
    ] as const;
    expect(pack({ table: 'mue-practitioner', edition: '2026Q4', from, to, isWhole: false }, rows)).toEqual(
      bytes,
    );
  });

  test('is opened wherever it lies in a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(openTable(larger.subarray(3), 'mue-practitioner').find('36415')?.units).toBe(2);
  });

  test.each<readonly [string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'its 0 bytes do not begin with CLWTABLE'],
    ['another kind of file', new TextEncoder().encode('x'.repeat(500)), 'do not begin with CLWTABLE'],
    ['cut short', bytes.subarray(0, bytes.length - 8), 'and says that it has'],
    ['one with more behind it', new Uint8Array([...bytes, 0]), 'and says that it has'],
    ['of another version', changed(8, 2), 'format version 2'],
    ['changed in its last section', changed(bytes.length - 5, 77), 'its checksum is another'],
    ['changed in its header', changed(40, 77), 'its checksum is another'],
  ])('that is %s is refused', (_, damaged, why) => {
    expect(() => open(damaged)).toThrow(UnreadablePackedFile);
    expect(() => open(damaged)).toThrow(why);
  });

  test('of another table is refused', () => {
    expect(() => openTable(bytes, 'mue-outpatient')).toThrow(
      'it holds the table mue-practitioner, where the table mue-outpatient should lie',
    );
  });

  function changed(index: number, value: number): Uint8Array {
    const copy = bytes.slice();
    copy[index] = value;
    return copy;
  }
});
