import { describeText } from '../mask-value.ts';
import type { Resolved } from './resolved.ts';

const amountShape = /^(-?)\$?(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d*))?$/;

/**
 * An amount of money as the encounter writes it, `125.00`. Taken are a dollar sign, commas between thousands, a minus
 * before or parentheses around a negative amount, and fewer than two decimals; a fraction of a cent is not.
 */
export function readAmount(text: string): Resolved<string> {
  const plain = text.replaceAll(/\s/g, '');
  const unwrapped = /^\((.*)\)$/.exec(plain)?.[1];
  const signed = (unwrapped === undefined ? plain : `-${unwrapped}`).replace(/^\$-/, '-$');
  const [, sign = '', dollars, decimals = ''] = amountShape.exec(signed) ?? [];
  const centDigits = decimals.replace(/0+$/, '');
  if (dollars !== undefined && centDigits.length <= 2) {
    const whole = dollars.replaceAll(',', '').replace(/^0+(?=\d)/, '');
    const value = `${whole}.${centDigits.padEnd(2, '0')}`;
    return { value: sign === '-' && !/^0\.00$/.test(value) ? `-${value}` : value };
  }
  return {
    problem: {
      code: 'amount-not-in-cents',
      found: describeText(text, /^[-$\d.,() ]{1,14}$/),
      expected: 'an amount in dollars with at most two decimals, for example "125.00"',
      howToFix: 'Send dollars and whole cents.',
    },
  };
}

/** Units as a whole number from 1 to 9999; `1.00` is one. */
export function readUnits(text: string): Resolved<number> {
  const [, digits] = /^0*(\d{1,4})(?:\.0*)?$/.exec(text.trim()) ?? [];
  const units = Number(digits);
  if (digits !== undefined && units >= 1) {
    return { value: units };
  }
  return {
    problem: {
      code: 'units-not-whole',
      found: describeText(text, /^[-\d.,]{1,10}$/),
      expected: 'a whole number from 1 to 9999',
      howToFix: 'Send whole units, as the code counts them.',
    },
  };
}
