import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askEligibility, nextTraceNumber } from '#domain/eligibility/ask-eligibility.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { planSubmission } from '#domain/submission/next-submission.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { Claim } from '#contracts/claim.ts';
import { at, check, encounterJson, practice, receivedClaim } from '../samples/encounters.ts';

const numbers = { interchange: 1, group: 1 };

function written(claim: Claim): string {
  return write837P(envelopeTo(practice, at, 'T'), [buildClaim837P(claim, practice)], numbers);
}

function readBack(text: string): Claim837P | undefined {
  const result = readInterchanges(new TextEncoder().encode(text));
  const transaction = result.interchanges[0]?.groups[0]?.transactions[0];
  return transaction === undefined ? undefined : read837P(transaction).claims[0];
}

const address = {
  line1: '14 Nettle Row',
  line2: 'Flat 3',
  city: 'Alder Falls',
  state: 'OR',
  zip: '970990002',
};
const mother = { lastName: 'Kite', firstName: 'Sunniva', birthDate: '1990-03-03', sex: 'F', address };
const child = {
  order: 'primary',
  payerId: 'BLUEW',
  memberId: 'BWH-1',
  groupNumber: 'G 7',
  relationship: 'child',
  subscriber: mother,
};

describe('the 837P of a claim', () => {
  test('carries what the payer needs, and is read back the same', () => {
    const claim = receivedClaim({
      authorizationNumber: 'AUTH1',
      referringProvider: { npi: '2000002016', lastName: 'Teal', firstName: 'Jo' },
    });
    const model = buildClaim837P(claim, practice);
    expect(model).toMatchObject({
      billingProvider: {
        name: { identifier: { qualifier: 'XX', value: practice.npi } },
        taxId: { qualifier: 'EI', value: practice.taxId },
      },
      subscriber: { payerResponsibility: 'P', relationship: '18', claimFilingIndicator: 'CI' },
      payer: { name: { identifier: { qualifier: 'PI', value: 'JUNIP' } } },
      patientControlNumber: `${claim.claimId}-1`,
      totalChargeCents: 17_500,
      frequencyCode: '1',
      priorAuthorizationNumber: 'AUTH1',
      diagnoses: [{ code: 'I10' }, { code: 'E119' }],
      renderingProvider: { name: { name: 'Rowan' } },
      lines: [{ lineControlNumber: `${claim.claimId}-1-1` }, { lineControlNumber: `${claim.claimId}-1-2` }],
    });
    expect(model.patient).toBeUndefined();
    expect(readBack(written(claim))).toEqual(model);
  });

  test('names the subscriber and the patient apart where they are two people', () => {
    const model = buildClaim837P(receivedClaim({ coverages: [child] }), practice);
    expect(model.subscriber).toMatchObject({
      name: { name: 'Kite', identifier: { value: 'BWH-1' } },
      groupNumber: 'G 7',
    });
    expect(model.subscriber.relationship).toBeUndefined();
    expect(model.patient).toMatchObject({ relationship: '19', name: { name: 'Waxwing' } });
  });

  test('names a secondary coverage, so that the payer knows of it', () => {
    const secondary = { order: 'secondary', payerId: 'FEDMB', memberId: 'FSH9', relationship: 'self' };
    const claim = receivedClaim({ coverages: [child, secondary] });
    const model = buildClaim837P(claim, practice);
    expect(model.otherSubscribers).toMatchObject([
      { payerResponsibility: 'S', relationship: '18', claimFilingIndicator: 'MB' },
    ]);
    expect(readBack(written(claim))).toEqual(model);
  });

  test('of a replacement repeats the payer’s control number', () => {
    const claim = receivedClaim();
    const plan = {
      ...planSubmission(claim, practice),
      frequency: '7',
      payerClaimControlNumber: 'ICN9',
    } as const;
    expect(buildClaim837P(claim, practice, plan)).toMatchObject({
      frequencyCode: '7',
      payerClaimControlNumber: 'ICN9',
    });
  });
});

describe('whatever intake accepts', () => {
  const sendable = [
    'Kite',
    "D'Arcy",
    'Muñoz',
    'van der Wal',
    'St. Clair',
    'Nguyễn',
    'A',
    'N/A',
    'R2-D2',
    'Wren, Jr.',
  ];
  const perhaps = ['O’Hara', 'Łaska', 'A~B', 'A:B', '^', '北', 'ß', 'x'.repeat(60)];
  const name = fc.oneof(
    { arbitrary: fc.constantFrom(...sendable), weight: 9 },
    { arbitrary: fc.constantFrom(...perhaps), weight: 1 },
  );
  const line = fc.record({
    code: fc.constantFrom('99213', '36415', 'J3301', 'G0439', '0002T'),
    modifiers: fc.uniqueArray(fc.constantFrom('25', '59', 'RT', 'GP'), { maxLength: 4 }),
    units: fc.integer({ min: 1, max: 9_999 }),
    charge: fc.constantFrom('0.00', '1', '160.00', '999999.99'),
    diagnosisPointers: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
  });
  const record = fc.record({
    lastName: name,
    firstName: name,
    middleName: fc.option(name, { nil: undefined }),
    street: fc.constantFrom('14 Nettle Row', 'Apt #3, 1 & 2 Main "St"', '5 Grüner Weg', 'Unit * 7'),
    sex: fc.constantFrom('F', 'M', 'U'),
    deathDate: fc.constantFrom(undefined, '2026-10-05', '2026-11-01'),
    isChild: fc.boolean(),
    groupNumber: fc.option(fc.constantFrom('G-1', 'G*1', 'Grün', '12 34'), { nil: undefined }),
    authorizationNumber: fc.option(fc.constantFrom('AUTH1', 'A:1', 'x'.repeat(50)), { nil: undefined }),
    diagnoses: fc.constantFrom(['I10', 'E11.9', 'S93.401A'], ['I10', 'E119', 'Z00.00']),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    placeOfService: fc.constantFrom('11', '22', '10', '88'),
  });

  test('can be written as an inquiry and as a claim, and is read back the same', () => {
    let acceptedCount = 0;
    fc.assert(
      fc.property(record, (parts) => {
        const person = {
          lastName: parts.lastName,
          firstName: parts.firstName,
          middleName: parts.middleName,
          birthDate: '1979-04-23',
          sex: parts.sex,
          address: { ...address, line1: parts.street },
        };
        const coverage = {
          order: 'primary',
          payerId: 'JUNIP',
          memberId: 'JHM-1',
          groupNumber: parts.groupNumber,
        };
        const total = parts.lines.reduce((sum, { charge }) => sum + Math.round(Number(charge) * 100), 0);
        const json = encounterJson({
          patient: { sourcePatientId: 'P-1', ...person, deathDate: parts.deathDate },
          coverages: [
            parts.isChild
              ? { ...coverage, relationship: 'child', subscriber: person }
              : { ...coverage, relationship: 'self' },
          ],
          diagnoses: parts.diagnoses,
          lines: parts.lines,
          totalCharge: (total / 100).toFixed(2),
          placeOfService: parts.placeOfService,
          authorizationNumber: parts.authorizationNumber,
        });
        if (check(json).accepted === undefined) {
          return;
        }
        acceptedCount += 1;
        const claim = receivedClaim(json);
        const { inquiry } = askEligibility(claim, practice, { at, traceNumber: nextTraceNumber(claim) });
        expect(
          write270(envelopeTo(practice, at, 'T'), inquiry === undefined ? [] : [inquiry], numbers),
        ).toMatch(/^ISA/);
        expect(readBack(written(claim))?.lines).toEqual(buildClaim837P(claim, practice).lines);
      }),
      { numRuns: 200 },
    );
    expect(acceptedCount).toBeGreaterThan(10);
  });
});
