import type { PlainDate } from '#contracts/dates.ts';
import type { EditionClaim } from '../rows.ts';
import { plausibleDate } from './fields.ts';

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

/** ICD-10-CM has editions of the federal fiscal year, from 1 October before it, and of its April. */
export function fiscalEdition(year: number, isApril: boolean): EditionClaim {
  return isApril
    ? { edition: `FY${year}-April`, from: `${year}-04-01` as PlainDate }
    : { edition: `FY${year}`, from: `${year - 1}-10-01` as PlainDate };
}

/** The edition that the name of an ICD-10-CM file says: `icd10cm-order-April-2025.txt`. */
export function fiscalEditionOfName(name: string): EditionClaim {
  const match = /[-_ ](april[-_ ])?(20\d\d)(?:\D|$)/i.exec(name);
  return match === null ? {} : fiscalEdition(Number(match[2]), match[1] !== undefined);
}

/** The edition of a calendar year. */
export function yearEdition(year: string): EditionClaim {
  return { edition: `CY${year}`, from: `${year}-01-01` as PlainDate };
}
