import type { PlainDate } from '#contracts/dates.ts';
import type { Month } from '#contracts/periods.ts';
import {
  weekdays,
  type AskedDays,
  type ReportRhythm,
  type ReportSpan,
} from '#contracts/warehouse/report-schedule.ts';
import { addDays, daysBetween } from '../../calendar/plain-date.ts';
import type { WallTime } from '../../calendar/wall-time.ts';
import { firstOfMonth, lastOfMonth } from '../month-end.ts';

/** Mails are there when people begin to work: nothing is due before this hour of the practice's clock. */
const firstHour = 6;

/** A Monday, from which weekdays are counted. */
const someMonday = '2024-01-01' as PlainDate;

const monthOf = (day: PlainDate): Month => day.slice(0, 7) as Month;

/** 0 is Monday. */
function weekdayOf(day: PlainDate): number {
  return ((daysBetween(someMonday, day) % 7) + 7) % 7;
}

/** The day of a month that bears this number, or its last one where it has none. */
function dayOfMonth(month: Month, number: number): PlainDate {
  const day = addDays(firstOfMonth(month), number - 1);
  const last = lastOfMonth(month);
  return day < last ? day : last;
}

/** A rhythm that follows the calendar. */
export type CalendarRhythm = Exclude<ReportRhythm, { readonly every: 'month-close' }>;

/** The last day that counts as begun: until the first hour it is the day before. */
export function begunDay({ day, hour }: WallTime): PlainDate {
  return hour < firstHour ? addDays(day, -1) : day;
}

/** The last day up to `day` on which a rhythm falls due. */
export function lastDueDay(rhythm: CalendarRhythm, day: PlainDate): PlainDate {
  switch (rhythm.every) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekdayOf(day) - weekdays.indexOf(rhythm.on) + 7) % 7));
    case 'month': {
      const ofMonth = dayOfMonth(monthOf(day), rhythm.on);
      return ofMonth <= day
        ? ofMonth
        : dayOfMonth(monthOf(addDays(firstOfMonth(monthOf(day)), -1)), rhythm.on);
    }
  }
}

/** The first days after `day` on which a rhythm falls due, so many of them. */
export function nextDueDays(rhythm: CalendarRhythm, day: PlainDate, count: number): PlainDate[] {
  const found: PlainDate[] = [];
  // No rhythm has a gap of more than 31 days.
  for (let ahead = 1; found.length < count && ahead <= count * 31; ahead += 1) {
    const next = addDays(day, ahead);
    if (lastDueDay(rhythm, next) === next) {
      found.push(next);
    }
  }
  return found;
}

/** Of which days a report is asked that is announced on a day. */
export function askedOn(span: ReportSpan, day: PlainDate): AskedDays {
  switch (span) {
    case 'yesterday': {
      const to = addDays(day, -1);
      return { asOf: to, from: firstOfMonth(monthOf(to)), to };
    }
    case 'week-before': {
      const to = addDays(day, -1 - weekdayOf(day));
      return { asOf: to, from: addDays(to, -6), to };
    }
    case 'month-before':
      return askedOfMonth(monthOf(addDays(firstOfMonth(monthOf(day)), -1)));
  }
}

/** A whole month, as it stood at its end. */
export function askedOfMonth(month: Month): AskedDays {
  const to = lastOfMonth(month);
  return { asOf: to, from: firstOfMonth(month), to };
}

/**
 * The day of which a mail is due now, where one is: the last one that the rhythm has, unless it was announced or lies
 * before the schedule was made. What a late run finds is one mail and not one for every day that went by.
 * @param after nothing of this day or before it is due.
 * @param closedOn the day of the practice on which its last month was closed.
 */
export function dueDay(
  rhythm: ReportRhythm,
  after: PlainDate,
  now: WallTime,
  closedOn: PlainDate | undefined,
): PlainDate | undefined {
  const begun = begunDay(now);
  const due = rhythm.every === 'month-close' ? closedOn : lastDueDay(rhythm, begun);
  return due === undefined || due <= after || due > begun ? undefined : due;
}

/**
 * From when on a schedule announces that is made, resumed or given another rhythm now: not what was due today, which the
 * person sees; but a closing of today, after which the person may have made it.
 */
export function announcesAfter(rhythm: ReportRhythm, { day }: WallTime): PlainDate {
  return rhythm.every === 'month-close' ? addDays(day, -1) : day;
}

/** Days after the due one, and the hour of the last of them, up to which a mail waits for its figures. */
const patience: Readonly<Record<ReportRhythm['every'], { readonly days: number; readonly hour: number }>> = {
  day: { days: 0, hour: 18 },
  week: { days: 1, hour: 18 },
  month: { days: 2, hour: 18 },
  'month-close': { days: 2, hour: 18 },
};

/** Whether a mail that is due has waited for its figures as long as it may. */
export function hasWaitedEnough({ every }: ReportRhythm, due: PlainDate, now: WallTime): boolean {
  const { days, hour } = patience[every];
  const last = addDays(due, days);
  return now.day > last || (now.day === last && now.hour >= hour);
}
