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
  ...['G20', 'G30.0', 'G31.9'].map((code): EditCase => ({
    title: `passes ${code} before it, an end of what is coded first`,
    tables,
    claim: { diagnoses: [code, 'G31.84'] },
    expect: [],
  })),
  ...['G19', 'G21.0', 'G29.9', 'G32.0'].map((code): EditCase => ({
    title: `warns of ${code} before it, beyond an end`,
    tables,
    claim: { diagnoses: [code, 'G31.84'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  })),
];
