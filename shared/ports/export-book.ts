import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Month } from '#contracts/periods.ts';
import type { PublishedDimensions, PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';

/**
 * What of a practice was derived for the warehouse, and what the catalogue points at. Each record is kept over the version
 * that it was read at, 0 for one that is new; false when another writer was first.
 */
export interface ExportBook {
  day(practiceId: PracticeId, day: PlainDate): Promise<StagedDay | undefined>;
  /** Those from one day to another, both included, the earliest first. */
  days(practiceId: PracticeId, from: PlainDate, to: PlainDate): Promise<readonly StagedDay[]>;
  keepDay(day: StagedDay, expectedVersion: number): Promise<boolean>;
  month(practiceId: PracticeId, month: Month): Promise<PublishedMonth | undefined>;
  /** Every month that was ever published, the earliest first. */
  months(practiceId: PracticeId): Promise<readonly PublishedMonth[]>;
  keepMonth(month: PublishedMonth, expectedVersion: number): Promise<boolean>;
  dimensions(practiceId: PracticeId): Promise<PublishedDimensions | undefined>;
  keepDimensions(dimensions: PublishedDimensions, expectedVersion: number): Promise<boolean>;
}
