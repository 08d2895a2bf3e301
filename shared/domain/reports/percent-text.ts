/** Thousandths of a percent with two decimals, rounded down: 94.999% is 94.99%, and not 95%. Nothing is below zero. */
export function percentText(millis: number): string {
  const hundredths = (millis - (millis % 10)) / 10;
  const rest = hundredths % 100;
  return `${(hundredths - rest) / 100}.${String(rest).padStart(2, '0')}%`;
}
