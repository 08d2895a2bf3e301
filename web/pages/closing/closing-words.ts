import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { DepositSlip, Month, PeriodBook, PeriodEvent } from '#contracts/periods.ts';
import type { DaySheet } from '#contracts/reports.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { slipDifferences } from '#domain/reports/day-sheet.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { dayInWords } from '../../words/days.ts';
import { dollars } from '../../words/dollars.ts';
import { personName } from '../../words/people.ts';

/** The first day into which something can be entered; undefined where no day was closed yet. */
export function firstOpenDay({ closedThrough }: Pick<PeriodBook, 'closedThrough'>): PlainDate | undefined {
  return closedThrough === undefined ? undefined : addDays(closedThrough, 1);
}

const monthName = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** `October 2026`. */
export function monthInWords(month: Month): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}

/** The month that is closed next, and what of its days is still open; undefined where no day was closed yet. */
export function nextMonth({
  closedThrough,
  closedMonth,
}: PeriodBook):
  | { readonly month: Month; readonly openFrom: PlainDate | undefined; readonly last: PlainDate }
  | undefined {
  if (closedThrough === undefined) {
    return undefined;
  }
  const month = (closedMonth === undefined ? closedThrough : addDays(lastOfMonth(closedMonth), 1)).slice(
    0,
    7,
  ) as Month;
  const last = lastOfMonth(month);
  const open = addDays(closedThrough, 1);
  return {
    month,
    last,
    openFrom: open > last ? undefined : open < firstOfMonth(month) ? firstOfMonth(month) : open,
  };
}

/** What keeps a day open, as far as its day sheet tells; asked to close it, the server looks at the rest as well. */
export function whatKeepsOpen(sheet: DaySheet, slip: DepositSlip): readonly string[] {
  return [
    ...(sheet.isTotalled ? [] : ['The day is not totalled yet. It is within the hour after it is over.']),
    ...(sheet.differenceCents === 0
      ? []
      : [`Debits and credits differ by ${dollars(sheet.differenceCents)}: the ledger is damaged.`]),
    ...sheet.batches
      .filter(({ state }) => state === 'posting' || state === 'taking-back')
      .map(
        ({ name, state, done, control }) =>
          `Batch “${name}” is not ${state === 'posting' ? 'posted' : 'taken back'} whole: ${done} of ${control.count} items are.`,
      ),
    // What checks of remittances come to is looked up by the server.
    ...(slip.remittanceChecks.length > 0 ? [] : slipDifferences(sheet, slip, 0 as Cents)),
  ];
}

/** What happened to the books, in a sentence. */
export function eventInWords({ event, by, day, month, reason }: PeriodEvent): string {
  const who = personName(by);
  switch (event) {
    case 'day-closed':
      return `${who} closed ${dayInWords(day)} and every open day before it.`;
    case 'month-closed':
      return `${who} closed ${month === undefined ? 'a month' : monthInWords(month)}.`;
    case 'reopening-requested':
      return `${who} asked to open ${dayInWords(day)} and the days after it again: “${reason ?? ''}”`;
    case 'reopened':
      return `${who} agreed, and ${dayInWords(day)} and the days after it are open again. ${reason ?? ''}`;
  }
}
