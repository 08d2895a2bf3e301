import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  {
    title: 'passes a single line',
    claim: { lines: caseLines({}) },
    expect: [],
  },
  {
    title: 'holds a pair that a modifier could separate',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942' }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'holds it in either order of the lines',
    claim: { lines: caseLines({ code: '76942' }, { code: '20610' }) },
    expect: [{ result: 'fail', where: 'lines 2 and 1' }],
  },
  {
    title: 'is bypassed by a modifier on column 2',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['59'] }) },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'is bypassed by a modifier on column 1',
    claim: { lines: caseLines({ code: '20610', modifiers: ['XU'] }, { code: '76942' }) },
    expect: [{ result: 'bypassed', where: 'lines 1 and 2' }],
  },
  {
    title: 'is not bypassed by a modifier that has nothing to do with it',
    claim: { lines: caseLines({ code: '20610' }, { code: '76942', modifiers: ['26'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'holds a pair with indicator 0 whatever the modifier',
    claim: { lines: caseLines({ code: '80053' }, { code: '80048', modifiers: ['59'] }) },
    expect: [{ result: 'fail', where: 'lines 1 and 2' }],
  },
  {
    title: 'passes a pair with indicator 9',
    claim: { lines: caseLines({ code: 'A4263' }, { code: 'A4262' }) },
    expect: [],
  },
  {
    title: 'passes the pair on two days',
    claim: {
      lines: caseLines({ code: '20610' }, { code: '76942', serviceDate: '2026-10-06' as PlainDate }),
    },
    expect: [],
  },
  {
    title: 'does not check a pair that the table does not have',
    claim: { lines: caseLines({ code: '99213' }, { code: '36415' }) },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'holds a visit beside a minor procedure without modifier 25',
    claim: { lines: caseLines({ code: '99213' }, { code: '17110' }) },
    expect: [{ result: 'fail', where: 'lines 2 and 1' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { coverages: [], lines: caseLines({ code: '20610' }, { code: '76942' }) },
    expect: [],
  },
];
