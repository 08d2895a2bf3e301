/** Card numbers have 13 to 19 digits, however they are grouped. */
const digitsInARow = /(?<!\d[ ./-]?)\d(?:[ ./-]?\d){12,18}(?![ ./-]?\d)/g;

/**
 * Whether a text holds what may be the number of a payment card. None is ever kept: the slip of the terminal has a number
 * of its own, by which the payment is found.
 */
export function holdsCardNumber(text: string): boolean {
  return [...text.matchAll(digitsInARow)].some(([found]) => hasCheckDigit(found.replaceAll(/\D/g, '')));
}

/** The check digit of Luhn, as every card has it. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of digits.split('').toReversed().entries()) {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
