import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  {
    title: 'passes known modifiers',
    claim: { lines: caseLines({ modifiers: ['25'] }, { modifiers: ['RT', '59'] }) },
    expect: [],
  },
  {
    title: 'holds a modifier that is given twice',
    claim: { lines: caseLines({ modifiers: ['25', '59', '25'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds the professional and the technical part on one line',
    claim: { lines: caseLines({}, { modifiers: ['26', 'TC'] }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds both sides together with one side',
    claim: { lines: caseLines({ modifiers: ['50', 'LT'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds more than four modifiers',
    claim: { lines: caseLines({ modifiers: ['25', '59', 'RT', 'GP', 'KX'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check a modifier that the table does not have',
    claim: { lines: caseLines({ modifiers: ['ZZ'] }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
];
