import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant } from './dates.ts';
import { PracticeId } from './identifiers.ts';
import { Month } from './periods.ts';
import { QueryRefused } from './queries.ts';
import { StaffUser } from './staff-user.ts';

/** What collecting money costs: the cloud that Claimwright runs in, the clearinghouse, people, and the rest. */
export const costKinds = ['cloud', 'clearinghouse', 'staff', 'other'] as const;
export const CostKind = z.enum(costKinds);
export type CostKind = z.infer<typeof CostKind>;

/** No practice pays more at once; a greater number is a slip of the pen. */
const mostCents = 1_000_000_000;

const why = z.string().trim().min(3).max(200);

/** What one bill, payroll or other record says that a month cost. */
export const CostOfMonth = z.strictObject({
  /** The month that it is for, whenever it is entered. */
  month: Month,
  kind: CostKind,
  /** Of the cloud: which service, where the bill says so. */
  service: z.string().trim().min(2).max(60).optional(),
  /** Zero or more: a credit is entered by correcting what it lessens. */
  amountCents: Cents.refine(
    (amount) => amount >= 0 && amount <= mostCents,
    'an amount from 0.00 to 10000000.00; a credit corrects the entry that it lessens',
  ),
  /** The number of the bill, or what else names the record: the same record is not entered twice. */
  reference: z.string().trim().min(2).max(60),
});
export type CostOfMonth = z.infer<typeof CostOfMonth>;

/** One entry in a practice's book of costs. Entries are only ever added: a correction takes another one back. */
export const CostEntry = z.object({
  practiceId: PracticeId,
  /** From 1, in the order in which they were entered. */
  number: z.int().min(1),
  at: Instant,
  by: StaffUser,
  /** What is entered; left out where something is only taken back. */
  cost: CostOfMonth.optional(),
  /** The entry that does not count any more, as it was. */
  takesBack: z.object({ number: z.int().min(1), cost: CostOfMonth }).optional(),
  /** Why something is taken back. */
  reason: why.optional(),
});
export type CostEntry = z.infer<typeof CostEntry>;

const number = z.int().min(1);
const byUser = { practiceId: PracticeId, user: StaffUser };

/** How the book of costs is read, and how something is entered, corrected or taken back. */
export const KeepCostsRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('list'),
    practiceId: PracticeId,
    /** Only what is for these months; all when left out. */
    from: Month.optional(),
    to: Month.optional(),
  }),
  z.object({ action: z.literal('enter'), ...byUser, cost: CostOfMonth }),
  z.object({ action: z.literal('correct'), ...byUser, number, cost: CostOfMonth, reason: why }),
  z.object({ action: z.literal('take-back'), ...byUser, number, reason: why }),
]);
export type KeepCostsRequest = z.infer<typeof KeepCostsRequest>;

export const CostsListed = z.object({
  outcome: z.literal('listed'),
  /** The latest first. */
  entries: z.array(CostEntry.extend({ isTakenBack: z.boolean() })),
});
/** `unchanged`: the same is in the book already. */
export const CostKept = z.object({
  outcome: z.enum(['entered', 'unchanged']),
  entry: CostEntry,
  summary: z.string(),
});

export const KeepCostsAnswer = z.discriminatedUnion('outcome', [CostsListed, CostKept, QueryRefused]);
export type KeepCostsAnswer = z.infer<typeof KeepCostsAnswer>;
