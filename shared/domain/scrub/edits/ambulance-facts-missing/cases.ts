import { caseLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes a visit', expect: [] },
  { title: 'passes a supply', claim: { lines: caseLines({ code: 'A4262' }) }, expect: [] },
  {
    title: 'holds an ambulance service',
    claim: { lines: caseLines({}, { code: 'A0425' }) },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds the last of them',
    claim: { lines: caseLines({ code: 'A0999' }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  { title: 'passes the code after', claim: { lines: caseLines({ code: 'A1001' }) }, expect: [] },
  {
    title: 'passes an ambulance service of a file that tells of the transport',
    claim: { lines: caseLines({ code: 'A0425' }), tellsTransport: true },
    expect: [],
  },
];
