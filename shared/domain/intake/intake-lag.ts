import type { Claim } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf, daysBetween } from '../calendar/plain-date.ts';
import { localDay } from './map/local-day.ts';

/**
 * How long a visit took to come in, by the days of the place where patients are seen. Timely filing runs from the day
 * of service and knows nothing of this.
 * @param firstSeenAt when the first that is known of it came: it may have waited here for the rest, or for a mapping.
 */
export function intakeLag(
  serviceDateTo: PlainDate,
  practice: Pick<Practice, 'timeZone' | 'intake'>,
  at: Instant,
  firstSeenAt: Instant = at,
): NonNullable<Claim['intake']> {
  const dayOf = (moment: Instant): PlainDate => localDay(moment, practice.timeZone) ?? dateOf(moment);
  const seenOn = dayOf(firstSeenAt);
  return {
    visitEndedOn: serviceDateTo,
    takenInAt: at,
    lagDays: Math.max(0, daysBetween(serviceDateTo, dayOf(at))),
    seenLagDays: Math.max(0, daysBetween(serviceDateTo, seenOn)),
    late: seenOn > addWorkingDays(serviceDateTo, practice.intake.lateChargeDays),
  };
}
