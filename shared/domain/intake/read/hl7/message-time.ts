import type { PlainDate } from '#contracts/dates.ts';
import { remembered } from '../../map/remembered.ts';

/** A point in time as a message writes it, to the precision it has. */
interface MessageTime {
  /** The calendar day where it was written, or in the given zone when the text names its offset from UTC. */
  readonly day: PlainDate;
  /** `HH:MM`, when the text has a time of day. */
  readonly time: string | undefined;
}

const pattern =
  /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,6}))?)?)?)?(?:([+-])(\d{2})(\d{2}))?$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number, month: number, day: number): boolean {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeapYear ? 29 : (monthLengths[month - 1] ?? 0);
  return year >= 1800 && day >= 1 && day <= length;
}

/**
 * Reads `YYYYMMDD[HH[MM[SS[.S]]]][+-ZZZZ]`. Without an offset the day is the one that is written; with one, the day in
 * `timeZone`. Undefined for anything else, days that no calendar has among it, and for a month or year alone.
 * Source: HL7 version 2, chapter 2A, data types TS and DTM.
 */
export function readMessageTime(text: string, timeZone: string): MessageTime | undefined {
  return text.length === 8 ? readDayAlone(text) : readTime(text, timeZone);
}

/** Days come again with every record. */
const readDayAlone = remembered((text) => readTime(text, 'UTC'));

function readTime(text: string, timeZone: string): MessageTime | undefined {
  const match = pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', , sign, hours, minutes] =
    match;
  if (
    !isDay(Number(year), Number(month), Number(day)) ||
    Number(hour ?? '0') > 23 ||
    Number(minute) > 59 ||
    Number(second) > 59
  ) {
    return undefined;
  }
  if (hour === undefined || sign === undefined || Number(hours) > 14 || Number(minutes) > 59) {
    return {
      day: `${year}-${month}-${day}` as PlainDate,
      time: hour === undefined ? undefined : `${hour}:${minute}`,
    };
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const instant =
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) -
    offset * 60_000;
  return inZone(instant, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function inZone(instant: number, timeZone: string): MessageTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` as PlainDate,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}

/**
 * Text that sorts as times do, of a time that a source writes: with an offset by the instant, without one by the digits.
 * A source writes either always or never an offset. Empty for what is no time.
 */
export function sortableTime(text: string): string {
  const match = pattern.exec(text);
  if (match === null) {
    return '';
  }
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const [sign, hours, minutes] = match.slice(8);
  let digits = `${year}${month}${day}${hour}${minute}${second}`;
  if (sign !== undefined) {
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    const instant = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
    digits = new Date(instant - offset * 60_000).toISOString().replaceAll(/[^\d]/g, '').slice(0, 14);
  }
  return digits + fraction.padEnd(6, '0');
}
