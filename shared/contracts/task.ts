import * as z from 'zod';
import { Cents } from './cents.ts';
import { AuditOfTask, ComparedCodings } from './coding-audit.ts';
import { CreditOfTask } from './credit-balance.ts';
import { Instant, PlainDate } from './dates.ts';
import {
  ClaimId,
  GuarantorId,
  HoldId,
  Npi,
  PracticeId,
  RemittanceId,
  TaskId,
  UploadId,
} from './identifiers.ts';
import { AskedQuestion } from './physician-query.ts';
import { TaskHandling } from './task-handling.ts';
import { TaskKind } from './task-kinds.ts';

const reason = z.string().trim().min(3).max(500);

/** Takes off the task what another person proposed, of any kind of task. */
export const RejectProposal = z.strictObject({ outcome: z.literal('reject-proposal'), reason });

/** What one person decided where it takes two: it is done when another person decides the same. */
export const TaskProposal = z.object({
  by: z.string(),
  at: Instant,
  decision: z.record(z.string(), z.unknown()),
  ended: z
    .object({
      how: z.enum(['confirmed', 'rejected', 'replaced']),
      by: z.string(),
      at: Instant,
      reason: z.string(),
    })
    .optional(),
});
export type TaskProposal = z.infer<typeof TaskProposal>;

/** What a name of a source's own stands for. */
export const aliasKinds = [
  'provider',
  'payer',
  'location',
  'procedure',
  'place-of-service',
  'relationship',
  'sex',
  'accident',
  'appointment-status',
  /** Where visits of a source took place that say nothing about it; the alias says what has no place. */
  'usual-place',
] as const;

/** A name of a source's own that the practice has not said the meaning of, as the source writes it. */
export const Unmapped = z.object({
  kind: z.enum(aliasKinds),
  alias: z.string(),
  sourceSystem: z.string().optional(),
});
export type Unmapped = z.infer<typeof Unmapped>;

/** One piece of work for a person. The task token is not here: it never leaves the server's own item. */
export const Task = z.object({
  practiceId: PracticeId,
  taskId: TaskId,
  kind: TaskKind,
  claimId: ClaimId.optional(),
  remittanceId: RemittanceId.optional(),
  /** The decision about another task that is above what its proposer approves. */
  approves: z
    .object({
      taskId: TaskId,
      proposedBy: z.string(),
      what: z.enum(['write-off', 'refund']),
      amountCents: Cents,
    })
    .optional(),
  /** Whose dispute it is, and which of the account's. */
  disputed: z.object({ guarantorId: GuarantorId, number: z.int().min(1) }).optional(),
  /** Whose review date has come. */
  holdId: HoldId.optional(),
  /** What is to be mapped. */
  unmapped: Unmapped.optional(),
  /** Whose it is to answer or to sign. */
  providerNpi: Npi.optional(),
  /** What the provider is asked. */
  query: AskedQuestion.optional(),
  audit: AuditOfTask.optional(),
  /** The two codings of an audit, once the second is there; looked up whenever the task is shown. */
  compared: ComparedCodings.optional(),
  /** What is owed back, and until when. */
  credit: CreditOfTask.optional(),
  /** The record of an upload that it is about. */
  record: z.object({ uploadId: UploadId, recordNumber: z.int().min(1) }).optional(),
  waitSequence: z.int(),
  status: z.enum(['open', 'worked', 'moot']),
  openedAt: Instant,
  dueOn: PlainDate,
  /** Why it exists: one sentence. */
  why: z.string(),
  /** What a person needs to decide, a sentence each. */
  evidence: z.array(z.string()),
  dollarsAtStakeCents: Cents,
  outcomes: z.array(z.string()),
  /** Outcomes that take two persons at this very task, beside those that always do. */
  decidedByTwo: z.array(z.string()).optional(),
  /** What was proposed, the first first; the last stands unless it has ended. */
  proposals: z.array(TaskProposal).optional(),
  /** Who has it in hand, and when it is to be worked; left out where nobody touched it yet. */
  handling: TaskHandling.optional(),
  closedAt: Instant.optional(),
  closedBy: z.string().optional(),
  outcome: z.string().optional(),
});
export type Task = z.infer<typeof Task>;
