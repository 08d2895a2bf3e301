import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PracticeId, RemittanceId } from './identifiers.ts';
import { Resumption } from './resumption.ts';

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
  payerName: z.string(),
  paymentCents: Cents,
  paymentDate: PlainDate,
  claims: z.int().min(0),
  receivedAt: Instant,
  state: z.enum(['received', 'balanced', 'out-of-balance', 'duplicate', 'posted']),
  /** For a refused one: each difference in words with its numbers. */
  differences: z.array(z.string()).default([]),
  posted: z.int().default(0),
  suspended: z.int().default(0),
  closedAt: Instant.optional(),
  resumptions: z.array(Resumption).optional(),
});
export type RemittanceRun = z.infer<typeof RemittanceRun>;
