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

const newVisit = { lines: caseLines({ code: '99203' }) };
const knownFrom = caseDay('2023-10-05');
const seen = (day: string, service: CaseService = {}) => ({
  knownFrom,
  services: caseServices({ serviceDate: caseDay(day), ...service }),
});
const fails = [{ result: 'fail', where: 'line 1' }] as const;
const notChecked = [{ result: 'not-checked', where: 'line 1' }] as const;
const leapDay = { lines: caseLines({ code: '99203', serviceDate: caseDay('2024-02-29') }) };

export const cases: readonly EditCase[] = [
  {
    title: 'passes a visit of a known patient',
    claim: { lines: caseLines({ code: '99213' }) },
    history: seen('2026-01-05'),
    expect: [],
  },
  {
    title: 'passes a new patient of whom nothing is known',
    claim: newVisit,
    history: { knownFrom },
    expect: [],
  },
  {
    title: 'holds one who was seen three years ago to the day',
    claim: newVisit,
    history: seen('2023-10-05'),
    expect: fails,
  },
  {
    title: 'passes one who was seen a day longer ago',
    claim: newVisit,
    history: seen('2023-10-04'),
    expect: [],
  },
  {
    title: 'holds one who was seen the day before',
    claim: newVisit,
    history: seen('2026-10-04'),
    expect: fails,
  },
  { title: 'passes one who was seen later', claim: newVisit, history: seen('2026-10-06'), expect: [] },
  {
    title: 'passes what else was done on the day',
    claim: newVisit,
    history: seen('2026-10-05', { code: '20610' }),
    expect: [],
  },
  {
    title: 'holds a second visit of a new patient on the day',
    claim: newVisit,
    history: seen('2026-10-05', { code: '99202' }),
    expect: fails,
  },
  {
    title: 'holds a new patient of the eyes, and a check-up of a new patient',
    claim: { lines: caseLines({ code: '92004' }, { code: '99385' }) },
    history: seen('2026-01-05'),
    expect: [
      { result: 'fail', where: 'line 1' },
      { result: 'fail', where: 'line 2' },
    ],
  },
  {
    title: 'holds one whom a colleague of the specialty saw',
    claim: newVisit,
    history: seen('2026-01-05', { renderingNpi: colleagueNpi }),
    expect: fails,
  },
  {
    title: 'holds one whom the same provider saw in another group',
    claim: newVisit,
    history: seen('2026-01-05', { billingNpi: strangerNpi }),
    expect: fails,
  },
  {
    title: 'passes one whom somebody of another group saw',
    claim: newVisit,
    history: seen('2026-01-05', { renderingNpi: colleagueNpi, billingNpi: strangerNpi }),
    expect: [],
  },
  {
    title: 'does not know whether a nurse practitioner counts as the same specialty',
    claim: newVisit,
    history: seen('2026-01-05', { renderingNpi: nurseNpi }),
    expect: notChecked,
  },
  {
    title: 'does not know the specialty of somebody who is not in the master data',
    claim: newVisit,
    history: seen('2026-01-05', { renderingNpi: strangerNpi }),
    expect: notChecked,
  },
  {
    title: 'holds one who had a procedure',
    claim: newVisit,
    history: seen('2026-01-05', { code: '20610' }),
    expect: fails,
  },
  {
    title: 'passes one who had blood drawn',
    claim: newVisit,
    history: seen('2026-01-05', { code: '36415' }),
    expect: [],
  },
  {
    title: 'passes one who had a laboratory test, an image or a drug',
    claim: newVisit,
    history: {
      knownFrom,
      services: caseServices({ code: '80053' }, { code: '76942' }, { code: 'J3301' }).map((service) => ({
        ...service,
        serviceDate: caseDay('2026-01-05'),
      })),
    },
    expect: [],
  },
  {
    title: 'does not know whether somebody was seen for a heart tracing',
    claim: newVisit,
    history: seen('2026-01-05', { code: '93000' }),
    expect: notChecked,
  },
  {
    title: 'tells the surest of several',
    claim: newVisit,
    history: {
      knownFrom,
      services: caseServices(
        { code: '93000', serviceDate: caseDay('2026-03-01') },
        { serviceDate: caseDay('2026-01-05') },
        { renderingNpi: nurseNpi, serviceDate: caseDay('2026-02-01') },
        { serviceDate: caseDay('2025-01-05') },
      ),
    },
    expect: fails,
  },
  {
    title: 'does not check further back than services are known',
    claim: newVisit,
    history: { knownFrom: caseDay('2023-10-06') },
    expect: notChecked,
  },
  {
    title: 'does not check where nobody said from when services are known',
    claim: newVisit,
    expect: notChecked,
  },
  {
    title: 'holds one who was seen, however little else is known',
    claim: newVisit,
    history: { services: caseServices({ serviceDate: caseDay('2026-01-05') }) },
    expect: fails,
  },
  {
    title: 'counts from 29 February to the first of March three years before',
    claim: leapDay,
    history: { ...seen('2021-03-01'), knownFrom: caseDay('2021-01-01') },
    expect: fails,
  },
  {
    title: 'passes on 29 February one who was seen on 28 February three years before',
    claim: leapDay,
    history: { ...seen('2021-02-28'), knownFrom: caseDay('2021-01-01') },
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...newVisit, coverages: [] },
    history: seen('2026-01-05'),
    expect: [],
  },
  {
    title: 'does not know of other claims where no history was given',
    claim: newVisit,
    history: { isNotGiven: true },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
];
