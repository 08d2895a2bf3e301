import type { PlainDate } from '#contracts/dates.ts';
import type { Npi } from '#contracts/identifiers.ts';
import { caseDay, caseLines, type EditCase } from '../../edit-case.ts';

const from = (day: string) => ({ effectiveFrom: day as PlainDate });
const to = (day: string) => ({ effectiveTo: day as PlainDate });
const fails = [{ result: 'fail', where: 'rendering provider' }] as const;
/** Lines of three days, the earliest first; the claim's first day is 2026-10-05. */
const threeDays = {
  lines: caseLines(
    { serviceDate: caseDay('2026-10-05') },
    { serviceDate: caseDay('2026-10-06') },
    { serviceDate: caseDay('2026-10-07') },
  ),
  serviceDateTo: caseDay('2026-10-07'),
};

export const cases: readonly EditCase[] = [
  { title: 'passes a provider without dates', expect: [] },
  { title: 'passes the first day', provider: from('2026-10-05'), expect: [] },
  { title: 'holds the day before', provider: from('2026-10-06'), expect: fails },
  { title: 'passes the last day', provider: to('2026-10-05'), expect: [] },
  { title: 'holds the day after', provider: to('2026-10-04'), expect: fails },
  {
    title: 'passes lines until the last day',
    provider: to('2026-10-07'),
    claim: threeDays,
    expect: [],
  },
  {
    title: 'holds a line of a later day',
    provider: to('2026-10-06'),
    claim: threeDays,
    expect: fails,
  },
  {
    title: 'holds every day of which it is so',
    provider: to('2026-10-05'),
    claim: threeDays,
    expect: [...fails, ...fails],
  },
  {
    title: 'holds a provider whom nobody knows, once',
    claim: { ...threeDays, renderingNpi: '1234567893' as Npi },
    expect: fails,
  },
];
