import type { PlainDate } from '#contracts/dates.ts';
import type { Npi } from '#contracts/identifiers.ts';
import type { EditCase } from '../../edit-case.ts';

const from = (day: string) => ({ effectiveFrom: day as PlainDate });
const to = (day: string) => ({ effectiveTo: day as PlainDate });
const fails = [{ result: 'fail', where: 'rendering provider' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes a provider without dates', expect: [] },
  { title: 'passes the first day', provider: from('2026-10-05'), expect: [] },
  { title: 'holds the day before', provider: from('2026-10-06'), expect: fails },
  { title: 'passes the last day', provider: to('2026-10-05'), expect: [] },
  { title: 'holds the day after', provider: to('2026-10-04'), expect: fails },
  {
    title: 'holds a provider whom nobody knows',
    claim: { renderingNpi: '1234567893' as Npi },
    expect: fails,
  },
];
