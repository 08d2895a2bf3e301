import type { PlainDate } from '#contracts/dates.ts';
import { caseLines, type EditCase } from '../../edit-case.ts';

const rows = [
  { codes: ['97*'], source: 'Bulletin 2026-02' },
  {
    codes: ['29881'],
    placesOfService: ['24'],
    effectiveFrom: '2026-10-05' as PlainDate,
    effectiveTo: '2026-10-05' as PlainDate,
    source: 'Bulletin 2026-09',
  },
];
const payer = { authorizationRequired: rows };
const therapy = caseLines({ code: '97110' }, {});
const knee = caseLines({ code: '29881' });

export const cases: readonly EditCase[] = [
  { title: 'passes codes that need none', payer, expect: [] },
  { title: 'passes everything where the list is empty', payer: { authorizationRequired: [] }, expect: [] },
  {
    title: 'holds a code that needs one',
    payer,
    claim: { lines: therapy },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  {
    title: 'passes it with a number',
    payer,
    claim: { lines: therapy, authorizationNumber: 'A1' },
    expect: [],
  },
  {
    title: 'holds a code at the place and on the day where it needs one',
    payer,
    claim: { lines: knee, placeOfService: '24' },
    expect: [{ result: 'fail', where: 'line 1' }],
  },
  { title: 'passes it at another place', payer, claim: { lines: knee }, expect: [] },
  {
    title: 'passes it a day later',
    payer,
    claim: {
      lines: caseLines({ code: '29881', serviceDate: '2026-10-06' as PlainDate }),
      placeOfService: '24',
    },
    expect: [],
  },
  {
    title: 'passes it a day before',
    payer,
    claim: {
      lines: caseLines({ code: '29881', serviceDate: '2026-10-04' as PlainDate }),
      placeOfService: '24',
    },
    expect: [],
  },
  {
    title: 'does not check a payer of whom nothing is known',
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
  { title: 'passes whatever the patient pays', claim: { coverages: [] }, expect: [] },
];
