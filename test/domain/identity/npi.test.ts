import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasValidCheckDigit } from '#domain/identity/npi.ts';

test.each([
  ['1234567893', true],
  ['1234567890', false],
  ['2000000010', true],
  ['2000001018', true],
  ['2000000100', false],
  ['123456789', false],
  ['12345678933', false],
  ['12345678X3', false],
  ['', false],
])('the check digit of "%s" is valid: %s', (npi, expected) => {
  expect(hasValidCheckDigit(npi)).toBe(expected);
});

test('exactly one last digit fits any nine digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000_000, max: 299_999_999 }), (nine) => {
      const valid = Array.from({ length: 10 }, (_, digit) => `${nine}${digit}`).filter(hasValidCheckDigit);
      expect(valid).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});
