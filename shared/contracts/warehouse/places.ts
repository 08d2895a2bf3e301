import type { PlainDate } from '../dates.ts';
import type { PracticeId } from '../identifiers.ts';
import type { Month } from '../periods.ts';
import type { WarehouseTable } from './column.ts';

/*
 * Every key of the warehouse's bucket, in one place. A folder is named by what is in it and is never written again with
 * something else: readers go from one whole folder to the next when the catalogue moves.
 */

/** The facts of a day as they were derived, before they are published; of these nobody reads but the export. */
export const stagedKey = (practiceId: PracticeId, day: PlainDate, contentHash: string): string =>
  `staged/${practiceId}/${day}/${contentHash}.ndjson.gz`;

/** Late facts about a day of a closed month: they count on the first open day. */
export const lateKey = (practiceId: PracticeId, day: PlainDate, contentHash: string): string =>
  `staged/${practiceId}/${day}/late-${contentHash}.ndjson.gz`;

/** What is known so far of the patients and codes of a practice; names patients, so its mart is the identified one. */
export const observationsKey = (practiceId: PracticeId, contentHash: string): string =>
  `identified/observed/${practiceId}/${contentHash}.ndjson.gz`;

/** Where all files of a table begin. */
export const tablePrefix = ({ name, sort, mart }: WarehouseTable): string =>
  `${mart === 'identified' ? 'identified/' : ''}${sort === 'fact' ? 'facts' : 'dimensions'}/${name}/`;

/** The folder of one partition of a table as it was published once; dimensions have no month. */
export const folderOf = (
  table: WarehouseTable,
  practiceId: PracticeId,
  month: Month | undefined,
  contentHash: string,
): string =>
  `${tablePrefix(table)}practice_id=${practiceId}/${month === undefined ? '' : `posting_month=${month}/`}${contentHash}/`;

/** A file of a folder, counted from 1. */
export const partOf = (folder: string, part: number): string =>
  `${folder}part-${String(part).padStart(4, '0')}.parquet`;

/** Rows, sums and hash of a folder; engines pass over files whose name begins with an underscore. */
export const controlKeyOf = (folder: string): string => `${folder}_control.json`;
