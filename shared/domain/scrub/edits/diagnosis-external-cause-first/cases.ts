import type { EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes an injury first', claim: { diagnoses: ['S93.401A', 'W18.30XA'] }, expect: [] },
  { title: 'passes the letter before', claim: { diagnoses: ['U07.1'] }, expect: [] },
  { title: 'passes the letter after', claim: { diagnoses: ['Z23'] }, expect: [] },
  {
    title: 'holds the first code of the chapter',
    claim: { diagnoses: ['V00.01XA'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'holds the last code of the chapter',
    claim: { diagnoses: ['Y99.9', 'S93.401A'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
];
