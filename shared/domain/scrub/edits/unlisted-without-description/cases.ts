import { caseLines, type EditCase } from '../../edit-case.ts';

const fails = [{ result: 'fail', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes codes that say what was done', expect: [] },
  { title: 'holds an unlisted procedure', claim: { lines: caseLines({ code: '64999' }) }, expect: fails },
  {
    title: 'holds one with spaces for a description',
    claim: { lines: caseLines({ code: '64999', description: '  ' }) },
    expect: fails,
  },
  {
    title: 'passes one that is described',
    claim: { lines: caseLines({ code: '64999', description: 'Cooled ablation of knee nerves' }) },
    expect: [],
  },
  {
    title: 'holds a drug that is not otherwise classified',
    claim: { lines: caseLines({ code: 'J3490' }) },
    expect: fails,
  },
  {
    title: 'passes one whose package is named',
    claim: { lines: caseLines({ code: 'J3490', drug: { ndc: '00000000001', quantity: 1, unit: 'UN' } }) },
    expect: [],
  },
  {
    title: 'passes a code next to an unlisted one',
    claim: { lines: caseLines({ code: '64998' }) },
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { coverages: [], lines: caseLines({ code: '64999' }) },
    expect: [],
  },
];
