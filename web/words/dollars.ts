import type { Cents } from '#contracts/cents.ts';

const inDollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const inWholeDollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});

/** `$1,234.56`, and `−$3.21` with a minus sign that screen readers read. */
export function dollars(amount: Cents): string {
  return inDollars.format(amount / 100).replace('-', '−');
}

/** For totals that are only to be weighed: `$18,240`. */
export function roundDollars(amountCents: number): string {
  return inWholeDollars.format(Math.round(amountCents / 100) || 0).replace('-', '−');
}

/** As {@link DollarText} reads it: `125.00`. */
export function dollarText(amount: Cents): string {
  const absolute = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
