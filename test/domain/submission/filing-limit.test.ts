import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import { caseAdjudication, cleanClaim } from '#domain/scrub/edit-case.ts';
import { filingTermOf, lastFilingDay, type FilingTerm } from '#domain/submission/filing-limit.ts';
import { practice } from '../samples/encounters.ts';

const juniper = practice.payers.find(({ payerId }) => payerId === 'JUNIP');
type Limits = Payer['filingLimits'];

function termOf(day: string, filingLimits: Limits, adjudications: Claim['adjudications'] = []): FilingTerm {
  if (juniper === undefined) {
    throw new Error('The sample practice has lost Juniper.');
  }
  const claim = { ...cleanClaim, serviceDateFrom: PlainDate.parse(day), adjudications };
  const payer = { ...juniper, filingLimits };
  const term = filingTermOf(claim, payer);
  expect(lastFilingDay(claim, payer)).toBe(term.lastDay);
  return term;
}

/** A year until the end of 2025, ninety days in 2026, and sixty for corrected claims of services in 2026. */
const limits: Limits = [
  { claimKind: 'corrected', days: 60, effectiveFrom: PlainDate.parse('2026-01-01') },
  { claimKind: 'original', days: 365, effectiveTo: PlainDate.parse('2025-12-31') },
  {
    claimKind: 'original',
    days: 90,
    effectiveFrom: PlainDate.parse('2026-01-01'),
    effectiveTo: PlainDate.parse('2026-12-31'),
  },
  { claimKind: 'appeal', days: 1 },
  { claimKind: 'secondary', days: 2 },
];
const decided = [caseAdjudication('2026-03-10T23:30:00.000Z')];

describe('the filing limit of an original claim', () => {
  test.each([
    ['2025-12-31', 365, '2026-12-31'],
    ['2026-01-01', 90, '2026-04-01'],
    ['2026-12-31', 90, '2027-03-31'],
    ['2027-01-01', 180, '2027-06-30'],
  ])(
    'of a service on %s is that of the contract in force that day, %i days: until %s',
    (day, days, lastDay) => {
      expect(termOf(day, limits)).toEqual({ claimKind: 'original', countedFrom: day, days, lastDay });
    },
  );

  test('is the payer’s one limit where no contract says another', () => {
    expect(termOf('2026-10-05', [])).toMatchObject({ days: 180, lastDay: '2027-04-03' });
  });

  test('stays what it is when another payer has decided', () => {
    const other = [caseAdjudication('2026-03-10T09:00:00.000Z', 'FEDMB')];
    expect(termOf('2026-01-01', limits, other)).toEqual(termOf('2026-01-01', limits));
  });
});

describe('the filing limit of a corrected claim', () => {
  test('is its own, from the day of the payer’s decision', () => {
    expect(termOf('2026-01-01', limits, decided)).toEqual({
      claimKind: 'corrected',
      countedFrom: '2026-03-10',
      days: 60,
      lastDay: '2026-05-09',
    });
  });

  test('is that of the contract in force on the day of service, not on the day of the decision', () => {
    expect(termOf('2025-12-31', limits, decided)).toEqual({
      claimKind: 'corrected',
      countedFrom: '2025-12-31',
      days: 365,
      lastDay: '2026-12-31',
    });
  });

  test('runs from the last of several decisions of that payer', () => {
    const several = [
      ...decided,
      caseAdjudication('2026-04-01T09:00:00.000Z'),
      caseAdjudication('2026-05-01T09:00:00.000Z', 'FEDMB'),
    ];
    expect(termOf('2026-01-01', limits, several)).toMatchObject({
      countedFrom: '2026-04-01',
      lastDay: '2026-05-31',
    });
  });

  test('is the original’s, from the day of service, where the contract says nothing of it', () => {
    const silent = limits.filter(({ claimKind }) => claimKind !== 'corrected');
    expect(termOf('2026-01-01', silent, decided)).toEqual({
      claimKind: 'corrected',
      countedFrom: '2026-01-01',
      days: 90,
      lastDay: '2026-04-01',
    });
  });
});
