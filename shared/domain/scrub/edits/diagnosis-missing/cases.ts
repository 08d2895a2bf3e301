import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes two diagnoses', expect: [] },
  {
    title: 'holds a claim without a diagnosis',
    claim: { diagnoses: [] },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'passes twelve diagnoses',
    claim: { diagnoses: Array.from({ length: 12 }, (_, index) => `E11.${index}`) },
    expect: [],
  },
  {
    title: 'holds thirteen diagnoses',
    claim: { diagnoses: Array.from({ length: 13 }, (_, index) => `E11.${index}`) },
    expect: [{ result: 'fail', where: 'claim' }],
  },
];
