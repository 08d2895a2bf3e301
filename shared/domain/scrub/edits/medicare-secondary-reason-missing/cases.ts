import type { PayerId } from '#contracts/identifiers.ts';
import { caseCoverage, type EditCase } from '../../edit-case.ts';

const medicare = { ...caseCoverage, order: 'secondary', payerId: 'FEDMB' as PayerId } as const;

export const cases: readonly EditCase[] = [
  { title: 'passes a claim with one coverage', expect: [] },
  {
    title: 'passes Medicare as the primary payer',
    claim: { coverages: [{ ...medicare, order: 'primary' }] },
    expect: [],
  },
  {
    title: 'passes Medicare as the secondary payer with its reason',
    claim: { coverages: [caseCoverage, { ...medicare, medicareSecondaryReason: '12' }] },
    expect: [],
  },
  {
    title: 'holds Medicare as the secondary payer without one',
    claim: { coverages: [caseCoverage, medicare] },
    expect: [{ result: 'fail', where: 'secondary coverage' }],
  },
  {
    title: 'passes another secondary payer',
    claim: { coverages: [caseCoverage, { ...caseCoverage, order: 'secondary' }] },
    expect: [],
  },
];
