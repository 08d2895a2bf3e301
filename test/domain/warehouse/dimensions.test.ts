import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { categoryOf, codeSetOf } from '#domain/warehouse/code-category.ts';
import { dimensionRows } from '#domain/warehouse/dimensions.ts';
import { foldObservations, type Observation } from '#domain/warehouse/observations.ts';
import { samplePractice } from '../ledger/sample-claim.ts';

const on = PlainDate.parse('2026-03-20');
const moment = (day: number): Instant =>
  Instant.parse(`2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`);
const patient = (
  at: Instant,
  said: Partial<Extract<Observation, { of: 'patient' }>['said']> = {},
): Observation => ({
  of: 'patient',
  key: 'NPATIENT',
  at,
  said: {
    lastName: 'Larch',
    firstName: 'Wren',
    birthDate: '1980-05-06',
    sex: 'F',
    state: 'OR',
    memberId: 'M1',
    ...said,
  },
});

describe('The dimensions', () => {
  const practice = samplePractice();
  const [payer] = practice.payers;

  test('have a row for each thing from the edition that said so until the one that says something else', () => {
    const renamed = {
      ...practice,
      edition: practice.edition + 1,
      payers: practice.payers.map((one) => (one === payer ? { ...one, name: 'Another name' } : one)),
    };
    const editions = [
      { practice: renamed, at: moment(10) },
      { practice, at: moment(1) },
    ];
    const { dim_payer: payers, dim_practice: practices } = dimensionRows(editions, [], on);
    expect(payers.filter((row) => row.payer_id === payer?.payerId)).toMatchObject([
      { name: payer?.name, valid_from: moment(1), valid_until: moment(10) },
      { name: 'Another name', valid_from: moment(10), valid_until: null },
    ]);
    expect(practices.map((row) => [row.edition, row.valid_until])).toEqual([
      [practice.edition, moment(10)],
      [practice.edition + 1, null],
    ]);
    expect(payers).toHaveLength(practice.payers.length + 1);
  });

  test('end what an edition does not have any more', () => {
    const without = { ...practice, edition: practice.edition + 1, payers: practice.payers.slice(1) };
    const { dim_payer: payers } = dimensionRows(
      [
        { practice, at: moment(1) },
        { practice: without, at: moment(5) },
      ],
      [],
      on,
    );
    expect(payers.find((row) => row.payer_id === payer?.payerId)).toMatchObject({ valid_until: moment(5) });
  });

  test('say nothing of a patient in the mart of reports but sex, state and a year that tells nobody is ninety', () => {
    const observations = [
      patient(moment(1)),
      patient(moment(3), { state: 'WA' }),
      { ...patient(moment(2), { birthDate: '1936-12-31' }), key: 'NOLD' } as Observation,
    ];
    const { dim_patient: patients, dim_patient_identified: identified } = dimensionRows([], observations, on);
    expect(patients).toEqual([
      {
        valid_from: moment(2),
        valid_until: null,
        patient_key: 'NOLD',
        birth_year: null,
        sex: 'F',
        state: 'OR',
      },
      {
        valid_from: moment(1),
        valid_until: moment(3),
        patient_key: 'NPATIENT',
        birth_year: 1980,
        sex: 'F',
        state: 'OR',
      },
      {
        valid_from: moment(3),
        valid_until: null,
        patient_key: 'NPATIENT',
        birth_year: 1980,
        sex: 'F',
        state: 'WA',
      },
    ]);
    expect(identified).toMatchObject([
      { last_name: 'Larch', patient_key: 'NOLD' },
      { patient_key: 'NPATIENT' },
    ]);
  });

  test('are the same in whatever order, and how often, days were looked at', () => {
    const observation = fc
      .record({ day: fc.integer({ min: 1, max: 9 }), state: fc.constantFrom('OR', 'WA') })
      .map(({ day, state }) => patient(moment(day), { state }));
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 6 }), (all) => {
        const folded = foldObservations(all);
        expect(foldObservations([...all].reverse())).toEqual(folded);
        expect(foldObservations([...folded, ...all])).toEqual(folded);
      }),
      { numRuns: 60 },
    );
  });
});

describe('A code', () => {
  test.each([
    ['99213', 'cpt', 'visit'],
    ['99381', 'cpt', 'visit'],
    ['11102', 'cpt', 'surgery'],
    ['71046', 'cpt', 'radiology'],
    ['81002', 'cpt', 'laboratory'],
    ['93000', 'cpt', 'medicine'],
    ['90471', 'cpt', 'medicine'],
    ['J1100', 'hcpcs', 'drug'],
    ['G0439', 'hcpcs', 'visit'],
    ['A4550', 'hcpcs', 'other'],
    ['0001F', 'cpt', 'other'],
  ])('%s is of %s and a %s', (code, codeSet, category) => {
    expect([codeSetOf(code), categoryOf(code)]).toEqual([codeSet, category]);
  });
});
