import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';

/** X12's decimal: an optional minus, digits, and an optional point with digits on at least one side. */
const decimalPattern = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Whether the text is an X12 decimal number (data type R). */
export function isDecimal(text: string): boolean {
  return decimalPattern.test(text);
}

/**
 * Cents from an X12 decimal: `132`, `12.5`, `.5`, `-3.21`. Never through floating point.
 * Undefined when the text is no decimal, has a part of a cent, or exceeds what an integer holds exactly.
 */
export function centsFrom(text: string): Cents | undefined {
  const length = text.length;
  let at = 0;
  let negative = false;
  if (text.charCodeAt(0) === 0x2d) {
    negative = true;
    at = 1;
  }
  let cents = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (code < 0x30 || code > 0x39) return undefined;
    digits++;
    if (decimals >= 2) {
      if (code !== 0x30) return undefined;
      continue;
    }
    if (decimals >= 0) decimals++;
    cents = cents * 10 + (code - 0x30);
  }
  if (digits === 0) return undefined;
  if (decimals <= 0) cents *= 100;
  else if (decimals === 1) cents *= 10;
  if (cents > Number.MAX_SAFE_INTEGER) return undefined;
  return (negative && cents !== 0 ? -cents : cents) as Cents;
}

/** The X12 decimal of an amount, without needless zeros: `132`, `12.5`, `-3.21`, `0.5`. */
export function decimalOfCents(cents: Cents): string {
  const magnitude = Math.abs(cents);
  const dollars = Math.floor(magnitude / 100);
  const rest = magnitude % 100;
  const sign = cents < 0 ? '-' : '';
  if (rest === 0) return `${sign}${dollars}`;
  if (rest % 10 === 0) return `${sign}${dollars}.${rest / 10}`;
  return `${sign}${dollars}.${String(rest).padStart(2, '0')}`;
}

/** A quantity or rate, which is no money. Undefined when the text is no X12 decimal. */
export function numberFrom(text: string): number | undefined {
  if (text.length === 1) {
    const digit = text.charCodeAt(0) - 0x30;
    return digit >= 0 && digit <= 9 ? digit : undefined;
  }
  if (!isDecimal(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? (number === 0 ? 0 : number) : undefined;
}

/** The X12 decimal of a quantity or rate. Undefined when it has none (not finite, or too small or large to write out). */
export function decimalOfNumber(number: number): string | undefined {
  const text = String(number);
  return isDecimal(text) ? text : undefined;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days that were read lately, by their number: a file holds few different ones. */
const dayNumbers = new Int32Array(1024);
const days: PlainDate[] = [];

/** A day from `CCYYMMDD`. Undefined when there is no such day. */
export function dateFrom(text: string): PlainDate | undefined {
  if (text.length !== 8) return undefined;
  let number = 0;
  for (let at = 0; at < 8; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return undefined;
    number = number * 10 + (code - 0x30);
  }
  const place = number & 1023;
  if (dayNumbers[place] === number && number !== 0) return days[place];
  const year = Math.floor(number / 10_000);
  const month = Math.floor(number / 100) % 100;
  const day = number % 100;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = (daysOfMonth[month - 1] ?? 0) + (leap ? 1 : 0);
  if (day < 1 || day > last) return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}` as PlainDate;
  dayNumbers[place] = number;
  days[place] = date;
  return date;
}

/** A day from the `YYMMDD` of an ISA: years 00 to 79 are of this century. */
export function dateFromShort(text: string): PlainDate | undefined {
  if (text.length !== 6) return undefined;
  return dateFrom(`${text < '80' ? '20' : '19'}${text}`);
}

/** `CCYYMMDD` of a day. */
export function compactDate(date: string): string {
  return `${date.slice(0, 4)}${date.slice(5, 7)}${date.slice(8, 10)}`;
}

/** Whether the text is an X12 time: HHMM, HHMMSS, HHMMSSD or HHMMSSDD. */
export function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/.test(text);
}
