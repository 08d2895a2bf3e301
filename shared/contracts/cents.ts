import * as z from 'zod';

/** An amount of money in whole cents (USD), signed. A plain `number` is not an amount. */
export const Cents = z.int().brand<'Cents'>();
export type Cents = z.infer<typeof Cents>;

const dollarText = /^(-?)(\d{1,9})(?:\.(\d{2}))?$/;

/**
 * A dollar amount written as text, as practices and people write it: `"125"`, `"125.00"`, `"-3.21"`.
 * Parses to {@link Cents} without ever being a floating-point number.
 */
export const DollarText = z
  .string()
  .regex(dollarText, 'an amount in dollars with two decimals, for example "125.00"')
  .transform((text): Cents => {
    const [, sign = '', dollars = '0', cents = '00'] = dollarText.exec(text) ?? [];
    const amount = Number(dollars) * 100 + Number(cents);
    return (sign === '-' && amount !== 0 ? -amount : amount) as Cents;
  });
