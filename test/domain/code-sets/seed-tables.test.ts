import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { procedureTable, withDot, withoutDot } from '#domain/code-sets/code-tables.ts';
import { assignedPlaces } from '#domain/code-sets/places-of-service.ts';
import { seedDiagnoses } from '#domain/code-sets/seed-diagnoses.ts';
import { seedModifiers } from '#domain/code-sets/seed-modifiers.ts';
import { seedProcedurePairs } from '#domain/code-sets/seed-procedure-pairs.ts';
import { seedProcedures } from '#domain/code-sets/seed-procedures.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { seedUnitLimits } from '#domain/code-sets/seed-unit-limits.ts';
import { practice } from '../samples/encounters.ts';

const anyDay = '2026-10-05' as PlainDate;

describe('the seed tables', () => {
  test('hold every code once, with periods that begin before they end', () => {
    const codes = [seedDiagnoses, seedProcedures, seedUnitLimits, seedModifiers].map((rows) =>
      rows.map(({ code }) => code),
    );
    expect(codes.map((list) => new Set(list).size)).toEqual(codes.map(({ length }) => length));
    const wrong = [...seedDiagnoses, ...seedProcedures, ...seedProcedurePairs].filter(
      ({ from, to }) =>
        [from, to].some((day) => day !== undefined && !PlainDate.safeParse(day).success) ||
        (from !== undefined && to !== undefined && from > to),
    );
    expect(wrong).toEqual([]);
  });

  test('know every code of the contracts of the sample practice', () => {
    const codes = new Set(practice.payers.flatMap(({ contract }) => contract.map(({ code }) => code)));
    const unknown = [...codes].filter(
      (code) => procedureTable(code, seedTables).inForceOn(anyDay)?.find(code) === undefined,
    );
    expect(unknown).toEqual([]);
  });

  test('never list a pair twice, in either order', () => {
    const pairs = seedProcedurePairs.map(({ column1, column2 }) => [column1, column2].toSorted().join(' '));
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test('find a pair on the days that it is in force, in whichever order its codes are given', () => {
    const pairs = seedTables.practitionerPairs.inForceOn(anyDay);
    expect(pairs?.find('20610', '76942', anyDay)?.indicator).toBe('1');
    expect(pairs?.find('76942', '20610', anyDay)?.column1).toBe('20610');
    expect(pairs?.find('20610', '76942', '2019-12-31' as PlainDate)).toBeUndefined();
  });

  test('name the modifiers that bypass a pair, and no others', () => {
    const bypassing = seedModifiers.filter(({ bypassesPairs }) => bypassesPairs).map(({ code }) => code);
    expect(bypassing).toHaveLength(44);
    expect(bypassing).toEqual(expect.arrayContaining(['25', '59', 'XU', 'RT', 'T9']));
    expect(['26', '50', 'GP', '76'].filter((code) => bypassing.includes(code))).toEqual([]);
  });

  test('hold the 52 assigned places of service', () => {
    expect(assignedPlaces).toHaveLength(52);
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
