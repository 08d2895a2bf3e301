import type { PlainDate } from '#contracts/dates.ts';
import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes codes that were in force', expect: [] },
  {
    title: 'holds a code that was retired before the visit',
    claim: { diagnoses: ['M54.5'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'passes the same code on its last day',
    claim: { diagnoses: ['M54.5'], serviceDateFrom: '2021-09-30' as PlainDate },
    expect: [],
  },
  {
    title: 'holds a code before its first day',
    claim: { diagnoses: ['E66.811'], serviceDateFrom: '2024-09-30' as PlainDate },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'holds a heading',
    claim: { diagnoses: ['I10', 'E11'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'does not check a code that the table does not have',
    claim: { diagnoses: ['Q99.8'] },
    expect: [{ result: 'not-checked', where: 'diagnosis 1' }],
  },
];
