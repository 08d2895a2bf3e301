import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { Dispute } from './dispute.ts';
import { ClaimId, GuarantorId, PracticeId } from './identifiers.ts';

/** What a guarantor owes of one claim, as last handed over. Replaced whole by the next hand-over. */
export const AccountVisit = z.object({
  claimId: ClaimId,
  serviceDate: PlainDate,
  /** Negative is a credit that the practice owes back. */
  balanceCents: Cents,
  handedOverAt: Instant,
});
export type AccountVisit = z.infer<typeof AccountVisit>;

/** A statement that was sent: enough to open the next one and to age each balance on its own. */
export const SentStatement = z.object({
  cycle: z.int().min(1),
  /** Which statement of its cycle, counted from 1. */
  statement: z.int().min(1),
  sentOn: PlainDate,
  dueOn: PlainDate,
  amountDueCents: Cents,
  /** Every visit it asked money for, with the amount. */
  visits: z.array(z.object({ claimId: ClaimId, balanceCents: Cents })),
  documentKey: z.string(),
});
export type SentStatement = z.infer<typeof SentStatement>;

/** A run of statements. One runs at a time; a visit handed over meanwhile joins it with its own age. */
const AccountCycle = z.object({
  number: z.int().min(1),
  state: z.enum(['running', 'over']),
  startedAt: Instant,
  overAt: Instant.optional(),
  /** Why it is over, for whoever looks at what is still owed: one sentence. */
  overBecause: z.string().optional(),
});

/** The account's own item. `version` rises with every write, the hand-over of a visit included, and guards it. */
export const AccountRecord = z.object({
  practiceId: PracticeId,
  guarantorId: GuarantorId,
  /** 0 for an account that was never written. */
  version: z.int().min(0),
  cycle: AccountCycle.optional(),
  /** The earliest first. */
  statements: z.array(SentStatement).default([]),
  /** What the guarantor disputed, the first first; none is ever taken away. */
  disputes: z.array(Dispute).optional(),
});
export type AccountRecord = z.infer<typeof AccountRecord>;

/** The account of one guarantor: all visits and dependents it pays for. */
export const PatientAccount = AccountRecord.extend({ visits: z.array(AccountVisit).default([]) });
export type PatientAccount = z.infer<typeof PatientAccount>;
