import type { PlainDate } from '#contracts/dates.ts';
import { caseDay, caseLines, caseLocation, cleanClaim, type EditCase } from '../../edit-case.ts';

const licensed = (state: string, from: string, to: string) => ({
  licences: [{ state, number: 'MD1', effectiveFrom: from as PlainDate, effectiveTo: to as PlainDate }],
});
const fails = [{ result: 'fail', where: 'rendering provider' }] as const;
const there = licensed('OR', '2026-10-05', '2026-10-05');
/** Lines of two days, of which the second is not the claim's first. */
const twoDays = {
  lines: caseLines({ serviceDate: caseDay('2026-10-05') }, { serviceDate: caseDay('2026-10-06') }),
  serviceDateTo: caseDay('2026-10-06'),
};
/** The patient's home is across the river. */
const { patient } = cleanClaim;
const livesInWashington = { ...patient, address: { ...patient.address, state: 'WA' } };
const acrossTheRiver = licensed('WA', '2026-10-05', '2026-10-05');
const notChecked = [{ result: 'not-checked', where: 'rendering provider' }] as const;

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
    title: 'looks at the state of the place in an office, wherever the patient lives',
    provider: there,
    claim: { patient: livesInWashington },
    expect: [],
  },
  ...['10', '12'].flatMap((placeOfService): EditCase[] => [
    {
      title: `passes a licence in the patient's state at place ${placeOfService}`,
      provider: acrossTheRiver,
      claim: { placeOfService, patient: livesInWashington },
      expect: [],
    },
    {
      title: `holds a licence in the practice's state alone at place ${placeOfService}`,
      provider: there,
      claim: { placeOfService, patient: livesInWashington },
      expect: fails,
    },
    {
      title: `looks at the patient's state at place ${placeOfService} whatever the location`,
      provider: there,
      practice: { locations: [caseLocation('across-the-river', '11', 'WA')] },
      claim: { placeOfService, locationId: 'across-the-river' },
      expect: [],
    },
  ]),
  {
    title: 'does not check telehealth to a patient away from home',
    provider: there,
    claim: { placeOfService: '02' },
    expect: notChecked,
  },
  {
    title: 'holds telehealth to a patient away from home where no licence is in force',
    provider: licensed('OR', '2025-10-05', '2026-10-04'),
    claim: { placeOfService: '02' },
    expect: fails,
  },
  {
    title: 'passes lines until the last day of the licence',
    provider: licensed('OR', '2026-10-05', '2026-10-06'),
    claim: twoDays,
    expect: [],
  },
  { title: 'holds a line of the day after', provider: there, claim: twoDays, expect: fails },
  {
    title: 'does not check a provider whose licences nobody entered',
    expect: notChecked,
  },
  { title: 'passes whatever the patient pays', claim: { coverages: [] }, expect: [] },
];
