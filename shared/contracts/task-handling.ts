import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { PracticeId, TaskId } from './identifiers.ts';
import { StaffUser } from './staff-user.ts';

const reason = z.string().trim().min(3).max(500);

/** What was done about a task without deciding it. */
export const taskChanges = [
  'taken',
  'taken-over',
  'given-back',
  'lapsed',
  'assigned',
  'snoozed',
  'woken',
  'blocked',
  'unblocked',
] as const;

/** A person has the task in hand until then; nobody else decides it meanwhile. */
export const TaskLease = z.object({ by: StaffUser, since: Instant, until: Instant });
export type TaskLease = z.infer<typeof TaskLease>;

/** How a task is handled until it is decided; what the task asks never changes. */
export const TaskHandling = z.object({
  /** Rises with every change, and guards it. */
  version: z.int().min(1),
  lease: TaskLease.optional(),
  /** Whose it is, whoever has it in hand. */
  assignedTo: StaffUser.optional(),
  /** It sleeps until this day. */
  snoozed: z.object({ until: PlainDate, by: StaffUser, reason: z.string() }).optional(),
  /** Tasks that must be closed before this one can be decided. */
  blockedBy: z.array(z.object({ taskId: TaskId, by: StaffUser, reason: z.string() })).max(10),
  /** How soon it should be worked, as of when it was last looked at; the highest first. */
  priority: z.int().min(0).max(99_999_999),
  /** Seconds that people had it in hand, without the lease that runs. */
  workedSeconds: z.int().min(0),
  /** The newest last; the oldest are left out, the audit trail has them all. */
  changes: z
    .array(
      z.object({
        at: Instant,
        by: z.string(),
        change: z.enum(taskChanges),
        /** Whom, until when or behind what, and why; ids, days and the person's own words. */
        words: z.string(),
      }),
    )
    .max(30),
});
export type TaskHandling = z.infer<typeof TaskHandling>;

/** What a person may do with a task beside deciding it. */
export const TaskAction = z.discriminatedUnion('action', [
  /** Has it in hand for half an hour; by whoever has it already, for half an hour more. */
  z.strictObject({ action: z.literal('take') }),
  /** From whoever has it in hand; for managers. */
  z.strictObject({ action: z.literal('take-over'), reason }),
  z.strictObject({ action: z.literal('give-back') }),
  /** `to` left out: nobody's. */
  z.strictObject({ action: z.literal('assign'), to: StaffUser.optional(), reason }),
  z.strictObject({ action: z.literal('snooze'), until: PlainDate, reason }),
  z.strictObject({ action: z.literal('wake'), reason }),
  /** It waits until the other task is closed. */
  z.strictObject({ action: z.literal('block'), behind: TaskId, reason }),
  z.strictObject({ action: z.literal('unblock'), behind: TaskId, reason }),
]);
export type TaskAction = z.infer<typeof TaskAction>;

/** The most tasks that are handled at once. */
const mostTasksAtOnce = 500;

export const HandleTasksRequest = z.object({
  practiceId: PracticeId,
  taskIds: z.array(TaskId).min(1).max(mostTasksAtOnce),
  user: StaffUser,
  role: z.enum(['staff', 'manager']).default('staff'),
  what: TaskAction,
  /** Says what would be done, and does nothing. */
  preview: z.boolean().default(false),
});
export type HandleTasksRequest = z.input<typeof HandleTasksRequest>;

export const HandleTasksAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('handled'),
    preview: z.boolean(),
    /** In the order of the request; what could not be done to one task is done to the others. */
    tasks: z.array(z.object({ taskId: TaskId, done: z.boolean(), words: z.string() })),
  }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type HandleTasksAnswer = z.infer<typeof HandleTasksAnswer>;
