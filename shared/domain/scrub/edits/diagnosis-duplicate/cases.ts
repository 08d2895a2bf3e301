import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes diagnoses that differ', expect: [] },
  {
    title: 'holds a diagnosis that is given twice',
    claim: { diagnoses: ['I10', 'E11.9', 'I10'] },
    expect: [{ result: 'fail', where: 'diagnosis 3' }],
  },
  {
    title: 'sees through the dot',
    claim: { diagnoses: ['E11.9', 'E119'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'names every repetition',
    claim: { diagnoses: ['I10', 'I10', 'I10'] },
    expect: [
      { result: 'fail', where: 'diagnosis 2' },
      { result: 'fail', where: 'diagnosis 3' },
    ],
  },
];
