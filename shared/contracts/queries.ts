import * as z from 'zod';
import { ClaimState } from './claim.ts';
import { Instant, PlainDate } from './dates.ts';
import { ClaimId, PracticeId, RemittanceId, TaskId, UploadId } from './identifiers.ts';
import { SeenLedgerDay } from './ledger-days.ts';
import { StaffAuthority } from './staff-member.ts';
import { StaffUser } from './staff-user.ts';
import { TaskKind } from './task-kinds.ts';
import { Upload } from './upload.ts';

/** Why something was refused, where whoever calls over HTTP must know it apart from the sentence. */
export const RefusedBecause = z.enum(['not-found', 'not-allowed']);

/** An answer to what found nothing, could not be understood, or is not to be. */
export const QueryRefused = z.object({
  outcome: z.literal('refused'),
  problems: z.array(z.string()),
  because: RefusedBecause.optional(),
});
export type QueryRefused = z.infer<typeof QueryRefused>;

/** What can be asked of claims. */
export const ClaimQuery = z.discriminatedUnion('query', [
  z.object({
    query: z.literal('list'),
    practiceId: PracticeId,
    state: ClaimState.optional(),
    limit: z.int().min(1).max(200).default(200),
    next: z.string().optional(),
    authority: StaffAuthority.optional(),
  }),
  z.object({
    query: z.literal('show'),
    practiceId: PracticeId,
    claimId: ClaimId,
    authority: StaffAuthority.optional(),
  }),
  /** Charges of the provider who the person is that no payer has yet. */
  z.object({
    query: z.literal('of-provider'),
    practiceId: PracticeId,
    authority: StaffAuthority,
    next: z.string().optional(),
  }),
  z.object({ query: z.literal('practices') }),
  z.object({ query: z.literal('count'), practiceId: PracticeId }),
]);
export type ClaimQuery = z.input<typeof ClaimQuery>;

/** Which tasks are listed, and in which order; each pair of filter and order is read from its own index. */
export const TaskListing = z.object({
  /** `open` can be worked; `asleep` is snoozed or waits for another task. */
  list: z.enum(['open', 'asleep']).default('open'),
  /** All kinds, when left out. */
  kinds: z.array(TaskKind).min(1).max(TaskKind.options.length).optional(),
  /** Whose it is; of one that is nobody's, whoever has it in hand. */
  owner: StaffUser.optional(),
  /** `priority`: what it is worth a minute, and what is due. */
  order: z.enum(['due', 'priority']).default('due'),
  limit: z.int().min(1).max(500).default(200),
  /** From the last answer: what comes after it. */
  next: z.string().max(200).optional(),
});
export type TaskListing = z.infer<typeof TaskListing>;

export const TaskQuery = z.discriminatedUnion('query', [
  z.object({
    query: z.literal('list'),
    practiceId: PracticeId,
    ...TaskListing.shape,
    authority: StaffAuthority.optional(),
  }),
  /** Every task of a claim, the closed ones too, the newest first. */
  z.object({
    query: z.literal('of-claim'),
    practiceId: PracticeId,
    claimId: ClaimId,
    authority: StaffAuthority.optional(),
  }),
  z.object({
    query: z.literal('show'),
    practiceId: PracticeId,
    taskId: TaskId,
    authority: StaffAuthority.optional(),
  }),
  /** What waits for the provider who the person is. */
  z.object({ query: z.literal('of-provider'), practiceId: PracticeId, authority: StaffAuthority }),
]);
export type TaskQuery = z.input<typeof TaskQuery>;

export const LedgerQuery = z.discriminatedUnion('query', [
  z.object({ query: z.literal('claim'), practiceId: PracticeId, claimId: ClaimId }),
  z.object({ query: z.literal('remittance'), practiceId: PracticeId, remittanceId: RemittanceId }),
  z.object({
    query: z.literal('day'),
    practiceId: PracticeId,
    postingDate: PlainDate,
    limit: z.int().min(1).max(2000).default(1000),
    next: z.string().optional(),
  }),
  /** Control totals of posting days; all of them unless it says from and to which. */
  z.object({
    query: z.literal('days'),
    practiceId: PracticeId,
    from: PlainDate.optional(),
    to: PlainDate.optional(),
    /** As it was known at this moment. */
    knownAt: Instant.optional(),
  }),
  z.object({ query: z.literal('remittances'), practiceId: PracticeId }),
  z.object({ query: z.literal('takebacks'), practiceId: PracticeId }),
  z.object({ query: z.literal('refunds'), practiceId: PracticeId }),
]);
export type LedgerQuery = z.input<typeof LedgerQuery>;

export const LedgerDaysAnswer = z.object({
  outcome: z.literal('days'),
  /** The earliest first. */
  days: z.array(SeenLedgerDay),
  /** The day to ask from for the rest. */
  next: PlainDate.optional(),
});
export type LedgerDaysAnswer = z.infer<typeof LedgerDaysAnswer>;

export const AccountQuery = z.object({ query: z.literal('list'), practiceId: PracticeId });
export type AccountQuery = z.input<typeof AccountQuery>;

export const ExchangeQuery = z.object({ query: z.literal('numbers'), practiceId: PracticeId });
export type ExchangeQuery = z.input<typeof ExchangeQuery>;

export const UploadQuery = z.discriminatedUnion('query', [
  z.object({
    query: z.literal('list'),
    practiceId: PracticeId,
    limit: z.int().min(1).max(500).default(50),
  }),
  z.object({ query: z.literal('show'), practiceId: PracticeId, uploadId: UploadId }),
]);
export type UploadQuery = z.input<typeof UploadQuery>;

export const UploadQueryAnswer = z.discriminatedUnion('outcome', [
  /** The newest first. */
  z.object({ outcome: z.literal('uploads'), uploads: z.array(Upload) }),
  z.object({ outcome: z.literal('upload'), upload: Upload }),
]);
export type UploadQueryAnswer = z.infer<typeof UploadQueryAnswer>;

/** How a person's decision about a task is handed in. */
export const WorkTaskRequest = z.object({
  practiceId: PracticeId,
  taskId: TaskId,
  user: StaffUser,
  role: z.enum(['staff', 'manager']).default('staff'),
  /** What the person may decide, and up to which amounts; an operator goes by the role alone. */
  authority: StaffAuthority.optional(),
  /** One of the outcomes that the kind of task allows; checked against that kind's own schema. */
  outcome: z.record(z.string(), z.unknown()),
});
export type WorkTaskRequest = z.input<typeof WorkTaskRequest>;

export const WorkTaskAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('worked'), claimId: ClaimId.optional(), summary: z.string() }),
  /** The task is still open: nothing is done before another person has decided the same, or a proposal was rejected. */
  z.object({ outcome: z.literal('noted'), summary: z.string() }),
  QueryRefused,
]);
export type WorkTaskAnswer = z.infer<typeof WorkTaskAnswer>;

/** How an operator ends a claim's leg and starts the next. */
export const RestartLegRequest = z.object({
  practiceId: PracticeId,
  claimId: ClaimId,
  user: WorkTaskRequest.shape.user,
  reason: z.string().trim().min(3).max(200),
});
export type RestartLegRequest = z.input<typeof RestartLegRequest>;

export const RestartLegAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('restarted'), claimId: ClaimId, leg: z.int() }),
  QueryRefused,
]);
export type RestartLegAnswer = z.infer<typeof RestartLegAnswer>;

const resumedBy = {
  practiceId: PracticeId,
  user: WorkTaskRequest.shape.user,
  reason: RestartLegRequest.shape.reason,
};

/** How an operator continues an upload or a remittance whose execution a defect stopped. */
export const ResumeRunRequest = z.discriminatedUnion('run', [
  z.object({ run: z.literal('upload'), uploadId: UploadId, ...resumedBy }),
  z.object({ run: z.literal('remittance'), remittanceId: RemittanceId, ...resumedBy }),
]);
export type ResumeRunRequest = z.input<typeof ResumeRunRequest>;

export const ResumeRunAnswer = z.discriminatedUnion('outcome', [
  /** `execution` is the name of the one that goes on with it. */
  z.object({ outcome: z.literal('resumed'), execution: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type ResumeRunAnswer = z.infer<typeof ResumeRunAnswer>;

/** The sentence for each thing that a schema found wrong, with its place. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`);
}
