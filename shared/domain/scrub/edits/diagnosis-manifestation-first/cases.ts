import type { EditCase } from '../../edit-case.ts';
import { caseLimits } from '../../diagnosis-case-tables.ts';

const tables = caseLimits({ code: 'F0280', isManifestation: true });

export const cases: readonly EditCase[] = [
  { title: 'passes any other diagnosis', tables, expect: [] },
  { title: 'passes it in the second place', tables, claim: { diagnoses: ['G30.9', 'F02.80'] }, expect: [] },
  {
    title: 'holds it in the first place',
    tables,
    claim: { diagnoses: ['F02.80', 'G30.9'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'passes a claim without diagnoses, which another edit holds',
    claim: { diagnoses: [] },
    expect: [],
  },
  { title: 'does not check without the editor', expect: [{ result: 'not-checked', where: 'claim' }] },
  {
    title: 'passes in the first place what is unacceptable there for inpatients only',
    tables: caseLimits({ code: 'Z0000', isUnacceptablePrincipal: true }),
    claim: { diagnoses: ['Z00.00'] },
    expect: [],
  },
];
