import type { PlainDate } from '#contracts/dates.ts';
import {
  caseDay,
  caseLines,
  caseServices,
  medicare,
  strangerNpi,
  type CaseLine,
  type CaseService,
  type EditCase,
} from '../../edit-case.ts';

const limits = { from: '2026-10-01' as PlainDate, to: '2026-10-05' as PlainDate, units: 4 };
const authorized = { authorizationNumber: 'A1', authorizationLimits: limits };
/** Therapy needs an authorization, and an infusion in the infusion center until the end of September. */
const payer = {
  authorizationRequired: [
    { codes: ['97*'], source: 'Bulletin 2026-02' },
    {
      codes: ['96365'],
      placesOfService: ['49'],
      effectiveTo: caseDay('2026-09-30'),
      source: 'Bulletin 2026-03',
    },
  ],
};
const knownFrom = caseDay('2026-10-01');
const known = { payer, history: { knownFrom } };

function therapy(day: string, units: number): { lines: ReturnType<typeof caseLines> } {
  return { lines: caseLines({ code: '97110', units, serviceDate: day as PlainDate }) };
}
function lines(...some: readonly CaseLine[]): { lines: ReturnType<typeof caseLines> } {
  return { lines: caseLines(...some) };
}
/** What other claims used of the authorization A1. */
function used(...services: readonly CaseService[]) {
  return {
    payer,
    history: {
      knownFrom,
      services: caseServices(
        ...services.map((service) => ({ code: '97110', authorizationNumber: 'A1', ...service })),
      ),
    },
  };
}

const claimFails = [{ result: 'fail', where: 'claim' }] as const;
const lineFails = [{ result: 'fail', where: 'line 1' }] as const;
const notChecked = [{ result: 'not-checked', where: 'claim' }] as const;

export const cases: readonly EditCase[] = [
  { title: 'passes a claim without an authorization', ...known, expect: [] },
  {
    title: 'passes the last day and the last unit',
    ...known,
    claim: { ...authorized, ...therapy('2026-10-05', 4) },
    expect: [],
  },
  {
    title: 'passes the first day',
    ...known,
    claim: { ...authorized, ...therapy('2026-10-01', 1) },
    expect: [],
  },
  {
    title: 'holds the day after',
    ...known,
    claim: { ...authorized, ...therapy('2026-10-06', 1) },
    expect: lineFails,
  },
  {
    title: 'holds the day before',
    ...known,
    claim: { ...authorized, ...therapy('2026-09-30', 1) },
    expect: lineFails,
  },
  {
    title: 'holds a unit too many',
    ...known,
    claim: { ...authorized, ...therapy('2026-10-05', 5) },
    expect: claimFails,
  },
  {
    title: 'holds a unit too many on two lines',
    ...known,
    claim: { ...authorized, ...lines({ code: '97110', units: 3 }, { code: '97140', units: 2 }) },
    expect: claimFails,
  },
  {
    title: 'counts no line that needs no authorization',
    ...known,
    claim: { ...authorized, ...lines({ code: '97110', units: 4 }, { code: '99213' }) },
    expect: [],
  },
  {
    title: 'looks at the days of no line that needs none',
    ...known,
    claim: {
      ...authorized,
      ...lines({ code: '99213', serviceDate: caseDay('2026-10-06') }, { code: '97110' }),
    },
    expect: [],
  },
  {
    title: 'counts a code at the place and until the day where it needs one',
    ...known,
    claim: {
      authorizationNumber: 'A1',
      authorizationLimits: { from: caseDay('2026-10-01'), units: 4 },
      placeOfService: '49',
      ...lines({ code: '96365', serviceDate: caseDay('2026-09-30') }),
    },
    expect: lineFails,
  },
  {
    title: 'passes the code a day later, when it needs none',
    ...known,
    claim: {
      ...authorized,
      placeOfService: '49',
      ...lines({ code: '96365', units: 9, serviceDate: caseDay('2026-10-01') }),
    },
    expect: [],
  },
  {
    title: 'passes any number of units where none is given',
    ...known,
    claim: { authorizationNumber: 'A1', authorizationLimits: {}, ...therapy('2026-10-05', 50) },
    expect: [],
  },
  {
    title: 'does not check an authorization of which only the number is known',
    ...known,
    claim: { authorizationNumber: 'A1', ...therapy('2026-10-05', 1) },
    expect: notChecked,
  },
  {
    title: 'passes a number that no line needs',
    ...known,
    claim: { authorizationNumber: 'A1' },
    expect: [],
  },
  {
    title: 'passes whatever the patient pays',
    claim: { ...authorized, ...therapy('2026-10-06', 9), coverages: [] },
    expect: [],
  },
  {
    title: 'passes the last unit that other claims have left',
    ...used({ units: 2 }, { units: 1, claimId: 'C0THER0CLAM2' }),
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: [],
  },
  {
    title: 'holds a unit more than other claims have left',
    ...used({ units: 2 }, { units: 1, claimId: 'C0THER0CLAM2' }),
    claim: { ...authorized, ...therapy('2026-10-05', 2) },
    expect: claimFails,
  },
  {
    title: 'counts what another provider used of it',
    ...used({ units: 4, renderingNpi: strangerNpi }),
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: claimFails,
  },
  {
    title: 'counts it whatever spaces the number was typed with',
    ...used({ units: 4 }),
    claim: { ...authorized, authorizationNumber: 'A 1', ...therapy('2026-10-05', 1) },
    expect: claimFails,
  },
  {
    title: 'counts nothing that was done under another authorization, under none or for another payer',
    ...used(
      { units: 4, authorizationNumber: 'A2' },
      { units: 4, authorizationNumber: '' },
      { units: 4, payerId: medicare },
    ),
    claim: { ...authorized, ...therapy('2026-10-05', 4) },
    expect: [],
  },
  {
    title: 'counts nothing of other claims that needs no authorization',
    ...used({ units: 4, code: '99213' }),
    claim: { ...authorized, ...therapy('2026-10-05', 4) },
    expect: [],
  },
  {
    title: 'does not check units against services of its days of which no authorization was kept',
    payer,
    history: {
      knownFrom,
      services: caseServices({ code: '97110', serviceDate: caseDay('2026-10-01') }).map(
        ({ authorizationNumber: _none, ...service }) => service,
      ),
    },
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: notChecked,
  },
  {
    title: 'passes where such services were before its days',
    payer,
    history: {
      knownFrom,
      services: caseServices({ code: '97110', serviceDate: caseDay('2026-09-30') }).map(
        ({ authorizationNumber: _none, ...service }) => service,
      ),
    },
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: [],
  },
  {
    title: 'does not check units where nobody said from when services are known',
    payer,
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: notChecked,
  },
  {
    title: 'does not check units where services are known from a day after its first',
    payer,
    history: { knownFrom: caseDay('2026-10-02') },
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: notChecked,
  },
  {
    title: 'holds a unit too many where nothing is known of the person',
    payer,
    claim: { ...authorized, ...therapy('2026-10-05', 5) },
    expect: claimFails,
  },
  {
    title: 'does not check units of an authorization without its first day',
    ...known,
    claim: {
      authorizationNumber: 'A1',
      authorizationLimits: { to: limits.to, units: 4 },
      ...therapy('2026-10-05', 4),
    },
    expect: notChecked,
  },
  {
    title: 'holds the only line beyond its days, whatever the payer authorizes',
    history: { knownFrom },
    claim: { ...authorized, ...therapy('2026-10-06', 1) },
    expect: lineFails,
  },
  {
    title: 'does not check one of two lines beyond its days where nobody says what the payer authorizes',
    history: { knownFrom },
    claim: { ...authorized, ...lines({ serviceDate: caseDay('2026-10-06') }, { code: '97110' }) },
    expect: [{ result: 'not-checked', where: 'line 1' }],
  },
  {
    title: 'does not check units of two lines where nobody says what the payer authorizes',
    history: { knownFrom },
    claim: { ...authorized, ...lines({ code: '97110', units: 4 }, { code: '99213' }) },
    expect: notChecked,
  },
  {
    title: 'holds two lines of which each has a unit too many, whatever the payer authorizes',
    history: { knownFrom },
    claim: { ...authorized, ...lines({ code: '97110', units: 5 }, { code: '97140', units: 6 }) },
    expect: claimFails,
  },
  {
    title: 'holds the line of a claim that other claims have left nothing for, whatever the payer authorizes',
    history: used({ units: 2 }, { units: 4 }, { units: 2, claimId: 'C0THER0CLAM2' }).history,
    claim: { ...authorized, ...therapy('2026-10-05', 1) },
    expect: claimFails,
  },
];
