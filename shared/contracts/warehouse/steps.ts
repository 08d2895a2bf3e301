import * as z from 'zod';
import { PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';
import { Month } from '../periods.ts';
import { contractVersion } from '../steps.ts';

const version = z.literal(contractVersion);

/** Input of the export of a practice, and of its first step. Ids only. */
export const PlanWarehouseExportInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  /** Every day that was ever staged is compared with the journal, not only those of the last weeks. */
  thorough: z.boolean().default(false),
});
export type PlanWarehouseExportInput = z.infer<typeof PlanWarehouseExportInput>;

/**
 * What is to be done next: all the days first, several at the same time if wanted, then all the months, one after the other,
 * then the plan is made again while it says `more`. Both lists may be empty.
 */
export const PlanWarehouseExportAnswer = z.object({
  outcome: z.enum(['planned', 'nothing-to-do']),
  days: z.array(PlainDate),
  months: z.array(Month),
  more: z.boolean(),
});
export type PlanWarehouseExportAnswer = z.infer<typeof PlanWarehouseExportAnswer>;

export const StageWarehouseDayInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  day: PlainDate,
});
export type StageWarehouseDayInput = z.infer<typeof StageWarehouseDayInput>;

/**
 * `refused`: what was derived does not add up to what the ledger counted. Nothing is recorded, and the alarm says why.
 * `outdated`: the day is open again, or another run is at it; the next plan says what is left.
 */
export const StageWarehouseDayAnswer = z.object({
  outcome: z.enum(['staged', 'unchanged', 'outdated', 'refused']),
  rows: z.int().min(0),
  /** Why it was refused, a sentence each, without PHI; some of them where there are many. */
  problems: z.array(z.string()),
});
export type StageWarehouseDayAnswer = z.infer<typeof StageWarehouseDayAnswer>;

export const PublishWarehouseMonthInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  month: Month,
});
export type PublishWarehouseMonthInput = z.infer<typeof PublishWarehouseMonthInput>;

/**
 * `refused`: a check of quality failed. What was published before stays where it is, and the alarm says why.
 * `outdated`: days of the month are not staged as they are now; the next plan says what is left.
 */
export const PublishWarehouseMonthAnswer = z.object({
  outcome: z.enum(['published', 'unchanged', 'outdated', 'refused']),
  rows: z.int().min(0),
  problems: z.array(z.string()),
});
export type PublishWarehouseMonthAnswer = z.infer<typeof PublishWarehouseMonthAnswer>;

/** Input of what starts exports: by schedule nothing, which means every practice. */
export const StartWarehouseExports = z.object({
  practiceId: PracticeId.optional(),
  thorough: z.boolean().default(false),
  /** Asked for by a person: also when the practice was exported today. */
  onDemand: z.boolean().default(false),
});

export const WarehouseExportsStarted = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('started'),
    started: z.array(z.object({ practiceId: PracticeId, execution: z.string() })),
  }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type WarehouseExportsStarted = z.infer<typeof WarehouseExportsStarted>;
