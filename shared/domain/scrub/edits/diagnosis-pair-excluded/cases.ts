import type { EditCase } from '../../edit-case.ts';
import { caseNotes } from '../../diagnosis-case-tables.ts';

const tables = caseNotes(
  {
    code: 'E119',
    excludes1: [
      { from: 'E10', to: 'E10' },
      { from: 'O24', to: 'O244' },
    ],
  },
  { code: 'E109' },
  { code: 'I10' },
);

export const cases: readonly EditCase[] = [
  {
    title: 'passes diagnoses that may stand together',
    tables,
    claim: { diagnoses: ['E11.9', 'I10'] },
    expect: [],
  },
  {
    title: 'warns of a code that the other excludes with all below it',
    tables,
    claim: { diagnoses: ['E11.9', 'E10.9'] },
    expect: [{ result: 'fail', where: 'diagnoses 1 and 2' }],
  },
  {
    title: 'warns whichever of the two stands first',
    tables,
    claim: { diagnoses: ['E10.9', 'I10', 'E11.9'] },
    expect: [{ result: 'fail', where: 'diagnoses 1 and 3' }],
  },
  {
    title: 'warns of the last code of a range',
    tables,
    claim: { diagnoses: ['E11.9', 'O24.419'] },
    expect: [{ result: 'fail', where: 'diagnoses 1 and 2' }],
  },
  { title: 'passes the code after a range', tables, claim: { diagnoses: ['E11.9', 'O24.811'] }, expect: [] },
  { title: 'passes a single diagnosis whatever is loaded', claim: { diagnoses: ['I10'] }, expect: [] },
  { title: 'does not check without the list', expect: [{ result: 'not-checked', where: 'claim' }] },
  {
    title: 'warns of the first code of a range',
    tables,
    claim: { diagnoses: ['E11.9', 'O24.011'] },
    expect: [{ result: 'fail', where: 'diagnoses 1 and 2' }],
  },
  { title: 'passes the code before a range', tables, claim: { diagnoses: ['E11.9', 'O23.91'] }, expect: [] },
  { title: 'passes the category after one', tables, claim: { diagnoses: ['E11.9', 'E11.65'] }, expect: [] },
];
