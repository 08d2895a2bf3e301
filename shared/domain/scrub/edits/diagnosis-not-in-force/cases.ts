import type { PlainDate } from '#contracts/dates.ts';
import { codeList, notLoaded, singleEdition } from '../../../code-sets/code-tables.ts';
import type { EditCase } from '../../edit-case.ts';

/** The whole edition that begins on 2026-10-01, with one code. */
const whole = {
  diagnoses: singleEdition(
    { table: 'icd-10-cm', edition: 'FY2027', isWhole: true, from: '2026-10-01' as PlainDate },
    codeList([{ code: 'I10', label: 'High blood pressure', isBillable: true }]),
  ),
};

export const cases: readonly EditCase[] = [
  { title: 'passes codes that were in force', expect: [] },
  {
    title: 'holds a code that was retired before the visit',
    claim: { diagnoses: ['M54.5'] },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'passes the same code on its last day',
    claim: { diagnoses: ['M54.5'], serviceDateFrom: '2021-09-30' as PlainDate },
    expect: [],
  },
  {
    title: 'holds a code before its first day',
    claim: { diagnoses: ['E66.811'], serviceDateFrom: '2024-09-30' as PlainDate },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'holds a heading',
    claim: { diagnoses: ['I10', 'E11'] },
    expect: [{ result: 'fail', where: 'diagnosis 2' }],
  },
  {
    title: 'does not check a code that the table does not have',
    claim: { diagnoses: ['Q99.8'] },
    expect: [{ result: 'not-checked', where: 'diagnosis 1' }],
  },
  {
    title: 'holds it on the day after',
    claim: { diagnoses: ['M54.5'], serviceDateFrom: '2021-10-01' as PlainDate },
    expect: [{ result: 'fail', where: 'diagnosis 1' }],
  },
  {
    title: 'passes a code on its first day',
    claim: { diagnoses: ['E66.811'], serviceDateFrom: '2024-10-01' as PlainDate },
    expect: [],
  },
  {
    title: 'holds a code that a whole edition does not have, with or without its dot',
    claim: { diagnoses: ['I10', 'Q99.8', 'Q998'] },
    tables: whole,
    expect: [
      { result: 'fail', where: 'diagnosis 2' },
      { result: 'fail', where: 'diagnosis 3' },
    ],
  },
  {
    title: 'passes on the first day of the whole edition what it has',
    claim: { diagnoses: ['I10'], serviceDateFrom: '2026-10-01' as PlainDate },
    tables: whole,
    expect: [],
  },
  {
    title: 'does not check a day before the whole edition, which has no word on it',
    claim: { diagnoses: ['I10', 'Q99.8'], serviceDateFrom: '2026-09-30' as PlainDate },
    tables: whole,
    expect: [
      { result: 'not-checked', where: 'diagnosis 1' },
      { result: 'not-checked', where: 'diagnosis 2' },
    ],
  },
  {
    title: 'does not check without a table',
    tables: { diagnoses: notLoaded },
    claim: { diagnoses: ['I10'] },
    expect: [{ result: 'not-checked', where: 'diagnosis 1' }],
  },
];
