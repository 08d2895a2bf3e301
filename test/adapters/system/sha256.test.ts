import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '#adapters/system/sha256.ts';
import { sha256Text } from '#domain/identity/content-hash.ts';

test('The SHA-256 of Node is that of the domain, of every text', () => {
  const texts = oneof(
    string({ unit: 'binary' }),
    string({ maxLength: 300 }),
    constantFrom('', '\uD800', 'é\uDC00'),
  );
  assert(
    property(texts, (text) => {
      expect(sha256Hex(text)).toBe(sha256Text(text));
    }),
    { numRuns: 300 },
  );
});

test('The SHA-256 of the three letters that the standard gives as its example is right', () => {
  expect([sha256Hex('abc'), sha256Text('abc')]).toEqual(
    Array.from({ length: 2 }, () => 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  );
});
