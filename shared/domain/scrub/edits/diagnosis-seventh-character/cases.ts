import { type EditCase } from '../../edit-case.ts';
import { caseNotes } from '../../diagnosis-case-tables.ts';

const injuries = ['A', 'D', 'S'];
const tables = caseNotes(
  { code: 'S93401', seventhCharacters: injuries },
  { code: 'S93401A', seventhCharacters: injuries },
  { code: 'S93401G', seventhCharacters: injuries },
  { code: 'T1490', seventhCharacters: injuries },
  { code: 'T1490XA', seventhCharacters: injuries },
  { code: 'I10' },
);

export const cases: readonly EditCase[] = [
  { title: 'passes a code that has no seventh character', tables, claim: { diagnoses: ['I10'] }, expect: [] },
  { title: 'passes a character of the code', tables, claim: { diagnoses: ['S93.401A'] }, expect: [] },
  {
    title: 'passes a character after the placeholder',
    tables,
    claim: { diagnoses: ['T14.90XA'] },
    expect: [],
  },
  {
    title: 'holds a code of six characters that needs a seventh',
    tables,
    claim: { diagnoses: ['I10', 'S93.401'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'holds a code whose placeholder and character are missing',
    tables,
    claim: { diagnoses: ['T14.90'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'holds a character of another chapter',
    tables,
    claim: { diagnoses: ['S93.401G'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'says nothing of a code that the list does not have',
    tables,
    claim: { diagnoses: ['Q99.8'] },
    expect: [],
  },
  { title: 'does not check without the list', expect: [{ result: 'not-checked', where: 'claim' }] },
];
