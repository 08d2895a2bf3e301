import type { PlainDate } from '#contracts/dates.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const payerId = 'JUNIP' as PayerId;
const enrolled = (status: 'enrolled' | 'pending' | 'ended', from: string, to: string) => ({
  enrollments: [{ payerId, status, effectiveFrom: from as PlainDate, effectiveTo: to as PlainDate }],
});
const fails = [{ result: 'fail', where: 'rendering provider' }] as const;
/** Lines of two days, of which the second is not the claim's first. */
const twoDays = {
  lines: caseLines({ serviceDate: caseDay('2026-10-05') }, { serviceDate: caseDay('2026-10-06') }),
  serviceDateTo: caseDay('2026-10-06'),
};

export const cases: readonly EditCase[] = [
  {
    title: 'passes an enrollment of that very day',
    provider: enrolled('enrolled', '2026-10-05', '2026-10-05'),
    expect: [],
  },
  {
    title: 'holds one that begins the day after',
    provider: enrolled('enrolled', '2026-10-06', '2027-10-05'),
    expect: fails,
  },
  {
    title: 'holds one that ended the day before',
    provider: enrolled('enrolled', '2025-10-05', '2026-10-04'),
    expect: fails,
  },
  {
    title: 'holds one that is pending',
    provider: enrolled('pending', '2026-10-01', '2026-12-31'),
    expect: fails,
  },
  {
    title: 'passes lines of two days within one',
    provider: enrolled('enrolled', '2026-10-05', '2026-10-06'),
    claim: twoDays,
    expect: [],
  },
  {
    title: 'holds a line of the day after it ended',
    provider: enrolled('enrolled', '2026-10-05', '2026-10-05'),
    claim: twoDays,
    expect: fails,
  },
  {
    title: 'does not check lines of two days for a payer of whom nobody said anything, once',
    claim: twoDays,
    expect: [{ result: 'not-checked', where: 'rendering provider' }],
  },
  {
    title: 'does not check a payer of whom nobody said anything',
    expect: [{ result: 'not-checked', where: 'rendering provider' }],
  },
  { title: 'passes whatever the patient pays', claim: { coverages: [] }, expect: [] },
];
