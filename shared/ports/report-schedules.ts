import type { PracticeId } from '#contracts/identifiers.ts';
import type {
  ReportSchedule,
  ReportScheduleId,
  ReportSending,
} from '#contracts/warehouse/report-schedule.ts';

/**
 * Who is told of which report when, and what was sent. Each record is kept over the version that it was read at, 0 for one
 * that is new; false when another writer was first.
 */
export interface ReportSchedules {
  /** Those of a practice that were not removed, by their ids. */
  list(practiceId: PracticeId): Promise<readonly ReportSchedule[]>;
  /** Also one that was removed. */
  load(practiceId: PracticeId, scheduleId: ReportScheduleId): Promise<ReportSchedule | undefined>;
  save(schedule: ReportSchedule, expectedVersion: number): Promise<boolean>;
  /** The latest first, at most so many. */
  sendings(
    practiceId: PracticeId,
    scheduleId: ReportScheduleId,
    limit: number,
  ): Promise<readonly ReportSending[]>;
  /** A new sending is a claim: of all that begin one of the same schedule and day, one is told true. */
  keepSending(sending: ReportSending, expectedVersion: number): Promise<boolean>;
}
