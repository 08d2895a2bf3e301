import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { ClaimId, LogEntryId, TaskId } from './identifiers.ts';
import { StaffUser } from './staff-user.ts';

/** What a guarantor says is wrong with a balance. Source: domain rules 2.8. */
export const disputeTypes = [
  'not-mine',
  'amount',
  'insurance-should-pay',
  'service-quality',
  'estimate',
  'identity',
] as const;
export const DisputeType = z.enum(disputeTypes);
export type DisputeType = z.infer<typeof DisputeType>;

/** In the person's own words; they may name a patient. */
export const DisputeWords = z.string().trim().min(3).max(500);

/** A balance that its guarantor disputes: nothing is asked for it while the dispute is open. */
export const Dispute = z.object({
  /** Counted from 1 on the account. */
  number: z.int().min(1),
  type: DisputeType,
  /** The visit that is disputed; the whole account, where it is left out. */
  claimId: ClaimId.optional(),
  words: DisputeWords,
  openedAt: Instant,
  openedBy: StaffUser,
  /** The note, call or letter by which it came. */
  entryId: LogEntryId.optional(),
  /** On this day somebody must have looked at it. */
  reviewOn: PlainDate,
  taskId: TaskId,
  /** The numbers of the disputes whose giving up fell when a payer decided anew: they are asked once more. */
  again: z.array(z.int().min(1)).optional(),
  closed: z
    .object({
      outcome: z.enum(['patient-owes', 'adjust', 'insurance-owes', 'not-this-patients']),
      at: Instant,
      by: z.string(),
      words: DisputeWords,
      /** The visit that it was decided about, and what was given up of it. */
      claimId: ClaimId.optional(),
      adjustedCents: Cents.optional(),
    })
    .optional(),
});
export type Dispute = z.infer<typeof Dispute>;
