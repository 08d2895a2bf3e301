import { Instant, PlainDate } from '#contracts/dates.ts';
import { Month } from '#contracts/periods.ts';
import { RowsWith, type AskedOf, type Published } from '#contracts/warehouse/run-report.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import * as z from 'zod';

/** What a report is asked of; what is left out, the server fills in. */
export type Question = Partial<AskedOf>;

/** A question of a period as it stood at a day, and as it was known at a moment where one is given. */
export type PeriodQuestion = Required<Pick<AskedOf, 'asOf' | 'from' | 'to'>> & {
  readonly knownAt?: Instant;
};

/** The moment up to which things were known when a day was over: everything before its end. */
export function endOfDay(day: PlainDate): Instant {
  return Instant.parse(`${addDays(day, 1)}T00:00:00.000Z`);
}

/** The last day that a moment leaves out nothing of, or the day that it is in. */
export function dayKnown(knownAt: Instant): PlainDate {
  return dateOf(Instant.parse(new Date(Date.parse(knownAt) - 1).toISOString()));
}

export function monthBefore(month: Month): Month {
  return Month.parse(addDays(firstOfMonth(month), -1).slice(0, 7));
}

export function monthAfter(month: Month): Month {
  return Month.parse(addDays(lastOfMonth(month), 1).slice(0, 7));
}

/** The month whose last published day is the last one of all. */
export function lastPublishedMonth({ through }: Published): Month {
  return Month.parse(through.slice(0, 7));
}

/**
 * A month up to its end, or up to the last published day while it goes on, as it stood then.
 * @param knownOn as it was known when this day was over; all that is known by now when left out.
 */
export function questionOfMonth(month: Month, { through }: Published, knownOn?: PlainDate): PeriodQuestion {
  const last = lastOfMonth(month);
  const to = last < through ? last : through;
  const known = knownOn === undefined ? {} : { knownAt: endOfDay(knownOn) };
  return { asOf: to, from: firstOfMonth(month), to, ...known };
}

/** The twelve months that end with this one. */
export function questionOfYear(month: Month, published: Published, knownOn?: PlainDate): PeriodQuestion {
  let first = month;
  for (let back = 1; back < 12; back += 1) {
    first = monthBefore(first);
  }
  return { ...questionOfMonth(month, published, knownOn), from: firstOfMonth(first) };
}

const Where = z.array(RowsWith).max(10);

function readWhere(text: string | null): Question['where'] {
  try {
    const read = Where.safeParse(JSON.parse(text ?? 'null'));
    return read.success && read.data.length > 0 ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The question that the address of a page asks; what is none of it is left out. */
export function questionIn(search: string): Question {
  const asked = new URLSearchParams(search);
  const day = (name: string) => PlainDate.safeParse(asked.get(name)).data;
  const [asOf, from, to, where] = [day('asOf'), day('from'), day('to'), readWhere(asked.get('where'))];
  const knownAt = Instant.safeParse(asked.get('knownAt')).data;
  return {
    ...(asOf !== undefined && { asOf }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(knownAt !== undefined && { knownAt }),
    ...(where !== undefined && { where }),
  };
}

/** The address of a report with its question: the same report for whoever is given it. */
export function addressOfReport(
  name: string,
  { where, ...days }: { readonly [Part in keyof Question]: Question[Part] | undefined },
): string {
  const asked = new URLSearchParams(
    Object.entries(days).filter(
      (entry): entry is [string, (typeof entry)[1] & string] => entry[1] !== undefined,
    ),
  );
  if (where !== undefined && where.length > 0) {
    asked.set('where', JSON.stringify(where));
  }
  const query = asked.toString();
  return `/finance/reports/${name}${query === '' ? '' : `?${query}`}`;
}
