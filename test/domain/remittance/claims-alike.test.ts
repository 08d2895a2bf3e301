import { describe, expect, it } from 'vitest';
import { ClaimId, PatientControlNumber } from '#contracts/identifiers.ts';
import type { Claim } from '#contracts/claim.ts';
import { claimIdsWithin, claimsAlike } from '#domain/remittance/claims-alike.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment } from './sample-remittance.ts';

const claim = sampleClaim();
const otherId = ClaimId.parse('C000000000009');
/** Another patient's claim of another day and charge. */
const other: Claim = {
  ...claim,
  claimId: otherId,
  patient: { ...claim.patient, lastName: 'Waxwing', firstName: 'Odette' },
  coverages: claim.coverages.map((coverage) => ({ ...coverage, memberId: 'OTHER-1' })),
  serviceDateFrom: claim.serviceDateTo.startsWith('2026-03')
    ? sampleClaim({ serviceDateFrom: '2026-02-01' }).serviceDateFrom
    : claim.serviceDateFrom,
  totalChargeCents: sampleClaim({ totalChargeCents: 7700 }).totalChargeCents,
  lines: claim.lines.map((line) => ({ ...line, code: '11111' })),
  submissions: claim.submissions.map((submission) => ({
    ...submission,
    patientControlNumber: PatientControlNumber.parse('C000000000009-1'),
    acknowledgements: [],
  })),
};
const strange: Partial<Claim835> = { patientControlNumber: 'X1', payerControlNumber: 'ICN77' };
const lines = [
  { code: '99213', charge: '150', paid: '150' },
  { code: '81002', charge: '50', paid: '50' },
];
const nothingInCommon = claimPayment([{ code: '22222', charge: '1', paid: '1' }], strange);

describe('the claims that a payment may belong to', () => {
  it.each<{ readonly what: string; readonly clp: Claim835; readonly sign: string }>([
    {
      what: 'the id within the text of the payer',
      clp: { ...nothingInCommon, lines: [], patientControlNumber: 'ACCT C000000000001-1 JUN' },
      sign: 'the claim id within',
    },
    {
      what: 'a character that slipped',
      clp: { ...nothingInCommon, lines: [], patientControlNumber: 'C00000000O001-1' },
      sign: 'but for one character',
    },
    {
      what: 'a character that is missing',
      clp: { ...nothingInCommon, lines: [], patientControlNumber: 'C00000000001-1' },
      sign: 'but for one character',
    },
    {
      what: 'the member id, however it is written',
      clp: {
        ...nothingInCommon,
        lines: [],
        patient: {
          entityType: 'person',
          identifier: { qualifier: 'MI', value: (claim.coverages[0]?.memberId ?? '').toLowerCase() },
        },
      },
      sign: 'member id',
    },
    {
      what: 'name and date of service',
      clp: {
        ...claimPayment([{ code: '22222', charge: '1', paid: '1' }], strange),
        patient: {
          entityType: 'person',
          name: claim.patient.lastName.toUpperCase(),
          firstName: claim.patient.firstName,
        },
      },
      sign: "the patient's name, date of service",
    },
    {
      what: 'date, charge and codes',
      clp: claimPayment(lines, strange),
      sign: 'date of service, charge, every code',
    },
  ])('are found by $what', ({ clp, sign }) => {
    const [first] = claimsAlike(clp, [other, claim]);
    expect(first?.claim.claimId).toBe(claim.claimId);
    expect(first?.signs.join(', ')).toContain(sign);
  });

  it('are none where nothing but one small sign is common, or the claim never went to a payer', () => {
    expect(claimsAlike(nothingInCommon, [other])).toEqual([]);
    expect(claimsAlike(claimPayment(lines, strange), [{ ...claim, submissions: [] }])).toEqual([]);
  });

  it('stand with the likeliest first, and a handful at most', () => {
    const many = Array.from({ length: 9 }, (_, index): Claim => ({
      ...claim,
      claimId: ClaimId.parse(`C00000000001${index}`),
      submissions: other.submissions,
    }));
    const found = claimsAlike({ ...claimPayment(lines, strange), patientControlNumber: 'C00000000O001-1' }, [
      ...many,
      claim,
    ]);
    expect(found).toHaveLength(5);
    expect(found[0]?.claim.claimId).toBe(claim.claimId);
  });

  it('are read out of whatever stands around an id', () => {
    expect(claimIdsWithin('pt c0000 00000001/1')).toEqual(['C000000000001']);
    expect(claimIdsWithin('nothing')).toEqual([]);
  });
});
