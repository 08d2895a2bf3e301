import { DollarText, type Cents } from '#contracts/cents.ts';
import { addCents, decimalText } from '../../money/cents.ts';
import { quickSafeParse } from '../quick-check.ts';

const amountOf = quickSafeParse(DollarText);

/** The charges that are amounts, added up; others are left out. */
export function knownCharges(charges: readonly unknown[]): Cents {
  return addCents(...charges.flatMap((charge) => amountOf(charge).data ?? []));
}

/**
 * The total of charges as an encounter writes them, `125.00`, added in whole cents. Undefined when one of them is missing
 * or is no amount: then the encounter's checks name its line.
 */
export function totalOfCharges(charges: readonly unknown[]): string | undefined {
  const amounts = charges.map((charge) => amountOf(charge).data);
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? decimalText(addCents(...known)) : undefined;
}
