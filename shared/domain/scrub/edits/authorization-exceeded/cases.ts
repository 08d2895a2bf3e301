import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const authorized = {
  authorizationNumber: 'A1',
  authorizationLimits: { from: '2026-10-01' as PlainDate, to: '2026-10-05' as PlainDate, units: 4 },
};
function visit(day: string, units: number) {
  return { lines: caseLines({ code: '97110', units, serviceDate: day as PlainDate }) };
}

export const cases: readonly EditCase[] = [
  { title: 'passes a claim without an authorization', expect: [] },
  {
    title: 'passes the last day and the last unit',
    claim: { ...authorized, ...visit('2026-10-05', 4) },
    expect: [],
  },
  { title: 'passes the first day', claim: { ...authorized, ...visit('2026-10-01', 1) }, expect: [] },
  {
    title: 'holds the day after',
    claim: { ...authorized, ...visit('2026-10-06', 1) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds the day before',
    claim: { ...authorized, ...visit('2026-09-30', 1) },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'holds a unit too many',
    claim: { ...authorized, ...visit('2026-10-05', 5) },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'passes any number of units where none is given',
    claim: { authorizationNumber: 'A1', authorizationLimits: {}, ...visit('2026-10-05', 50) },
    expect: [],
  },
  {
    title: 'does not check an authorization of which only the number is known',
    claim: { authorizationNumber: 'A1' },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
