import * as z from 'zod';
import { Address } from './address.ts';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { ClaimId, GuarantorId, PracticeId } from './identifiers.ts';

/** Why a patient owes something, as a patient understands it. */
export const OwedReason = z.enum([
  'deductible',
  'coinsurance',
  'copay',
  'non-covered',
  'self-pay',
  'other-insurance',
  'opening-balance',
]);
export type OwedReason = z.infer<typeof OwedReason>;

const StatementService = z.object({
  serviceDate: PlainDate,
  /** In plain words of our own; no descriptor of a code set. */
  service: z.string(),
  units: z.int().min(1),
  chargeCents: Cents,
});

/** One visit the guarantor is asked to pay for. */
export const StatementVisit = z.object({
  claimId: ClaimId,
  serviceDate: PlainDate,
  patientName: z.string(),
  providerName: z.string(),
  insurerName: z.string().optional(),
  services: z.array(StatementService).min(1),
  chargeCents: Cents,
  insurancePaidCents: Cents,
  /** What the patient or whoever pays for one has paid of it. */
  patientPaidCents: Cents.optional(),
  /** What the insurer's contract takes off: nobody owes it. */
  contractualCents: Cents,
  /** Write-offs and other reductions. */
  otherReductionCents: Cents,
  /** Paid and taken off before the claim was taken over from an old system. */
  settledBeforeCents: Cents.optional(),
  whyYouOwe: z.array(z.object({ reason: OwedReason, words: z.string(), amountCents: Cents })),
  /** Charge less payments and reductions, and the sum of `whyYouOwe` less what the patient has paid. */
  balanceCents: Cents,
  /** The first statement that asked for it. */
  firstBilledOn: PlainDate,
  ageDays: z.int().min(0),
  /** How many statements asked for it, this one included. */
  statements: z.int().min(1),
});
export type StatementVisit = z.infer<typeof StatementVisit>;

/** A statement for one guarantor: all visits and dependents of the account. Says what, never how it looks. */
export const Statement = z.object({
  contractVersion: z.literal(1),
  practiceId: PracticeId,
  guarantorId: GuarantorId,
  /** For the guarantor to quote: `<guarantorId>-<cycle>-<statement>`. */
  statementNumber: z.string(),
  cycle: z.int().min(1),
  statement: z.int().min(1),
  notice: z.enum(['statement', 'reminder', 'final-notice']),
  statementDate: PlainDate,
  dueDate: PlainDate,
  practice: z.object({
    name: z.string(),
    taxId: z.string(),
    address: Address,
    phone: z.string(),
    billingContact: z.string(),
  }),
  guarantor: z.object({ name: z.string(), address: Address }),
  visits: z.array(StatementVisit).min(1),
  /** Visits nothing is asked for yet, with the reason. */
  waiting: z.array(z.object({ serviceDate: PlainDate, patientName: z.string(), words: z.string() })),
  /** The amount due of the statement before, or zero. */
  previousBalanceCents: Cents,
  /** Everything that changed since; previous balance and movements make the amount due. */
  movements: z.array(
    z.object({
      /** A visit billed for the first time, changed by a payer, back with a payer, or no longer owed. */
      kind: z.enum(['new-visit', 'changed', 'back-with-payer', 'no-longer-owed']),
      serviceDate: PlainDate.optional(),
      patientName: z.string().optional(),
      amountCents: Cents,
    }),
  ),
  amountDueCents: Cents,
  aging: z.object({
    upTo30DaysCents: Cents,
    upTo60DaysCents: Cents,
    upTo90DaysCents: Cents,
    over90DaysCents: Cents,
  }),
});
export type Statement = z.infer<typeof Statement>;
