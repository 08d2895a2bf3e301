import type { Instant } from '#contracts/dates.ts';
import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import type { ReportSchedule, ScheduleSettings } from '#contracts/warehouse/report-schedule.ts';
import type { WallTime } from '../../calendar/wall-time.ts';
import { announcesAfter } from './due-days.ts';

/** What is wrong with what a person says of a schedule, a sentence each. */
export function scheduleFaults(
  { reportName, rhythm, span }: ScheduleSettings,
  reports: readonly Pick<WarehouseReport, 'name'>[],
): string[] {
  return [
    ...(reports.some(({ name }) => name === reportName)
      ? []
      : [`reportName: there is no report ${reportName}; the list of reports names those that are there`]),
    ...(rhythm.every === 'month-close' && span !== 'month-before'
      ? [`span: found ${span}, and what follows a closing is about the closed month; expected month-before`]
      : []),
  ];
}

interface Occasion {
  readonly by: string;
  readonly at: Instant;
  /** When that is for the practice. */
  readonly now: WallTime;
}

/**
 * A schedule as somebody wants it, as its next version. One that is resumed or gets another rhythm begins anew: what went
 * by meanwhile is not announced.
 */
export function changedSchedule(
  before: ReportSchedule,
  wanted: ScheduleSettings & Pick<ReportSchedule, 'isPaused'>,
  { by, at, now }: Occasion,
): ReportSchedule {
  const { reportName, span, rhythm, recipients, isPaused } = wanted;
  const beginsAnew =
    (before.isPaused && !isPaused) || JSON.stringify(before.rhythm) !== JSON.stringify(rhythm);
  return {
    ...before,
    version: before.version + 1,
    reportName,
    span,
    rhythm,
    recipients,
    isPaused,
    announcesAfter: beginsAnew ? announcesAfter(rhythm, now) : before.announcesAfter,
    changedBy: by,
    changedAt: at,
  };
}
