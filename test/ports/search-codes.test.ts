import { describe, expect, test } from 'vitest';
import type { CodeSetEdition } from '#contracts/code-sets.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { packSearchIndex } from '#domain/code-sets/search/pack-search-index.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import { codeSearch, searchKeyOf } from '#ports/search-codes.ts';

function loaded(edition: string, from: string, label: string) {
  const stored: CodeSetEdition = {
    kind: 'icd-10-cm',
    edition,
    from: from as PlainDate,
    isWhole: true,
    lacks: [],
    rowCount: 1,
    sha256: '0'.repeat(64),
    packedAs: 1,
    tableKey: `code-sets/icd-10-cm/${edition}.bin`,
    tableBytes: 1,
    loadedAt: '2026-09-01T08:00:00.000Z' as Instant,
    source: 'reference/made.txt v1',
    files: ['made.txt'],
  };
  const bytes = packSearchIndex({ table: 'icd-10-cm', edition, isWhole: true }, [{ code: 'A00', label }]);
  return { stored, bytes };
}

const editions = [
  loaded('FY2026', '2025-10-01', 'Moon fever'),
  loaded('FY2027', '2026-10-01', 'Moon fever, renamed'),
];

function store(read: string[]): Pick<CodeSetStore, 'registers' | 'getTable'> {
  return {
    registers: () =>
      Promise.resolve([{ kind: 'icd-10-cm', revision: 2, editions: editions.map(({ stored }) => stored) }]),
    getTable: ({ tableKey }) => {
      read.push(tableKey);
      const found = editions.find(({ stored }) => searchKeyOf(stored) === tableKey);
      return found === undefined ? Promise.reject(new Error(`no ${tableKey}`)) : Promise.resolve(found.bytes);
    },
  };
}

describe('a search for codes', () => {
  test('asks the edition that governs the day, and reads its index once', async () => {
    const read: string[] = [];
    const { search } = codeSearch(store(read));
    const on = async (day: string) =>
      (await search('moon', { kinds: ['icd-10-cm'], on: day as PlainDate, limit: 5 }))[0];
    expect(await on('2026-09-30')).toEqual({
      kind: 'icd-10-cm',
      edition: 'FY2026',
      codes: [{ code: 'A00', label: 'Moon fever', isBillable: true }],
    });
    expect((await on('2026-10-01'))?.codes).toMatchObject([{ label: 'Moon fever, renamed' }]);
    await on('2026-09-30');
    expect(read).toEqual(['code-sets/icd-10-cm/FY2026.search.bin', 'code-sets/icd-10-cm/FY2027.search.bin']);
  });

  test('looks through the codes that come with the program where none were loaded', async () => {
    const { search } = codeSearch({
      registers: () => Promise.resolve([]),
      getTable: () => Promise.reject(new Error('nothing is loaded')),
    });
    const found = await search('htn', {
      kinds: ['icd-10-cm', 'hcpcs', 'cpt'],
      on: '2026-10-01' as PlainDate,
      limit: 3,
    });
    expect(found.map(({ edition }) => edition)).toEqual(['seed', 'seed', 'seed']);
    const heart = await search('heart tracing', { kinds: ['cpt'], on: '2026-10-01' as PlainDate, limit: 1 });
    expect(heart[0]?.codes).toMatchObject([{ code: '93000' }]);
  });

  test.each([
    ['hypertension', 'I10', 'High blood pressure'],
    ['hypertensive', 'I10', 'High blood pressure'],
    ['high blood pressure', 'I10', 'High blood pressure'],
    ['hypothyroidism', 'E039', 'Underactive thyroid'],
    ['hyperlipidemia', 'E785', 'High cholesterol or lipids'],
    ['otitis media', 'H6690', 'Middle ear infection'],
  ])('finds by "%s" what the program itself calls otherwise: %s', async (words, code, label) => {
    const { search } = codeSearch({
      registers: () => Promise.resolve([]),
      getTable: () => Promise.reject(new Error('nothing is loaded')),
    });
    const found = await search(words, { kinds: ['icd-10-cm'], on: '2026-10-01' as PlainDate, limit: 1 });
    expect(found[0]?.codes).toMatchObject([{ code, label }]);
  });

  test('reads an index again after it could not be read', async () => {
    let isBroken = true;
    const whole = store([]);
    const { search } = codeSearch({
      registers: () => whole.registers(),
      getTable: (edition) =>
        isBroken ? Promise.reject(new Error('the bucket is away')) : whole.getTable(edition),
    });
    const asked = { kinds: ['icd-10-cm'], on: '2026-10-01' as PlainDate, limit: 5 } as const;
    await expect(search('moon', asked)).rejects.toThrow('the bucket is away');
    isBroken = false;
    expect((await search('moon', asked))[0]?.codes).toHaveLength(1);
  });
});
