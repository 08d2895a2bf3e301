import { caseAdjudication, type EditCase } from '../../edit-case.ts';

const warns = [{ result: 'fail', where: 'claim' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes a day before half of the days are gone', today: '2027-01-02', expect: [] },
  { title: 'tells on the day that half of them are gone', today: '2027-01-03', expect: warns },
  { title: 'tells on the last day', today: '2027-04-03', expect: warns },
  { title: 'leaves a day later to the edit of the limit', today: '2027-04-04', expect: [] },
  { title: 'passes whatever the patient pays', today: '2027-03-01', claim: { coverages: [] }, expect: [] },
  {
    title: 'does not check what is billed under a contract that is not known',
    today: '2027-03-01',
    payer: { filingLimitDays: undefined },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  ...(
    [
      ['passes a corrected claim a day before half of its own days are gone', '2027-03-26', []],
      ['tells of a corrected claim on the day that half of them are gone', '2027-03-27', warns],
    ] as const
  ).map(([title, today, expect]): EditCase => ({
    title,
    today,
    payer: { filingLimits: [{ claimKind: 'corrected', days: 90 }] },
    claim: { adjudications: [caseAdjudication('2027-02-10T09:00:00.000Z')] },
    expect,
  })),
];
