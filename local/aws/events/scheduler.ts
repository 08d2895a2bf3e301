import type { ServiceWorld } from '../../runtime/service.ts';
import type { DeliveryStore, ScheduleRow } from './delivery-store.ts';
import { parseSchedule } from './schedule-expression.ts';
import type { Schedule } from './schedule-expression.ts';

/** Something that runs on a schedule. Times are milliseconds. */
export interface Scheduled {
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
  /** Accepts the occasion for delivery, inside a change of the store. */
  readonly occur: (time: number) => void;
}

/** Keeps when each schedule is due next, so that a restart neither repeats nor forgets an occasion. */
export function createScheduler(world: ServiceWorld, deliveries: DeliveryStore, afterOccasion: () => void) {
  const { store, clock } = world;
  const known = new Map<string, Scheduled & { readonly schedule: Schedule }>();
  let firing = false;

  const nextOf = (arn: string, after: number, anchor: number): number | null => {
    const scheduled = known.get(arn);
    const next = scheduled?.schedule.next(after, anchor);
    return next === undefined || next > (scheduled?.endAt ?? Number.POSITIVE_INFINITY) ? null : next;
  };

  const fire = (row: ScheduleRow, now: number): void => {
    const scheduled = known.get(row.arn);
    if (scheduled === undefined || row.next_at === null) {
      return;
    }
    scheduled.occur(row.next_at);
    // Occasions that passed while the machine was off are one, not many.
    deliveries.putSchedule({ ...row, next_at: nextOf(row.arn, Math.max(now, row.next_at), row.anchor) });
  };

  return {
    /** Takes the schedules of the template; one that is unchanged keeps its next occasion. Called inside a change. */
    provision(all: readonly Scheduled[]): void {
      known.clear();
      for (const scheduled of all) {
        known.set(scheduled.arn, {
          ...scheduled,
          schedule: parseSchedule(scheduled.expression, scheduled.timeZone),
        });
        const expression = `${scheduled.expression} ${scheduled.timeZone}`;
        if (deliveries.findSchedule(scheduled.arn)?.expression !== expression) {
          const now = clock.now();
          const anchor = scheduled.startAt ?? now;
          const next = nextOf(scheduled.arn, Math.max(now, anchor - 1), anchor);
          deliveries.putSchedule({ arn: scheduled.arn, expression, anchor, next_at: next });
        }
      }
      for (const arn of deliveries.scheduleArns()) {
        if (!known.has(arn)) {
          deliveries.removeSchedule(arn);
        }
      }
    },

    /** Makes what is due occur; the rows decide, so that a second call before the first is durable does nothing. */
    runDue(): void {
      if (firing || (deliveries.nextScheduleAt() ?? Number.POSITIVE_INFINITY) > clock.now()) {
        return;
      }
      firing = true;
      const change = (): void => {
        const now = clock.now();
        for (const row of deliveries.dueSchedules(now)) {
          fire(row, now);
        }
      };
      void store
        .write(change)
        // What the template declares was checked: only a store that is closed fails here, and its rows wait.
        .then(afterOccasion, () => undefined)
        .finally(() => {
          firing = false;
          world.wake();
        });
    },

    nextDueAt: (): number | undefined => (firing ? undefined : deliveries.nextScheduleAt()),
    /** Whether an occasion is just being made durable: its delivery is work that has not shown yet. */
    isFiring: (): boolean => firing,
  };
}
