import type { PlainDate } from '#contracts/dates.ts';
import { caseLocation, type EditCase } from '../../edit-case.ts';

const licensed = (state: string, from: string, to: string) => ({
  licences: [{ state, number: 'MD1', effectiveFrom: from as PlainDate, effectiveTo: to as PlainDate }],
});
const fails = [{ result: 'fail', where: 'rendering provider' }] as const;
const there = licensed('OR', '2026-10-05', '2026-10-05');

export const cases: readonly EditCase[] = [
  { title: 'passes a licence of one day on that day', provider: there, expect: [] },
  {
    title: 'holds one that began the day after',
    provider: licensed('OR', '2026-10-06', '2027-10-05'),
    expect: fails,
  },
  {
    title: 'holds one that ended the day before',
    provider: licensed('OR', '2025-10-05', '2026-10-04'),
    expect: fails,
  },
  {
    title: 'holds one of another state',
    provider: licensed('WA', '2026-01-01', '2026-12-31'),
    expect: fails,
  },
  {
    title: 'looks at the state of the location',
    provider: there,
    practice: { locations: [caseLocation('across-the-river', '11', 'WA')] },
    claim: { locationId: 'across-the-river' },
    expect: fails,
  },
  {
    title: 'does not check a provider whose licences nobody entered',
    expect: [{ result: 'not-checked', where: 'rendering provider' }],
  },
  { title: 'passes whatever the patient pays', claim: { coverages: [] }, expect: [] },
];
