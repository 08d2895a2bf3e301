import * as z from 'zod';
import { Instant, PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';
import { Month } from '../periods.ts';

/** Rows, sums of money in cents by column, and a hash: of one fact, or of one dimension. */
export const TableTotals = z.object({
  rows: z.int().min(0),
  sums: z.record(z.string(), z.int()),
  hash: z.string(),
});
export type TableTotals = z.infer<typeof TableTotals>;

/** Late facts about a day of a closed month, which count on the first day that was open when they came. */
export const LateFacts = z.object({
  practiceId: PracticeId,
  countedOn: PlainDate,
  /** The day that they are of. */
  day: PlainDate,
  key: z.string(),
  contentHash: z.string(),
  rows: z.int().min(1),
  /** Of the rules by which they were derived; left out of those from before it was recorded. */
  derivation: z.int().min(1).optional(),
  at: Instant,
});
export type LateFacts = z.infer<typeof LateFacts>;

/** A day whose facts were derived and lie ready to be published. */
export const StagedDay = z.object({
  practiceId: PracticeId,
  day: PlainDate,
  /** Rises with every write and guards it. */
  version: z.int().min(1),
  /** Of the rules by which facts are derived: days of open months are derived anew when these have changed. */
  derivation: z.int().min(1),
  /** Its file was found damaged while its month was open: the next export derives it anew. */
  isDamaged: z.literal(true).optional(),
  key: z.string(),
  contentHash: z.string(),
  rows: z.int().min(0),
  /** Where what its charges say of patients and codes lies; left out where nothing was charged. */
  observationsKey: z.string().optional(),
  /** Of what the ledger had counted of the day, and of what had happened on it. */
  ledgerHash: z.string(),
  journalHash: z.string(),
  stagedAt: Instant,
  late: z.array(LateFacts),
});
export type StagedDay = z.infer<typeof StagedDay>;

const PublishedFolder = z.object({ folder: z.string(), totals: TableTotals });

/** What the catalogue points at of a month. */
export const PublishedMonth = z.object({
  practiceId: PracticeId,
  month: Month,
  version: z.int().min(1),
  /** Of the days that it was made of: the same days are not published twice. */
  inputsHash: z.string(),
  /** The versions of the tables: months that are open are written anew when there are others. */
  schema: z.string(),
  /** The last day that is in it. */
  through: PlainDate,
  publishedAt: Instant,
  /** The month was closed when it was published: it never changes again unless two managers open it. */
  final: z.boolean(),
  facts: z.record(z.string(), PublishedFolder),
});
export type PublishedMonth = z.infer<typeof PublishedMonth>;

/** What the catalogue points at of the dimensions of a practice. */
export const PublishedDimensions = z.object({
  practiceId: PracticeId,
  version: z.int().min(1),
  inputsHash: z.string(),
  /** All that is known of patients and codes, in one file. */
  observationsKey: z.string().optional(),
  asOf: PlainDate,
  publishedAt: Instant,
  dimensions: z.record(z.string(), PublishedFolder),
});
export type PublishedDimensions = z.infer<typeof PublishedDimensions>;
