import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { BankEntryId, ClaimId, GuarantorId, PayerId, PaymentBatchId } from './identifiers.ts';

/** Why money stands in somebody's favor. What each means and asks for: the table of causes of the domain. */
export const creditCauses = [
  'paid-twice',
  'wrong-order-of-payers',
  'reversal-pending',
  'charge-lowered',
  'patient-paid-more',
  'later-payer-paid-more',
  'not-applied',
  'applied-and-decided',
  'from-an-old-system',
  'unknown',
] as const;
export const CreditCause = z.enum(creditCauses);
export type CreditCause = z.infer<typeof CreditCause>;

/** Whom money is owed back to. */
export const Payee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('payer'), payerId: PayerId }),
  z.object({ kind: z.literal('patient'), guarantorId: GuarantorId }),
  /** Money came, and nobody said whose it is. */
  z.object({ kind: z.literal('unknown') }),
]);
export type Payee = z.infer<typeof Payee>;

/** Until when an overpayment must be given back by law. */
export const RepaymentClock = z.object({
  identifiedOn: PlainDate,
  /** The last day. Moved on by a suspension that has ended or is to end. */
  dueOn: PlainDate,
  /** Where the law says so. */
  source: z.string(),
  /** An investigation in good faith, for which the days do not count. It can be begun once. */
  suspended: z.object({ from: PlainDate, until: PlainDate, reason: z.string(), by: z.string() }).optional(),
});
export type RepaymentClock = z.infer<typeof RepaymentClock>;

/** What a task about a credit balance is about. */
export const CreditOfTask = z.object({
  /** The claim, or the batch or bank entry of a payment that was never applied. */
  holder: z.union([ClaimId, PaymentBatchId, BankEntryId]),
  payee: Payee,
  cause: CreditCause,
  /** What is owed. */
  owedCents: Cents,
  /** The posting day since which it stands. */
  since: PlainDate,
  clock: RepaymentClock.optional(),
});
export type CreditOfTask = z.infer<typeof CreditOfTask>;
