import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstInvalidUtf8Byte } from '#domain/intake/invalid-utf-8.ts';

test('invalid UTF-8 is found where the platform finds it, and nowhere else', () => {
  const byte = fc.oneof(
    fc.constantFrom(
      0x00,
      0x7f,
      0x80,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
      0x9f,
      0xa0,
    ),
    fc.integer({ min: 0, max: 255 }),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 8 }), (values) => {
      const bytes = Uint8Array.from(values);
      const found = firstInvalidUtf8Byte(bytes);
      const decodes = (part: Uint8Array): boolean => {
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(part);
          return true;
        } catch {
          return false;
        }
      };
      expect(found === undefined).toBe(decodes(bytes));
      expect(decodes(bytes.subarray(0, found ?? 0))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
