import { describe, expect, test } from 'vitest';
import { Practice } from '#contracts/practice.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { envelopeTo } from '#domain/submission/envelope.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { caseLines, withLines } from '#domain/scrub/edit-case.ts';
import { at, practice, receivedClaim } from '../samples/encounters.ts';

const certified = Practice.parse({ ...practice, laboratory: { number: '38D0000001', kind: 'compliance' } });

describe('the number of a laboratory in the 837P of a claim', () => {
  test.each([
    ['goes to the payer with a test', ['85025'], [], '38D0000001'],
    ['stays away from a claim without tests', ['99213'], [], undefined],
    ['stays away from a test of another laboratory', ['85025'], ['90'], undefined],
    ['stays away from an interpretation', ['88305'], ['26'], undefined],
  ])('%s', (_, codes, modifiers, expected) => {
    const lines = withLines(...codes.map((code) => ({ code, modifiers })));
    const model = buildClaim837P({ ...receivedClaim(), ...lines }, certified);
    expect(model.cliaNumber).toBe(expected);
    const text = write837P(envelopeTo(certified, at, 'T'), [model], { interchange: 1, group: 1 });
    expect(text.includes('REF*X4*38D0000001~')).toBe(expected !== undefined);
  });

  test('is that of the day of service', () => {
    const lines = caseLines({ code: '85025' });
    const ended = { ...certified, laboratory: { ...certified.laboratory, effectiveTo: '2026-10-04' } };
    expect(buildClaim837P({ ...receivedClaim(), lines }, Practice.parse(ended)).cliaNumber).toBeUndefined();
  });
});
