import { validationError } from './errors.ts';

/** A number of DynamoDB: plus or minus 0.digits times ten to the exponent; zero has no digits. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const SIGNIFICANT_DIGITS = 38;
const LARGEST_EXPONENT = 125;
const SMALLEST_EXPONENT = -130;
/** Up to this many characters a double holds every plain decimal exactly enough to keep order. */
const EXACT_DOUBLE_LENGTH = 15;

const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const plainInteger = /^(?:0|-?[1-9]\d{0,29})$/;

function parseDecimal(text: string): Decimal {
  const match = numberPattern.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole.length + fraction.length === 0) {
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  const power = match[4] === undefined ? 0 : Number(match[4]);
  return decimalOf(match[1] === '-', whole + fraction, whole.length + power);
}

function decimalOf(negative: boolean, allDigits: string, exponent: number): Decimal {
  let first = 0;
  while (first < allDigits.length && allDigits[first] === '0') {
    first += 1;
  }
  let end = allDigits.length;
  while (end > first && allDigits[end - 1] === '0') {
    end -= 1;
  }
  if (first === end) {
    return { negative: false, digits: '', exponent: 0 };
  }
  return { negative, digits: allDigits.slice(first, end), exponent: exponent - first };
}

/** Checks what DynamoDB can store and writes it plainly, as DynamoDB answers it. */
function format({ negative, digits, exponent }: Decimal): string {
  if (digits === '') {
    return '0';
  }
  if (exponent - 1 > LARGEST_EXPONENT) {
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (exponent - 1 < SMALLEST_EXPONENT) {
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (digits.length > SIGNIFICANT_DIGITS) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  const sign = negative ? '-' : '';
  if (exponent <= 0) {
    return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  }
  if (exponent >= digits.length) {
    return `${sign}${digits}${'0'.repeat(exponent - digits.length)}`;
  }
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** The one way of writing a number: no exponent, no leading or trailing zeros. Throws what DynamoDB answers. */
export function normaliseNumber(text: string): string {
  return plainInteger.test(text) ? text : format(parseDecimal(text));
}

/** Orders two normalised numbers: negative, zero or positive. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  if (left.length <= EXACT_DOUBLE_LENGTH && right.length <= EXACT_DOUBLE_LENGTH) {
    return Number(left) - Number(right);
  }
  return Buffer.compare(encodeNumber(left), encodeNumber(right));
}

/** Adds (or, with `sign` -1, subtracts) exactly; throws when the result needs more than 38 digits. */
export function addNumbers(left: string, right: string, sign: 1 | -1 = 1): string {
  if (left.length < EXACT_DOUBLE_LENGTH && right.length < EXACT_DOUBLE_LENGTH) {
    const a = Number(left);
    const b = Number(right);
    if (Number.isInteger(a) && Number.isInteger(b)) {
      return String(a + sign * b);
    }
  }
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  const scale = Math.max(a.digits.length - a.exponent, b.digits.length - b.exponent);
  const sum = scaled(a, scale) + BigInt(sign) * scaled(b, scale);
  const digits = (sum < 0n ? -sum : sum).toString();
  return format(decimalOf(sum < 0n, digits, digits.length - scale));
}

function scaled({ negative, digits, exponent }: Decimal, scale: number): bigint {
  if (digits === '') {
    return 0n;
  }
  const magnitude = BigInt(digits) * 10n ** BigInt(scale - (digits.length - exponent));
  return negative ? -magnitude : magnitude;
}

const NEGATIVE = 0x40;
const ZERO = 0x80;
const POSITIVE = 0xc0;

/** Bytes whose order is the order of the numbers: sign, exponent, then two digits a byte; all turned round below zero. */
export function encodeNumber(text: string): Buffer {
  const { negative, digits, exponent } = parseDecimal(text);
  if (digits === '') {
    return Buffer.of(ZERO);
  }
  const pairs = Math.ceil(digits.length / 2);
  // The end mark makes a longer run of digits sort before a shorter one below zero.
  const bytes = Buffer.alloc(2 + pairs + (negative ? 1 : 0));
  bytes[0] = negative ? NEGATIVE : POSITIVE;
  const biased = exponent - 1 - SMALLEST_EXPONENT;
  bytes[1] = negative ? 0xff - biased : biased;
  for (let pair = 0; pair < pairs; pair += 1) {
    const value = Number(digits.slice(pair * 2, pair * 2 + 2).padEnd(2, '0'));
    bytes[2 + pair] = negative ? 0xfe - value : value;
  }
  if (negative) {
    bytes[2 + pairs] = 0xff;
  }
  return bytes;
}

/** Bytes that DynamoDB bills for a number: one for two digits, one more, and one for a minus. */
export function numberSize(text: string): number {
  const { negative, digits } = parseDecimal(text);
  return digits === '' ? 1 : Math.ceil(digits.length / 2) + 1 + (negative ? 1 : 0);
}
