import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, cleanClaim, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes a visit of a past day', expect: [] },
  { title: 'passes a visit of today', today: '2026-10-05', expect: [] },
  {
    title: 'holds lines of a future day',
    today: '2026-10-04',
    expect: [
      { result: 'fail', where: 'line 1' },
      { result: 'fail', where: 'line 2' },
    ],
  },
  {
    title: 'holds service before birth',
    claim: { patient: { ...cleanClaim.patient, birthDate: '2026-10-06' as PlainDate }, lines: caseLines({}) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes service on the day of birth',
    claim: { patient: { ...cleanClaim.patient, birthDate: '2026-10-05' as PlainDate } },
    expect: [],
  },
  {
    title: 'holds service after death',
    claim: { patient: { ...cleanClaim.patient, deathDate: '2026-10-04' as PlainDate }, lines: caseLines({}) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a first day after the last',
    claim: { serviceDateTo: '2026-10-04' as PlainDate, lines: caseLines({}) },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds a line outside the days of the visit',
    claim: { lines: caseLines({ serviceDate: '2026-10-06' as PlainDate }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'does not check days against a birth date that is not known',
    claim: { patient: { ...cleanClaim.patient, birthDate: undefined } },
    expect: [{ result: 'not-checked', where: 'patient' }],
  },
  {
    title: 'passes service on the day of death',
    claim: { patient: { ...cleanClaim.patient, deathDate: '2026-10-05' as PlainDate } },
    expect: [],
  },
  {
    title: 'holds a line of the day before the first day',
    claim: { lines: caseLines({ serviceDate: '2026-10-04' as PlainDate }) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes lines of the first and the last day',
    claim: {
      lines: caseLines({}, { serviceDate: '2026-10-07' as PlainDate }),
      serviceDateTo: '2026-10-07' as PlainDate,
    },
    expect: [],
  },
];
