import { caseLocation, type EditCase } from '../../edit-case.ts';

const practice = { locations: [caseLocation('general-hospital', '22')] };

export const cases: readonly EditCase[] = [
  { title: 'passes a visit in the office', expect: [] },
  { title: 'passes telehealth', claim: { placeOfService: '02' }, expect: [] },
  {
    title: 'passes a facility that the practice knows',
    practice,
    claim: { placeOfService: '22', locationId: 'general-hospital' },
    expect: [],
  },
  {
    title: 'holds a facility that nobody named',
    practice,
    claim: { placeOfService: '22' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds a facility that the practice does not have',
    practice,
    claim: { placeOfService: '23', locationId: 'elsewhere' },
    expect: [{ result: 'fail', where: 'claim' }],
  },
];
