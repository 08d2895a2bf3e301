import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { addDays, daysBetween } from '../calendar/plain-date.ts';
import type { FeeOfDay } from '../code-sets/tables-of-day.ts';
import type { EditFinding } from './edit.ts';
import { procedureKind } from './procedure-kind.ts';

/** The days around a procedure whose visits are paid with it. */
export interface GlobalPeriod {
  readonly daysBefore: 0 | 1;
  readonly daysAfter: 0 | 10 | 90;
  readonly isMajor: boolean;
}

type Service = Pick<ClaimLine, 'code' | 'modifiers' | 'serviceDate'>;

/** The longest that a period reaches back from a visit, and on from it. */
const longestPeriodDays = 90;

const periods: Readonly<Record<string, GlobalPeriod>> = {
  '000': { daysBefore: 0, daysAfter: 0, isMajor: false },
  '010': { daysBefore: 0, daysAfter: 10, isMajor: false },
  '090': { daysBefore: 1, daysAfter: 90, isMajor: true },
};
/** The payer decides. */
const byPayer = 'YYY';

/** Assistants carry no period; neither does a return to the operating room, which happens in another's. */
const withoutPeriod: ReadonlySet<string> = new Set(['78', '80', '81', '82', 'AS']);
const surgeryOnly = '54';
const careAfterOnly = '55';
const careBeforeOnly = '56';

/**
 * The period that a service opens, by the fee of its code on its day, with these modifiers in place of its
 * own where given. Undefined for one that opens none; `unknown` where the schedule of its day cannot tell. Source: Medicare Claims Processing Manual, chapter 12, 40.
 */
export function globalPeriodOf(
  service: Service,
  row: FeeOfDay,
  modifiers: readonly string[] = service.modifiers,
): GlobalPeriod | 'unknown' | undefined {
  const { code } = service;
  const kind = procedureKind(code);
  if (kind === 'visit' || kind === 'laboratory' || kind === 'drug' || kind === 'anesthesia') {
    return undefined;
  }
  if (modifiers.some((modifier) => withoutPeriod.has(modifier))) {
    return undefined;
  }
  if (row === 'unknown' || row === 'none') {
    return row === 'unknown' ? 'unknown' : undefined;
  }
  if (row.globalDays === byPayer) {
    return 'unknown';
  }
  const whole = periods[row.globalDays];
  if (whole === undefined) {
    return undefined;
  }
  if (modifiers.includes(surgeryOnly) || modifiers.includes(careBeforeOnly)) {
    return { ...whole, daysAfter: 0 };
  }
  return modifiers.includes(careAfterOnly) ? { ...whole, daysBefore: 0 } : whole;
}

/**
 * Days from a procedure to another service, where its period holds that day: -1 is the day before it, 0 its own.
 * Undefined outside the period.
 */
export function dayInPeriod(
  procedureDate: PlainDate,
  serviceDate: PlainDate,
  { daysBefore, daysAfter }: GlobalPeriod,
): number | undefined {
  const days = daysBetween(procedureDate, serviceDate);
  return days >= -daysBefore && days <= daysAfter ? days : undefined;
}

/** Visits that are part of the package of a procedure; check-ups and managing care are not. */
export function isPackagedVisit(code: string): boolean {
  if (procedureKind(code) !== 'visit') {
    return false;
  }
  const number = Number(code);
  return (number >= 92_002 && number <= 92_014) || (number >= 99_202 && number <= 99_350);
}

/** Modifiers that lift a visit out of a package. */
const unrelated = '24';
const separateVisit = '25';
const decisionForSurgery = '57';
/** Critical care that has nothing to do with the surgery, since 2022. */
const unrelatedCriticalCare = 'FT';

/** The modifier of a visit that says why it is paid beside the procedure on that day of its period; undefined without one. */
export function reasonToPayVisit(
  { code, modifiers }: Pick<Service, 'code' | 'modifiers'>,
  day: number,
  { isMajor }: GlobalPeriod,
): string | undefined {
  return modifiers.find((modifier) => reasonsOn(code, day, isMajor).includes(modifier));
}

/** The modifiers that may lift a visit out of a package on a day of its period. */
export function reasonsOn(code: string, day: number, isMajor: boolean): readonly string[] {
  if (day > 0) {
    return code === '99291' || code === '99292' ? [unrelated, unrelatedCriticalCare] : [unrelated];
  }
  if (day < 0) {
    return [decisionForSurgery];
  }
  return isMajor ? [decisionForSurgery, separateVisit] : [separateVisit];
}

/** How a day of a period is called. */
export function dayWords(day: number): string {
  if (day < 0) {
    return 'the day before';
  }
  return day === 0 ? 'the same day as' : day === 1 ? 'the day after' : `${day} days after`;
}

interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Days that were asked for, since claims come from few days; emptied before it grows. */
const asked = new Map<PlainDate, Days>();
const askedLimit = 1000;

/** First and last day on which a procedure may lie whose period holds a day. */
export function procedureDays(day: PlainDate): Days {
  const known = asked.get(day);
  if (known !== undefined) {
    return known;
  }
  if (asked.size >= askedLimit) {
    asked.clear();
  }
  const days = { from: addDays(day, -longestPeriodDays), to: addDays(day, 1) };
  asked.set(day, days);
  return days;
}

/** What an edit says of a service in a global period that a modifier says is paid apart. */
export function paidApart(where: string, found: string, modifier: string): EditFinding {
  return {
    result: 'bypassed',
    where,
    found: `${found}, with modifier ${modifier}`,
    expected: 'a note that supports the modifier',
    fix: 'Keep the documentation at hand.',
  };
}

/** What an edit says where nobody knows whether the one who served is of the surgeon's specialty. */
export function specialtyNotKnown(where: string, found: string, expected: string): EditFinding {
  return {
    result: 'not-checked',
    where,
    found: `${found} by somebody whose specialty is not known`,
    expected,
    fix: "Enter the provider in the practice's master data.",
  };
}
