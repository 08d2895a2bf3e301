import { describe, expect, test } from 'vitest';
import type { PlainDate } from '#contracts/dates.ts';
import { codeList, editionsInForce, type Edition, type TableName } from '#domain/code-sets/code-tables.ts';
import { composeTables, type LoadedEdition } from '#domain/code-sets/compose-tables.ts';
import { pack, open } from '#domain/code-sets/packed/pack.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';

function day(text: string): PlainDate {
  return text as PlainDate;
}

function diagnoses(
  edition: string,
  from: string,
  codes: readonly string[],
  rest: { readonly to?: string; readonly isWhole?: boolean } = {},
): LoadedEdition {
  const rows = codes.map((code) => ({ code, label: `${code} of ${edition}`, isBillable: true }));
  return { ...described('icd-10-cm', edition, from, rest), ...codeList(rows) };
}

function described<Name extends TableName>(
  table: Name,
  edition: string,
  from: string,
  { to, isWhole = true }: { readonly to?: string; readonly isWhole?: boolean } = {},
): Edition & { readonly table: Name } {
  return { table, edition, from: day(from), ...(to !== undefined && { to: day(to) }), isWhole };
}

describe('diagnoses', () => {
  const tables = composeTables(
    [
      diagnoses('FY2026', '2025-10-01', ['A', 'B']),
      diagnoses('FY2024', '2023-10-01', ['A']),
      diagnoses('FY2026 April', '2026-04-01', ['A', 'C']),
    ],
    seedTables,
  );

  test.each([
    ['2023-09-30', 'seed'],
    ['2023-10-01', 'FY2024'],
    ['2024-09-30', 'FY2024'],
    // Nobody loaded FY2025, and another year's list does not say what was valid in it.
    ['2024-10-01', 'seed'],
    ['2025-09-30', 'seed'],
    ['2025-10-01', 'FY2026'],
    ['2026-03-31', 'FY2026'],
    ['2026-04-01', 'FY2026 April'],
    ['2026-09-30', 'FY2026 April'],
    ['2026-10-01', 'seed'],
  ])('of %s are judged by %s', (on, edition) => {
    expect(tables.diagnoses.inForceOn(day(on))?.edition).toBe(edition);
    expect(editionsInForce(tables, [day(on)])).toContainEqual({ table: 'icd-10-cm', edition });
  });

  test('that a whole edition lacks do not exist, whatever the seed knows', () => {
    const edition = tables.diagnoses.inForceOn(day('2026-01-15'));
    expect(edition?.isWhole).toBe(true);
    expect(edition?.find('B')).toMatchObject({ label: 'B of FY2026' });
    expect(edition?.find('E119')).toBeUndefined();
  });

  test('that a partial edition lacks are looked up in the seed', () => {
    const partial = composeTables(
      [diagnoses('own', '2025-10-01', ['A', 'I10'], { isWhole: false })],
      seedTables,
    ).diagnoses.inForceOn(day('2026-01-15'));
    expect(partial).toMatchObject({ edition: 'own', isWhole: false });
    expect(partial?.find('I10')?.label).toBe('I10 of own');
    expect(partial?.find('E119')?.label).toBe('Type 2 diabetes without complications');
    expect(partial?.find('Z')).toBeUndefined();
  });
});

describe('pairs', () => {
  const rows = [
    { column1: '11042', column2: '97597', indicator: '1', from: day('2009-01-01') },
    { column1: '64450', column2: '76942', indicator: '0', from: day('2015-01-01'), to: day('2019-12-31') },
  ] as const;
  const opened = (edition: string, from: string, to: string): LoadedEdition =>
    open(pack(described('ncci-ptp-practitioner', edition, from, { to }), rows));
  const { practitionerPairs } = composeTables(
    [opened('2026Q4', '2026-10-01', '2026-12-31'), opened('2026Q2', '2026-04-01', '2026-06-30')],
    seedTables,
  );

  test.each([
    ['2016-05-05', '2026Q2'],
    ['2026-03-31', '2026Q2'],
    ['2026-06-30', '2026Q2'],
    ['2026-07-01', '2026Q4'],
    ['2026-12-31', '2026Q4'],
    ['2027-01-01', 'seed'],
  ])('of %s are judged by %s, since the file keeps the pairs of earlier quarters', (on, edition) => {
    expect(practitionerPairs.inForceOn(day(on))).toMatchObject({ edition, isWhole: edition !== 'seed' });
  });

  test('that ended before the quarter are found on their days', () => {
    const find = (on: string): string | undefined =>
      practitionerPairs.inForceOn(day(on))?.find('64450', '76942', day(on))?.indicator;
    expect(['2014-12-31', '2015-01-01', '2019-12-31', '2020-01-01'].map(find)).toEqual([
      undefined,
      '0',
      '0',
      undefined,
    ]);
  });
});

test('codes of HCPCS that an edition has are judged before its quarter too, those that it lacks are not', () => {
  const rows = [{ code: 'J9999', label: 'A drug', from: day('2024-01-01') }];
  const { hcpcsCodes, physicianFees } = composeTables(
    [
      { ...described('hcpcs', '2025Q1', '2025-01-01'), ...codeList(rows) },
      { ...described('mpfs', '2025Q4', '2025-10-01'), find: () => undefined },
    ],
    seedTables,
  );
  expect(hcpcsCodes.inForceOn(day('2024-06-30'))).toMatchObject({ edition: '2025Q1', isWhole: false });
  expect(hcpcsCodes.inForceOn(day('2024-06-30'))?.find('J9999')).toEqual(rows[0]);
  expect(hcpcsCodes.inForceOn(day('2024-06-30'))?.find('G0439')?.code).toBe('G0439');
  expect(hcpcsCodes.inForceOn(day('2025-06-30'))).toMatchObject({ edition: '2025Q1', isWhole: true });
  expect(physicianFees.inForceOn(day('2025-09-30'))).toBeUndefined();
});

test('without any edition the seed answers everything', () => {
  expect(composeTables([], seedTables)).toEqual(seedTables);
});

test('an edition that has ended gives its days to nobody, and not back to the one that it replaced', () => {
  const tables = composeTables(
    [diagnoses('one', '2026-01-01', ['A']), diagnoses('two', '2026-03-01', ['A'], { to: '2026-05-31' })],
    seedTables,
  );
  const governing = (on: string) => tables.diagnoses.inForceOn(day(on))?.edition;
  expect(['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map(governing)).toEqual([
    'one',
    'two',
    'two',
    'seed',
  ]);
});
