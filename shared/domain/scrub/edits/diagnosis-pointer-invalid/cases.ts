import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes lines that point at diagnoses of the claim', expect: [] },
  {
    title: 'holds a line without a pointer',
    claim: { lines: caseLines({}, { diagnosisPointers: [] }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds a pointer behind the last diagnosis',
    claim: { lines: caseLines({ diagnosisPointers: [1, 3] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes four pointers',
    claim: {
      diagnoses: ['I10', 'E11.9', 'E78.5', 'R73.03'],
      lines: caseLines({ diagnosisPointers: [4, 1, 2, 3] }),
    },
    expect: [],
  },
];
