import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PaymentBatchId, PracticeId, RemittanceId, TaskId } from './identifiers.ts';
import { Resumption } from './resumption.ts';

/** A claim of a remittance that does not balance, counted from 1, and its differences in words with their numbers. */
export const UnbalancedClaim = z.object({ claimIndex: z.int().min(1), difference: z.string() });
export type UnbalancedClaim = z.infer<typeof UnbalancedClaim>;

/** Why nothing of a remittance is posted that was held: a person said so, or took the batch back that it came with. */
export const reasonsToSetAside = ['same-payment', 'corrected-one-came', 'batch-taken-back'] as const;

/** The run record of one 835 transaction. */
export const RemittanceRun = z.object({
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  /** Rises with every write and guards it; 0 for one that was only registered. */
  version: z.int().min(0).default(0),
  fileKey: z.string(),
  /** The version of the file: another one may be put under its key before this one is posted. */
  fileVersionId: z.string().optional(),
  /** Position of the interchange and of the ST within it, counted from 0: where to find the transaction in the file. */
  interchangeIndex: z.int().min(0),
  transactionIndex: z.int().min(0),
  /** The byte at which the ST begins, and what to read before it: of a long file nothing else is read for this one. */
  start: z.object({ byte: z.int().min(0), envelope: z.string() }).optional(),
  traceNumber: z.string(),
  /** TRN03: the payer's own number, which the bank's addenda name too. */
  originatorId: z.string().optional(),
  payerName: z.string(),
  paymentCents: Cents,
  paymentDate: PlainDate,
  /** BPR04: by check, by electronic transfer, or not at all. */
  paymentMethod: z.string().optional(),
  /**
   * Of a remittance that came on paper: the batch that it was entered with, and the day on which it is to be posted. It
   * has no such day where that was closed before it could be posted: it is posted on the day on which it is then.
   */
  paymentBatchId: PaymentBatchId.optional(),
  postingDate: PlainDate.optional(),
  claims: z.int().min(0),
  receivedAt: Instant,
  /** Held for a person: `out-of-balance`, `duplicate`. Over: `posted`, or `set-aside`, when nothing of it is to be posted. */
  state: z.enum(['received', 'balanced', 'out-of-balance', 'duplicate', 'posted', 'set-aside']),
  /** While it is held: the task that decides it. */
  taskId: TaskId.optional(),
  setAside: z.object({ why: z.enum(reasonsToSetAside), by: z.string(), at: Instant }).optional(),
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
  /** Of a payment on paper that was posted: the remittance that takes it back with its batch. */
  takenBackBy: RemittanceId.optional(),
  /** Of the remittance that takes one back with its batch: which one. */
  takesBack: RemittanceId.optional(),
  posted: z.int().default(0),
  suspended: z.int().default(0),
  closedAt: Instant.optional(),
  resumptions: z.array(Resumption).optional(),
});
export type RemittanceRun = z.infer<typeof RemittanceRun>;
