import * as z from 'zod';
import { ClaimId, GuarantorId, PracticeId, RemittanceId, UploadId } from './identifiers.ts';

/** Grows only: a field may be added with a default, none is taken away or renamed. */
export const contractVersion = 1;
const version = z.literal(contractVersion);

/** Names the item on which the token and the answer of a wait meet: the wait sequence as six digits. */
export const WaitKey = z.string().regex(/^\d{6}$/);

export function waitKeyOf(waitSequence: number): string {
  return String(waitSequence).padStart(6, '0');
}

/** Input of the claim pipeline and of each of its steps. Ids only. */
export const ClaimStepInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  claimId: ClaimId,
  leg: z.int().min(1),
});
export type ClaimStepInput = z.infer<typeof ClaimStepInput>;

export const MissedDeadlineInput = ClaimStepInput.extend({
  waitName: z.enum(['eligibility', 'acknowledgement', 'remittance']),
  waitKey: WaitKey,
});
export type MissedDeadlineInput = z.infer<typeof MissedDeadlineInput>;

/** What every step of the claim pipeline answers, and every signal carries. */
export const ClaimStepAnswer = z.object({
  /** A move of the lifecycle table, or `moved-on`: the claim no longer stands where the step expected it. */
  outcome: z.string(),
  waitKey: WaitKey,
  deadlineSeconds: z.int().min(0),
});
export type ClaimStepAnswer = z.infer<typeof ClaimStepAnswer>;

export const IntakeStepInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  uploadId: UploadId,
});
export type IntakeStepInput = z.infer<typeof IntakeStepInput>;

/** Where the Map finds its items: a JSON array of chunk inputs in the document bucket. */
export const ChunkIndex = z.object({ bucket: z.string(), key: z.string() });

export const SplitUploadAnswer = z.object({
  /** `more`: the time of one call is used up; called again it goes on at its checkpoint. */
  outcome: z.enum(['split', 'more', 'refused', 'quarantined']),
  chunks: z.int().min(0),
  chunkIndex: ChunkIndex,
  /** Whether some of its records may be parts of visits, which are put together when all are kept. */
  hasParts: z.boolean().default(false),
});
export type SplitUploadAnswer = z.infer<typeof SplitUploadAnswer>;

/** Whether an upload may be worked now: a practice has a few at a time, so that none waits behind another practice. */
export const IntakePermitInput = IntakeStepInput.extend({
  action: z.enum(['ask', 'give-back']),
  /** The ARN of the execution that asks (`$$.Execution.Id`): whether it still runs says whether its permit is in use. */
  execution: z.string().optional(),
});
export type IntakePermitInput = z.infer<typeof IntakePermitInput>;

export const IntakePermitAnswer = z.object({
  outcome: z.enum(['granted', 'wait', 'given-back']),
  waitSeconds: z.int().min(0),
  /** Chunks of this upload that may be worked at the same time. */
  chunksAtOnce: z.int().min(1),
});
export type IntakePermitAnswer = z.infer<typeof IntakePermitAnswer>;

export const GatherVisitsAnswer = z.object({
  outcome: z.enum(['gathered', 'more']),
  chunks: z.int().min(0),
  chunkIndex: ChunkIndex,
});
export type GatherVisitsAnswer = z.infer<typeof GatherVisitsAnswer>;

export const WriteUploadAnswerAnswer = z.object({ outcome: z.enum(['answered', 'more']) });
export type WriteUploadAnswerAnswer = z.infer<typeof WriteUploadAnswerAnswer>;

/** One chunk of records of an upload, or one chunk of its visits. */
export const UploadChunkInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  uploadId: UploadId,
  chunkNumber: z.int().min(1),
});
export type UploadChunkInput = z.infer<typeof UploadChunkInput>;

export const RemittanceStepInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  remittanceId: RemittanceId,
});
export type RemittanceStepInput = z.infer<typeof RemittanceStepInput>;

export const ValidateRemittanceAnswer = z.object({
  outcome: z.enum(['balanced', 'out-of-balance', 'duplicate']),
  claims: z.int().min(0),
  chunkIndex: ChunkIndex,
});
export type ValidateRemittanceAnswer = z.infer<typeof ValidateRemittanceAnswer>;

export const RemittanceChunkInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  chunkNumber: z.int().min(1),
});
export type RemittanceChunkInput = z.infer<typeof RemittanceChunkInput>;

export const AccountStepInput = z.object({
  contractVersion: version,
  practiceId: PracticeId,
  guarantorId: GuarantorId,
  cycle: z.int().min(1),
  /** Which statement of the cycle is due, counted from 1. */
  statement: z.int().min(1),
  /** How often the statement was held so far. */
  holds: z.int().min(0).default(0),
});
export type AccountStepInput = z.infer<typeof AccountStepInput>;

export const StatementAnswer = z.object({
  outcome: z.enum(['sent', 'held', 'nothing-due', 'limit-reached']),
  waitSeconds: z.int().min(0),
  statement: z.int().min(1),
  holds: z.int().min(0),
});
export type StatementAnswer = z.infer<typeof StatementAnswer>;
