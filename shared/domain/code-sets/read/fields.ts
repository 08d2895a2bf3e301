import type { PlainDate } from '#contracts/dates.ts';
import { refuse, shown } from './code-set-refused.ts';

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Dates repeat thousands of times in a file of millions of lines: each is read once. */
const readDates = new Map<string, PlainDate>();

/** A date as files write it, `yyyymmdd`. */
export function compactDate(text: string, line: number, what: string): PlainDate {
  const known = readDates.get(text);
  if (known !== undefined) {
    return known;
  }
  const date = /^\d{8}$/.test(text)
    ? plausibleDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
    : undefined;
  if (date === undefined) {
    return refuse(line, `${what} ${shown(text)}`, 'a date as yyyymmdd, from 1960 to 2100');
  }
  if (readDates.size < 20_000) {
    readDates.set(text, date);
  }
  return date;
}

/** A date as people write it, `yyyy-mm-dd`, or `yyyymmdd`. */
export function writtenDate(text: string, line: number, what: string): PlainDate {
  return (
    plausibleDate(text) ??
    (/^\d{8}$/.test(text)
      ? compactDate(text, line, what)
      : refuse(line, `${what} ${shown(text)}`, 'a date as yyyy-mm-dd, from 1960 to 2100'))
  );
}

/** A date as a year and the day of the year, `yyyyddd`. */
export function ordinalDate(text: string, line: number, what: string): PlainDate {
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(4));
  const date = new Date(Date.UTC(year, 0, day)).toISOString().slice(0, 10);
  const isOne = /^\d{7}$/.test(text) && day >= 1 && day <= 366 && date.startsWith(text.slice(0, 4));
  return (
    (isOne ? plausibleDate(date) : undefined) ??
    refuse(line, `${what} ${shown(text)}`, 'a year and the day of the year as yyyyddd, for example 2026001')
  );
}

/** A day that a code set may name: one of the calendar, from 1960 (some modifiers are that old) to 2100. */
export function plausibleDate(text: string): PlainDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1960 || year > 2100) {
    return undefined;
  }
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const most = month === 2 && !isLeap ? 28 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= most ? (text as PlainDate) : undefined;
}

/** A number with a fraction as a whole number of its smallest parts: `1.92` with 2 places is 192. Never rounds. */
export function scaled(text: string, places: number, line: number, what: string): number {
  const match = /^(\d{1,6})?(?:\.(\d*))?$/.exec(text);
  const [, whole = '', fraction = ''] = match ?? [];
  const kept = fraction.slice(0, places).padEnd(places, '0');
  if (match === null || (whole === '' && fraction === '') || /[1-9]/.test(fraction.slice(places))) {
    return refuse(line, `${what} ${shown(text)}`, `a number with at most ${places} places after the point`);
  }
  return Number(whole + kept);
}

/** A whole number without sign. */
export function wholeNumber(text: string, line: number, what: string): number {
  const bare = text.replaceAll(',', '');
  return /^\d{1,9}$/.test(bare) ? Number(bare) : refuse(line, `${what} ${shown(text)}`, 'a whole number');
}

const procedureForm = /^[0-9A-Z]\d{3}[0-9A-Z]$/;

/** A procedure code: CPT or HCPCS Level II by its form. */
export function procedureCode(text: string, line: number, what: string): string {
  return procedureForm.test(text)
    ? text
    : refuse(line, `${what} ${shown(text)}`, 'a code of five characters, as 99213, 0001U or J1100');
}

/** The second character is a digit in all but the newest categories (QA0 came in 2025). */
const diagnosisForm = /^[A-Z][0-9A-Z]{2,6}$/;

/** An ICD-10-CM code without its dot, whichever way it is written. */
export function diagnosisCode(text: string, line: number, what: string): string {
  const code = text.replace('.', '');
  return diagnosisForm.test(code)
    ? code
    : refuse(line, `${what} ${shown(text)}`, 'an ICD-10-CM code, as A00 or S72.001A');
}

/** A number of digits that a spreadsheet took the leading zeros from. */
export function zeroFilled(text: string, digits: number, line: number, what: string): string {
  return new RegExp(`^\\d{1,${digits}}$`).test(text)
    ? text.padStart(digits, '0')
    : refuse(line, `${what} ${shown(text)}`, `a number of ${digits} digits`);
}
