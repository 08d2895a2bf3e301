import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes codes that are in force', expect: [] },
  {
    title: 'holds a code of no known form',
    claim: { lines: caseLines({ code: 'ABCDE' }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a code that was retired before the visit',
    claim: { lines: caseLines({}, { code: '99201' }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'passes the same code on its last day',
    claim: { lines: caseLines({ code: '99201', serviceDate: '2020-12-31' as PlainDate }) },
    expect: [],
  },
  {
    title: 'passes a code of HCPCS Level II',
    claim: { lines: caseLines({ code: 'J3301' }) },
    expect: [],
  },
  {
    title: 'does not check a code that the table does not have',
    claim: { lines: caseLines({ code: '0002M' }, { code: '00100' }) },
    expect: [
      { result: 'fail', where: 'line 1' },
      { result: 'not-checked', where: 'line 2' },
    ],
  },
];
