import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents, decimalText } from '#domain/money/cents.ts';
import { totalOfCharges } from '#domain/intake/map/total-of-charges.ts';

describe('The total of charges', () => {
  test('is the sum to the cent, whatever the amounts', () => {
    const amounts = array(integer({ min: -99_999_999_999, max: 99_999_999_999 }), { maxLength: 50 });
    assert(
      property(amounts, (all) => {
        const sum = all.reduce((total, amount) => total + BigInt(amount), 0n);
        const texts = all.map((amount) => decimalText(cents(amount)));
        expect(totalOfCharges(texts)).toBe(decimalText(cents(Number(sum))));
      }),
    );
  });

  test.each([
    { charges: ['1.10', undefined] },
    { charges: ['1.10', 'ten'] },
    { charges: ['1.105'] },
    { charges: [1.1] },
  ])('is not made up where one is none: $charges', ({ charges }) => {
    expect(totalOfCharges(charges)).toBeUndefined();
  });
});
