import { feesOfYear } from '../../procedure-case-tables.ts';
import {
  caseDay,
  caseLines,
  caseServices,
  colleagueNpi,
  nurseNpi,
  strangerNpi,
  type CaseService,
  type EditCase,
} from '../../edit-case.ts';

const tables = feesOfYear([
  { code: '17110', globalDays: '010' },
  { code: '27447', globalDays: '090' },
  { code: '36415', globalDays: 'XXX' },
  { code: '37799', globalDays: 'YYY' },
]);
const knownFrom = caseDay('2026-01-01');
const after = (code: string, day: string, service: CaseService = {}) => ({
  knownFrom,
  services: caseServices({ code, serviceDate: caseDay(day), ...service }),
});
const procedure = (...modifiers: string[]) => ({ lines: caseLines({ code: '17110', modifiers }) });
const fails = [{ result: 'fail', where: 'line 1' }] as const;
const notChecked = [{ result: 'not-checked', where: 'line 1' }] as const;

export const cases: readonly EditCase[] = [
  {
    title: 'passes a procedure that follows none',
    claim: procedure(),
    tables,
    history: { knownFrom },
    expect: [],
  },
  {
    title: 'holds one on the last of ninety days',
    claim: procedure(),
    tables,
    history: after('27447', '2026-07-07'),
    expect: fails,
  },
  {
    title: 'passes one on the ninety-first day',
    claim: procedure(),
    tables,
    history: after('27447', '2026-07-06'),
    expect: [],
  },
  {
    title: 'holds one on the last of ten days',
    claim: procedure(),
    tables,
    history: after('17110', '2026-09-25'),
    expect: fails,
  },
  {
    title: 'passes one on the eleventh day',
    claim: procedure(),
    tables,
    history: after('17110', '2026-09-24'),
    expect: [],
  },
  {
    title: 'passes one on the same day',
    claim: procedure(),
    tables,
    history: after('27447', '2026-10-05'),
    expect: [],
  },
  ...['58', '78', '79'].map((modifier): EditCase => ({
    title: `is bypassed by ${modifier}`,
    claim: procedure(modifier),
    tables,
    history: after('27447', '2026-09-01'),
    expect: [{ result: 'bypassed', where: 'line 1' }],
  })),
  {
    title: 'is not bypassed by 59',
    claim: procedure('59'),
    tables,
    history: after('27447', '2026-09-01'),
    expect: fails,
  },
  {
    title: 'passes the line of an assistant',
    claim: procedure('80'),
    tables,
    history: after('27447', '2026-09-01'),
    expect: [],
  },
  {
    title: 'passes the care after a procedure, which repeats its code',
    claim: procedure('55'),
    tables,
    history: after('17110', '2026-10-01'),
    expect: [],
  },
  {
    title: 'holds one of a colleague of the same specialty',
    claim: procedure(),
    tables,
    history: after('27447', '2026-09-01', { renderingNpi: colleagueNpi }),
    expect: fails,
  },
  {
    title: 'does not know whether a nurse practitioner counts as the surgeon',
    claim: procedure(),
    tables,
    history: after('27447', '2026-09-01', { renderingNpi: nurseNpi }),
    expect: notChecked,
  },
  {
    title: 'passes one of another group',
    claim: procedure(),
    tables,
    history: after('27447', '2026-09-01', { renderingNpi: strangerNpi, billingNpi: strangerNpi }),
    expect: [],
  },
  {
    title: 'passes what is no procedure',
    claim: { lines: caseLines({ code: '36415' }) },
    tables,
    history: after('27447', '2026-09-01'),
    expect: [],
  },
  {
    title: 'does not know the days that the payer sets',
    claim: procedure(),
    tables,
    history: after('37799', '2026-10-01'),
    expect: notChecked,
  },
  {
    title: 'does not check without a schedule',
    claim: procedure(),
    history: { knownFrom },
    expect: notChecked,
  },
  {
    title: 'does not check where nobody said from when services are known',
    claim: procedure(),
    tables,
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...procedure(), coverages: [] },
    tables,
    history: after('27447', '2026-09-01'),
    expect: [],
  },
  {
    title: 'does not check where services are known from a day too late',
    claim: procedure(),
    tables,
    history: { knownFrom: caseDay('2026-07-08') },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  {
    title: 'passes where they are known for as long as the longest period',
    claim: procedure(),
    tables,
    history: { knownFrom: caseDay('2026-07-07') },
    expect: [],
  },
  {
    title: 'holds one on the day after',
    claim: procedure(),
    tables,
    history: after('27447', '2026-10-04'),
    expect: fails,
  },
  ...['54', '55', '56', '81', '82', 'AS'].map((modifier): EditCase => ({
    title: `passes a line with ${modifier}, which is no other procedure`,
    claim: procedure(modifier),
    tables,
    history: after('27447', '2026-09-01'),
    expect: [],
  })),
];
