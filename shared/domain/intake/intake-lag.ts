import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf, daysBetween } from '../calendar/plain-date.ts';
import { localDay } from './map/local-day.ts';

/**
 * How long a visit took to come in, by the days of the place where patients are seen. Timely filing runs from the day
 * of service and knows nothing of this.
 */
export function intakeLag(
  serviceDateTo: PlainDate,
  practice: Pick<Practice, 'timeZone' | 'intake'>,
  at: Instant,
): NonNullable<Claim['intake']> {
  const today = localDay(at, practice.timeZone) ?? dateOf(at);
  return {
    visitEndedOn: serviceDateTo,
    takenInAt: at,
    lagDays: Math.max(0, daysBetween(serviceDateTo, today)),
    late: today > addWorkingDays(serviceDateTo, practice.intake.lateChargeDays),
  };
}
