import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PracticeId } from './identifiers.ts';
import { WorkTaskRequest } from './queries.ts';

/** A calendar month, `YYYY-MM`. */
export const Month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'a month, YYYY-MM')
  .brand<'Month'>();
export type Month = z.infer<typeof Month>;

/** What was taken to the bank on a day, as the deposit slip says; electronic transfers are on no slip. */
export const DepositSlip = z.strictObject({
  cashCents: Cents.default(0 as Cents),
  checkCents: Cents.default(0 as Cents),
  cardCents: Cents.default(0 as Cents),
  /** Numbers of checks on the slip whose explanation came as an 835. */
  remittanceChecks: z.array(z.string()).default([]),
});
export type DepositSlip = z.infer<typeof DepositSlip>;

/** Into which days nothing may be entered any more: all up to one day. */
export const PeriodBook = z.object({
  practiceId: PracticeId,
  /** Rises with every write and guards it; 0 for a book that was never written. */
  version: z.int().min(0),
  /** This day and every day before it is closed. */
  closedThrough: PlainDate.optional(),
  /** This month and every month before it is closed as well. */
  closedMonth: Month.optional(),
  /** A manager wants this day and those after it open again; another one must confirm. */
  reopening: z
    .object({ from: PlainDate, requestedBy: z.string(), requestedAt: Instant, reason: z.string() })
    .optional(),
});
export type PeriodBook = z.infer<typeof PeriodBook>;

/** Who closed or opened what, kept for good. */
export const PeriodEvent = z.object({
  practiceId: PracticeId,
  /** The book's version after it. */
  number: z.int().min(1),
  event: z.enum(['day-closed', 'month-closed', 'reopening-requested', 'reopened']),
  at: Instant,
  by: z.string(),
  /** The last day that is closed by it, or the first that is open again. */
  day: PlainDate,
  month: Month.optional(),
  reason: z.string().optional(),
  slip: DepositSlip.optional(),
  /** Hash of the control totals of the days that were closed. */
  totalsHash: z.string().optional(),
});
export type PeriodEvent = z.infer<typeof PeriodEvent>;

const byManager = {
  practiceId: PracticeId,
  user: WorkTaskRequest.shape.user,
  role: WorkTaskRequest.shape.role,
};

/** How a manager closes a day or a month, and how two open one again. */
export const ClosePeriodRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('close-day'), ...byManager, day: PlainDate, slip: DepositSlip.prefault({}) }),
  z.object({ action: z.literal('close-month'), ...byManager, month: Month }),
  z.object({
    action: z.literal('request-reopening'),
    ...byManager,
    day: PlainDate,
    reason: z.string().trim().min(3).max(200),
  }),
  z.object({ action: z.literal('confirm-reopening'), ...byManager, day: PlainDate }),
]);
export type ClosePeriodRequest = z.input<typeof ClosePeriodRequest>;

export const ClosePeriodAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), book: PeriodBook, summary: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type ClosePeriodAnswer = z.infer<typeof ClosePeriodAnswer>;
