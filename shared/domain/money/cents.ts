import type { Cents } from '#contracts/cents.ts';

export const zeroCents = 0 as Cents;

/**
 * Makes an amount from a whole number of cents.
 * @throws RangeError when the number is not whole or not safe to add.
 */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`An amount of money must be a whole number of cents; found ${amount}`);
  }
  return (amount === 0 ? 0 : amount) as Cents;
}

export function addCents(...amounts: readonly Cents[]): Cents {
  let sum = 0;
  for (const amount of amounts) {
    sum += amount;
  }
  return cents(sum);
}

export function subtractCents(from: Cents, amount: Cents): Cents {
  return cents(from - amount);
}

export function negateCents(amount: Cents): Cents {
  return cents(0 - amount);
}

export function smaller(one: Cents, other: Cents): Cents {
  return one < other ? one : other;
}

/** Sums one amount of each element. */
export function sumCents<Element>(elements: Iterable<Element>, amountOf: (element: Element) => Cents): Cents {
  let sum = 0;
  for (const element of elements) {
    sum += amountOf(element);
  }
  return cents(sum);
}

/** `-$1,234.05`, for people. */
export function formatDollars(amount: Cents): string {
  const absolute = Math.abs(amount);
  const dollars = Math.trunc(absolute / 100).toLocaleString('en-US');
  return `${amount < 0 ? '-' : ''}$${dollars}.${String(absolute % 100).padStart(2, '0')}`;
}

/** `-1234.05`, for files and tables. */
export function decimalText(amount: Cents): string {
  const absolute = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
