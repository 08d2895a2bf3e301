import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { withDot, withoutDot, type CodeTables } from '#domain/code-sets/code-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { practice } from '../samples/encounters.ts';

const tables: CodeTables = seedTables;

describe('the seed tables', () => {
  test('hold every code under its own name, with periods that begin before they end', () => {
    const { diagnoses, procedures, unitLimits, procedurePairs } = tables;
    const rows = [...diagnoses, ...procedures, ...unitLimits];
    expect(rows.filter(([key, row]) => key !== row.code)).toEqual([]);
    expect([...procedurePairs].filter(([key, row]) => key !== `${row.column1} ${row.column2}`)).toEqual([]);
    const dated = [...diagnoses.values(), ...procedures.values(), ...procedurePairs.values()];
    const wrong = dated.filter(
      ({ from, to }) =>
        [from, to].some((day) => day !== undefined && !PlainDate.safeParse(day).success) ||
        (from !== undefined && to !== undefined && from > to),
    );
    expect(wrong).toEqual([]);
  });

  test('know every code of the contracts of the sample practice', () => {
    const codes = new Set(practice.payers.flatMap(({ contract }) => contract.map(({ code }) => code)));
    expect([...codes].filter((code) => !tables.procedures.has(code))).toEqual([]);
  });

  test('never list a pair in both orders', () => {
    const reversed = [...tables.procedurePairs.values()].filter(({ column1, column2 }) =>
      tables.procedurePairs.has(`${column2} ${column1}`),
    );
    expect(reversed).toEqual([]);
  });

  test('name the modifiers that bypass a pair, and no others', () => {
    const bypassing = [...tables.modifiers.values()].filter(({ bypassesPairs }) => bypassesPairs);
    expect(bypassing).toHaveLength(44);
    expect(
      ['25', '59', 'XU', 'RT', 'T9'].every((code) => tables.modifiers.get(code)?.bypassesPairs === true),
    ).toBe(true);
    expect(['26', '50', 'GP', '76'].some((code) => tables.modifiers.get(code)?.bypassesPairs === true)).toBe(
      false,
    );
  });

  test('hold the 52 assigned places of service', () => {
    expect(tables.placesOfService.size).toBe(52);
  });
});

test.each([
  ['E119', 'E11.9'],
  ['E11.9', 'E11.9'],
  ['I10', 'I10'],
  ['S93401A', 'S93.401A'],
])('the diagnosis %s is written %s', (code, dotted) => {
  expect(withDot(code)).toBe(dotted);
  expect(withoutDot(dotted)).toBe(code.replace('.', ''));
});
