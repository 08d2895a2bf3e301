import type { PlainDate } from '#contracts/dates.ts';
import type { EditionClaim } from '../rows.ts';
import { plausibleDate } from './fields.ts';
import { fiscalEdition } from './fiscal-editions.ts';

const quarterStarts = ['01-01', '04-01', '07-01', '10-01'] as const;
const releaseMonths = ['jan', 'apr', 'jul', 'oct'] as const;

/** The edition of a quarter of a calendar year: `2026Q4`, in force from 2026-10-01. */
export function quarterEdition(year: number, quarter: number): EditionClaim {
  const start = quarterStarts[quarter - 1];
  return start === undefined ? {} : { edition: `${year}Q${quarter}`, from: `${year}-${start}` as PlainDate };
}

/** The quarter that a month's name begins, in any case and length: `JAN`, `October`. */
export function quarterOfMonth(name: string): number | undefined {
  const index = releaseMonths.findIndex((month) => name.toLowerCase().startsWith(month));
  return index === -1 ? undefined : index + 1;
}

/** The edition whose first day begins a quarter; nothing for any other day. */
export function quarterFrom(day: string): EditionClaim {
  const quarter = quarterStarts.findIndex((start) => day.endsWith(start)) + 1;
  return quarter === 0 || plausibleDate(day) === undefined
    ? {}
    : quarterEdition(Number(day.slice(0, 4)), quarter);
}

/** What a file's own name says of its edition, or else the name of the archive that it came in. */
export function saidByNames(
  { name, archive }: { readonly name: string; readonly archive?: string },
  read: (name: string) => EditionClaim,
): EditionClaim {
  const own = read(name);
  return own.edition === undefined && archive !== undefined ? read(archive) : own;
}

/** The quarter in the names of the archives of NCCI: `medicare-ncci-2026-q4-practitioner-services-mue-table`. */
export function quarterOfArchive(name: string): EditionClaim {
  const [, year, quarter] = /ncci-(20\d\d)-?q([1-4])(?!\d)/i.exec(name) ?? [];
  return year === undefined ? {} : quarterEdition(Number(year), Number(quarter));
}

/** The edition of a calendar year. */
export function yearEdition(year: string): EditionClaim {
  return { edition: `CY${year}`, from: `${year}-01-01` as PlainDate };
}

/** The first day of an edition by the form of its name, a correction's (`2026Q4-2`) included. */
export function firstDayOf(edition: string): PlainDate | undefined {
  const [, year, quarter, calendar, fiscal, isApril] =
    /^(?:(20\d\d)Q([1-4])|CY(20\d\d)|FY(20\d\d)(-April)?)(?=-|$)/.exec(edition) ?? [];
  if (year !== undefined) {
    return quarterEdition(Number(year), Number(quarter)).from;
  }
  if (calendar !== undefined) {
    return yearEdition(calendar).from;
  }
  return fiscal === undefined ? undefined : fiscalEdition(Number(fiscal), isApril !== undefined).from;
}
