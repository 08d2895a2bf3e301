import type { PlainDate } from '#contracts/dates.ts';
import type { EditCase } from '../../edit-case.ts';

const inHospital = { placeOfService: '21' };

export const cases: readonly EditCase[] = [
  { title: 'passes a visit in the office', expect: [] },
  { title: 'passes an outpatient hospital', claim: { placeOfService: '22' }, expect: [] },
  {
    title: 'passes an admission on the day of service',
    claim: { ...inHospital, admissionDate: '2026-10-05' as PlainDate },
    expect: [],
  },
  {
    title: 'holds an admission on the day after',
    claim: { ...inHospital, admissionDate: '2026-10-06' as PlainDate },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds an inpatient visit without the day',
    claim: inHospital,
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'passes an admission on the day before',
    claim: { ...inHospital, admissionDate: '2026-10-04' as PlainDate },
    expect: [],
  },
];
