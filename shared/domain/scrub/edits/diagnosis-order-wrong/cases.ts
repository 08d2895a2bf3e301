import type { EditCase } from '../../edit-case.ts';
import { caseNotes } from '../../diagnosis-case-tables.ts';

const tables = caseNotes(
  {
    code: 'G3184',
    codeFirst: [
      { from: 'G20', to: 'G20' },
      { from: 'G30', to: 'G319' },
    ],
  },
  { code: 'G309' },
);

export const cases: readonly EditCase[] = [
  { title: 'passes what may stand alone', tables, claim: { diagnoses: ['I10'] }, expect: [] },
  { title: 'passes the cause before it', tables, claim: { diagnoses: ['G30.9', 'G31.84'] }, expect: [] },
  {
    title: 'warns of the cause after it',
    tables,
    claim: { diagnoses: ['G31.84', 'G30.9'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'warns where another diagnosis stands before it',
    tables,
    claim: { diagnoses: ['I10', 'G31.84'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  { title: 'does not check without the list', expect: [{ result: 'not-checked', where: 'claim' }] },
];
