import * as z from 'zod';
import { PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';

/** How far the books of a practice are in the warehouse. */
export const WarehouseStanding = z.object({
  practiceId: PracticeId,
  /** The last day that readers see; left out while there is none. */
  publishedThrough: PlainDate.optional(),
  /** Days from it to today: the day before today is 1. Where nothing is published, from the first day that is totalled. */
  ageDays: z.int().min(0).optional(),
  isLate: z.boolean(),
  /** What stands between it and yesterday, one sentence without PHI; left out where nothing does. */
  because: z.string().optional(),
});
export type WarehouseStanding = z.infer<typeof WarehouseStanding>;

/** What is asked: by schedule nothing, and the call fails when a practice is late; by a person how all stand. */
export const CheckWarehouseAge = z.object({ onDemand: z.boolean().default(false) });

export const WarehouseAgeAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('looked'),
    /** From how many days on a practice is late. */
    lateAfterDays: z.int().min(1),
    practices: z.array(WarehouseStanding),
  }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type WarehouseAgeAnswer = z.infer<typeof WarehouseAgeAnswer>;
