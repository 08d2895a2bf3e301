import type { PlainDate } from '#contracts/dates.ts';
import type { EditCase } from '../../edit-case.ts';

const date = '2026-10-01' as PlainDate;

export const cases: readonly EditCase[] = [
  { title: 'passes a claim without an accident', expect: [] },
  { title: 'passes an accident at work', claim: { accident: { kind: 'work', date } }, expect: [] },
  {
    title: 'passes an auto accident with its state',
    claim: { accident: { kind: 'auto', date, state: 'OR' } },
    expect: [],
  },
  {
    title: 'holds an auto accident without it',
    claim: { accident: { kind: 'auto', date } },
    expect: [{ result: 'fail', where: 'claim' }],
  },
];
