import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isDay } from '../../map/local-day.ts';
import type { Resolved } from '../../map/resolved.ts';
import { describeText } from '../../mask-value.ts';

type DateFormat = CsvMapping['dateFormat'];

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** Which of year, month and day the groups are. */
const shapes: Readonly<Record<DateFormat, readonly [pattern: RegExp, order: string]>> = {
  'YYYY-MM-DD': [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, 'ymd'],
  'MM/DD/YYYY': [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, 'mdy'],
  'DD/MM/YYYY': [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, 'dmy'],
  'MM/DD/YY': [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/, 'mdy'],
  YYYYMMDD: [/^(\d{4})(\d{2})(\d{2})$/, 'ymd'],
  'DD-MON-YYYY': [/^(\d{1,2})[- ]([A-Z]{3})[A-Z]*[- ](\d{4})$/, 'dmy'],
};

/** A time of day that a program has put behind the day: `00:00:00`, `12:00:00 AM`. */
const timeOfDay = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?$/i;

/**
 * A calendar day written in the format of the mapping; a time of day behind it is passed over.
 * @param isPast of two centuries that a year of two digits may mean, the one that is not after `today`: a birth date.
 */
export function readDay(
  text: string,
  format: DateFormat,
  today: PlainDate,
  isPast = false,
): Resolved<PlainDate> {
  const plain = text.trim().toUpperCase().replace(timeOfDay, '').trim();
  const [pattern, order] = shapes[format];
  const groups = pattern.exec(plain)?.slice(1) ?? [];
  const part = (letter: string): string => groups[order.indexOf(letter)] ?? '';
  const month = months.includes(part('m'))
    ? String(months.indexOf(part('m')) + 1).padStart(2, '0')
    : part('m').padStart(2, '0');
  const day = `${fullYear(part('y'), today, isPast)}-${month}-${part('d').padStart(2, '0')}`;
  if (groups.length === 3 && isDay(day)) {
    return { value: day as PlainDate };
  }
  return {
    problem: {
      code: 'field-invalid',
      // A birth date is not repeated.
      found: describeText(text, isPast ? /^$/ : /^[\d/.-]{4,10}$/),
      expected: `a day of the calendar as ${format}`,
      howToFix: 'Correct the date, or the date format of the mapping.',
    },
  };
}

function fullYear(year: string, today: PlainDate, isPast: boolean): string {
  if (year.length !== 2) {
    return year;
  }
  const century = today.slice(0, 2);
  return isPast && year > today.slice(2, 4) ? `${Number(century) - 1}${year}` : `${century}${year}`;
}
