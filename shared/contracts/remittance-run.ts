import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PaymentBatchId, PracticeId, RemittanceId } from './identifiers.ts';
import { Resumption } from './resumption.ts';

/** A claim of a remittance that does not balance, counted from 1, and its differences in words with their numbers. */
export const UnbalancedClaim = z.object({ claimIndex: z.int().min(1), difference: z.string() });
export type UnbalancedClaim = z.infer<typeof UnbalancedClaim>;

/** The run record of one 835 transaction. */
export const RemittanceRun = z.object({
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  fileKey: z.string(),
  /** The version of the file: another one may be put under its key before this one is posted. */
  fileVersionId: z.string().optional(),
  /** Position of the interchange and of the ST within it, counted from 0: where to find the transaction in the file. */
  interchangeIndex: z.int().min(0),
  transactionIndex: z.int().min(0),
  traceNumber: z.string(),
  /** TRN03: the payer's own number, which the bank's addenda name too. */
  originatorId: z.string().optional(),
  payerName: z.string(),
  paymentCents: Cents,
  paymentDate: PlainDate,
  /** BPR04: by check, by electronic transfer, or not at all. */
  paymentMethod: z.string().optional(),
  /** Of a remittance that came on paper: the batch that it was entered with, and the day on which it is to be posted. */
  paymentBatchId: PaymentBatchId.optional(),
  postingDate: PlainDate.optional(),
  claims: z.int().min(0),
  receivedAt: Instant,
  state: z.enum(['received', 'balanced', 'out-of-balance', 'duplicate', 'posted']),
  /** For a refused one: each difference in words with its numbers. */
  differences: z.array(z.string()).default([]),
  /**
   * The claims that do not balance, counted from 1, where the payment as a whole does: two persons may have the others
   * posted, and these are parked then.
   */
  unbalancedClaims: z.array(UnbalancedClaim).optional(),
  /** What two persons decided of it when it was held, the first first. */
  decisions: z
    .array(
      z.object({
        outcome: z.enum(['post-the-rest', 'post-it-too']),
        proposedBy: z.string(),
        confirmedBy: z.string(),
        at: Instant,
      }),
    )
    .optional(),
  posted: z.int().default(0),
  suspended: z.int().default(0),
  closedAt: Instant.optional(),
  resumptions: z.array(Resumption).optional(),
});
export type RemittanceRun = z.infer<typeof RemittanceRun>;
