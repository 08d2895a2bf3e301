import { cleanClaim, type EditCase } from '../../edit-case.ts';
import { caseLimits } from '../../diagnosis-case-tables.ts';
import type { PlainDate } from '#contracts/dates.ts';

const tables = caseLimits(
  { code: 'Z00110', ages: { fromYears: 0, toYears: 0 } },
  { code: 'O80', ages: { fromYears: 9, toYears: 64 } },
);

function born(birthDate: string): Pick<typeof cleanClaim, 'patient'> {
  return { patient: { ...cleanClaim.patient, birthDate: birthDate as PlainDate } };
}

export const cases: readonly EditCase[] = [
  { title: 'passes a diagnosis of any age', tables, expect: [] },
  {
    title: 'passes the day before the first birthday',
    tables,
    claim: { ...born('2025-10-06'), diagnoses: ['Z00.110'] },
    expect: [],
  },
  {
    title: 'warns on the first birthday',
    tables,
    claim: { ...born('2025-10-05'), diagnoses: ['Z00.110'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'passes the first year of a span',
    tables,
    claim: { ...born('2017-10-05'), diagnoses: ['O80'] },
    expect: [],
  },
  {
    title: 'warns a day before it',
    tables,
    claim: { ...born('2017-10-06'), diagnoses: ['I10', 'O80'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'passes the last year of a span',
    tables,
    claim: { ...born('1961-10-06'), diagnoses: ['O80'] },
    expect: [],
  },
  {
    title: 'warns a day after it',
    tables,
    claim: { ...born('1961-10-05'), diagnoses: ['O80'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  { title: 'does not check without the editor', expect: [{ result: 'not-checked', where: 'claim' }] },
  {
    title: 'does not check a patient whose birth date is not known',
    tables,
    claim: { patient: { ...cleanClaim.patient, birthDate: undefined }, diagnoses: ['I10', 'O80'] },
    expect: [{ result: 'not-checked', where: 'diagnosis 2' }],
  },
];
