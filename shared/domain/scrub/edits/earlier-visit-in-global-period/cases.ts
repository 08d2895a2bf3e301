import { feesOfYear } from '../../procedure-case-tables.ts';
import {
  caseDay,
  caseLines,
  caseServices,
  nurseNpi,
  type CaseService,
  type EditCase,
} from '../../edit-case.ts';

const tables = feesOfYear([
  { code: '27447', globalDays: '090' },
  { code: '17110', globalDays: '010' },
]);
const surgery = { lines: caseLines({}, { code: '27447' }) };
const visitOn = (day: string, service: CaseService = {}) => ({
  services: caseServices({ code: '99213', serviceDate: caseDay(day), ...service }),
});
const reported = [{ result: 'fail', where: 'line 2' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes surgery without visits', claim: surgery, tables, expect: [] },
  {
    title: 'reports a visit that was billed for the day before',
    claim: surgery,
    tables,
    history: visitOn('2026-10-04'),
    expect: reported,
  },
  {
    title: 'reports it also before it was sent',
    claim: surgery,
    tables,
    history: visitOn('2026-10-04', { isSubmitted: false }),
    expect: reported,
  },
  {
    title: 'passes that visit with 57',
    claim: surgery,
    tables,
    history: visitOn('2026-10-04', { modifiers: ['57'] }),
    expect: [],
  },
  {
    title: 'passes a visit two days before',
    claim: surgery,
    tables,
    history: visitOn('2026-10-03'),
    expect: [],
  },
  {
    title: 'reports a visit on the ninetieth day, billed before the surgery was',
    claim: surgery,
    tables,
    history: visitOn('2027-01-03'),
    expect: reported,
  },
  {
    title: 'passes a visit on the ninety-first day',
    claim: surgery,
    tables,
    history: visitOn('2027-01-04'),
    expect: [],
  },
  {
    title: 'passes a visit the day before a minor procedure',
    claim: { lines: caseLines({}, { code: '17110' }) },
    tables,
    history: visitOn('2026-10-04'),
    expect: [],
  },
  {
    title: 'passes a visit to somebody else',
    claim: surgery,
    tables,
    history: visitOn('2026-10-04', { renderingNpi: nurseNpi }),
    expect: [],
  },
  {
    title: 'passes a procedure that no schedule tells of: the visit itself is reported there',
    claim: surgery,
    history: visitOn('2026-10-04'),
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...surgery, coverages: [] },
    tables,
    history: visitOn('2026-10-04'),
    expect: [],
  },
  {
    title: 'reports a visit on the tenth day after a minor procedure',
    claim: { lines: caseLines({}, { code: '17110' }) },
    tables,
    history: visitOn('2026-10-15'),
    expect: reported,
  },
  {
    title: 'passes a visit on the eleventh',
    claim: { lines: caseLines({}, { code: '17110' }) },
    tables,
    history: visitOn('2026-10-16'),
    expect: [],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: surgery,
    tables,
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'line 2' }],
  },
];
