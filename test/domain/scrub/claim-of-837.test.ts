import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { caseLines, cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { claimOf837 } from '#domain/scrub/file/claim-of-837.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { practice } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');

function findingsOf(claim: Claim, own = practice): unknown {
  return scrubClaim(claim, own, seedTables, { at, history: noHistory }).findings;
}

const anyClaim = fc
  .record({
    diagnoses: fc.array(fc.constantFrom('I10', 'M54.5', 'E11', 'E11.9', 'V43.52XA'), {
      minLength: 1,
      maxLength: 4,
    }),
    placeOfService: fc.constantFrom('11', '10', '88'),
    lines: fc
      .array(
        fc.record({
          code: fc.constantFrom('99213', '20610', '76942', '36415', 'ABCDE', 'A0425'),
          modifiers: fc.array(fc.constantFrom('25', '59', 'RT', '95'), { maxLength: 3 }),
          units: fc.integer({ min: 1, max: 5 }),
          chargeCents: fc.integer({ min: 1, max: 30_000 }),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((lines) => caseLines(...lines)),
  })
  .map((changes): Claim => {
    const { totalChargeCents } = withLines(...changes.lines);
    return { ...cleanClaim, ...changes, totalChargeCents };
  });

describe('a claim read from its 837P', () => {
  test('is found to have exactly what the claim itself has', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const read = claimOf837(buildClaim837P(claim, practice), at, practice);
        expect(findingsOf(read.claim, read.practice)).toEqual(findingsOf(claim));
      }),
      { numRuns: 200 },
    );
  });

  test('is held against what the file says of itself where no practice is given', () => {
    const wrong = { ...cleanClaim, ...withLines({ code: '20610' }, { code: '76942' }) };
    const { claim, practice: own } = claimOf837(buildClaim837P(wrong, practice), at);
    expect([own.npi, own.payers.map(({ payerId }) => payerId)]).toEqual([cleanClaim.billingNpi, ['JUNIP']]);
    expect(findingsOf(claim, own)).toContainEqual(
      expect.objectContaining({ editId: 'ncci-pair', result: 'fail', where: 'lines 1 and 2' }),
    );
  });
});
