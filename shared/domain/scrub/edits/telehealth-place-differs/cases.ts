import { caseLines, type EditCase } from '../../edit-case.ts';

const lines = caseLines({}, { modifiers: ['95'] });

export const cases: readonly EditCase[] = [
  { title: 'passes a visit in the office', expect: [] },
  { title: 'passes telehealth at home', claim: { placeOfService: '10', lines }, expect: [] },
  { title: 'passes telehealth elsewhere', claim: { placeOfService: '02', lines }, expect: [] },
  {
    title: 'warns of telehealth in the office',
    claim: { lines },
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'warns of audio in the office',
    claim: { lines: caseLines({ modifiers: ['93'] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  ...['93', '95', 'FQ', 'GQ', 'GT'].map((modifier): EditCase => ({
    title: `warns of ${modifier} in a clinic`,
    claim: { placeOfService: '22', lines: caseLines({ modifiers: [modifier] }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  })),
  ...['25', 'GP', '90'].map((modifier): EditCase => ({
    title: `passes ${modifier}, which says nothing of telehealth`,
    claim: { lines: caseLines({ modifiers: [modifier] }) },
    expect: [],
  })),
];
