import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNpi } from '#domain/x12/code-checks.ts';
import {
  centsFrom,
  dateFrom,
  dateFromShort,
  decimalOfCents,
  isTime,
  numberFrom,
} from '#domain/x12/values.ts';
import { cents, npi, plainDate } from './arbitraries.ts';

describe('centsFrom', () => {
  it.each([
    ['132', 13_200],
    ['12.5', 1250],
    ['.5', 50],
    ['0', 0],
    ['-0', 0],
    ['-3.21', -321],
    ['-.01', -1],
    ['5.', 500],
    ['007', 700],
    ['1.500', 150],
    ['90071992547409.91', 9_007_199_254_740_991],
  ])('reads %s as %d cents', (text, amount) => {
    expect(centsFrom(text)).toBe(amount);
  });

  it.each(['', '-', '.', '1.2.3', '1,5', '+1', '1e3', '0.005', '90071992547409.92', ' 1', '1-'])(
    'reads "%s" as no amount',
    (text) => {
      expect(centsFrom(text)).toBeUndefined();
    },
  );

  it('reads back what is written', () => {
    fc.assert(
      fc.property(cents(), (amount) => {
        expect(centsFrom(decimalOfCents(amount))).toBe(amount);
      }),
    );
  });
});

describe('numberFrom', () => {
  it.each([
    ['1', 1],
    ['.25', 0.25],
    ['-2', -2],
    ['1e5', undefined],
    ['', undefined],
    ['NaN', undefined],
  ])('reads "%s" as %s', (text, number) => {
    expect(numberFrom(text)).toBe(number);
  });
});

describe('dateFrom', () => {
  it.each(['20240229', '20000229', '10010101', '20251231'])('knows the day %s', (text) => {
    expect(dateFrom(text)?.replaceAll('-', '')).toBe(text);
  });

  it.each([
    '20230229',
    '19000229',
    '20251301',
    '20250431',
    '20250100',
    '2025010',
    '2025-1-1',
    'ABCDEFGH',
    '',
  ])('knows no day "%s"', (text) => {
    expect(dateFrom(text)).toBeUndefined();
  });

  it('reads every day', () => {
    fc.assert(
      fc.property(plainDate, (date) => {
        expect(dateFrom(date.replaceAll('-', ''))).toBe(date);
      }),
    );
  });

  it('takes the years 80 to 99 of an interchange for the last century', () => {
    expect([dateFromShort('991231'), dateFromShort('260304'), dateFromShort('2603')]).toEqual([
      '1999-12-31',
      '2026-03-04',
      undefined,
    ]);
  });
});

describe('isTime', () => {
  it.each([
    ['0000', true],
    ['2359', true],
    ['235959', true],
    ['23595999', true],
    ['2400', false],
    ['2360', false],
    ['235960', false],
    ['12', false],
  ])('says of %s: %s', (text, is) => {
    expect(isTime(text)).toBe(is);
  });
});

describe('isNpi', () => {
  it.each([
    ['1234567893', true],
    ['1234567890', false],
    ['3234567893', false],
    ['123456789', false],
    ['12345678931', false],
    ['123456789A', false],
  ])('says of %s: %s', (text, is) => {
    expect(isNpi(text)).toBe(is);
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(npi, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (good, at, step) => {
        const digit = (Number(good.charAt(at)) + step) % 10;
        expect(isNpi(good)).toBe(true);
        expect(isNpi(good.slice(0, at) + String(digit) + good.slice(at + 1))).toBe(false);
      }),
    );
  });
});
