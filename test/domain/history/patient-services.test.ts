import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { Npi, PayerId } from '#contracts/identifiers.ts';
import { changedPatientServices, patientServicesOf } from '#domain/history/patient-services.ts';
import { caseLines, cleanClaim } from '#domain/scrub/edit-case.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
const [submission] = sampleClaim().submissions;
const submissions = submission === undefined ? [] : [submission];

describe('what a claim says was done for its patient', () => {
  test('is its lines, with who did it, for whom it was billed, and whether it has gone out', () => {
    const { services } = patientServicesOf(cleanClaim);
    expect(services.map(({ code, lineNumber }) => [lineNumber, code])).toEqual([
      [1, '99213'],
      [2, '36415'],
    ]);
    expect(services[0]).toMatchObject({ payerId: 'JUNIP', renderingNpi: '2000001018', isSubmitted: false });
    expect(services[0]?.authorizationNumber).toBe('');
    const authorized = { ...cleanClaim, authorizationNumber: 'A 1' };
    expect(patientServicesOf(authorized).services[0]?.authorizationNumber).toBe('A1');
    expect(patientServicesOf({ ...cleanClaim, submissions }).services[0]?.isSubmitted).toBe(true);
    expect(patientServicesOf({ ...cleanClaim, coverages: [] }).services[0]).not.toHaveProperty('payerId');
  });

  test.each<[string, Partial<Claim>, number]>([
    ['is void', { voidedAt: at }, 0],
    ['was taken back by its source', { source: { ...cleanClaim.source, withdrawn: true } }, 0],
    ['was closed before anybody was billed', { state: 'closed' }, 0],
    ['was closed after it was billed', { state: 'closed', submissions }, 2],
    [
      'was closed after its charges were posted',
      { state: 'closed', postedChargeCents: cleanClaim.totalChargeCents },
      2,
    ],
    ['waits for a person', { state: 'awaiting-correction' }, 2],
  ])('of a claim that %s', (_, changes, count) => {
    expect(patientServicesOf({ ...cleanClaim, ...changes }).services).toHaveLength(count);
  });
});

describe('what is to be kept of services when a claim changes', () => {
  test.each<[string, Partial<Claim>]>([
    ['its state', { state: 'ready-to-submit' }],
    ['its diagnoses', { diagnoses: ['I10'] }],
    ['its lines, to the same', { lines: structuredClone(cleanClaim.lines) }],
    [
      'the pointers of a line',
      { lines: cleanClaim.lines.map((line) => ({ ...line, diagnosisPointers: [2] })) },
    ],
  ])('is nothing for a change of %s', (_, changes) => {
    expect(changedPatientServices(cleanClaim, { ...cleanClaim, ...changes })).toEqual([]);
  });

  test.each<[string, Partial<Claim>]>([
    ['a line', { lines: caseLines({ code: '99214' }) }],
    ['its provider', { renderingNpi: Npi.parse('2000001026') }],
    [
      'its payer',
      { coverages: cleanClaim.coverages.map((one) => ({ ...one, payerId: PayerId.parse('FEDMB') })) },
    ],
    ['its authorization', { authorizationNumber: 'A1' }],
    ['its first submission', { submissions }],
    ['its being void', { voidedAt: at }],
  ])('is all of them for a change of %s', (_, changes) => {
    const after = { ...cleanClaim, ...changes };
    expect(changedPatientServices(cleanClaim, after)).toEqual([patientServicesOf(after)]);
  });

  test('is nothing of the former patient and everything of the new one', () => {
    const after = { ...cleanClaim, patient: { ...cleanClaim.patient, sourcePatientId: 'P2' } };
    expect(changedPatientServices(cleanClaim, after)).toEqual([
      { patientKey: patientServicesOf(cleanClaim).patientKey, services: [] },
      patientServicesOf(after),
    ]);
  });

  test('is nothing for a claim that has no lines yet', () => {
    const uncoded = { ...cleanClaim, lines: [] };
    expect(changedPatientServices(uncoded, { ...uncoded, submissions })).toEqual([]);
  });
});
