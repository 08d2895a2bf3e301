import type { Npi } from '#contracts/identifiers.ts';
import type { EditCase } from '../../edit-case.ts';

const right = { lastName: 'Rowan', firstName: 'Rita', npi: '1234567893' as Npi };
const wrong = { ...right, npi: '1234567890' as Npi };

export const cases: readonly EditCase[] = [
  { title: 'passes a claim without them', expect: [] },
  { title: 'passes right ones', claim: { referringProvider: right, supervisingProvider: right }, expect: [] },
  {
    title: 'holds a wrong referring one',
    claim: { referringProvider: wrong, supervisingProvider: right },
    expect: [{ result: 'fail', where: 'referring provider' }],
  },
  {
    title: 'holds a wrong supervising one',
    claim: { supervisingProvider: wrong },
    expect: [{ result: 'fail', where: 'supervising provider' }],
  },
];
