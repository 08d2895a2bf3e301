import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { ClaimId, PayerId, PracticeId, RemittanceId } from './identifiers.ts';
import { Payer, Practice } from './practice.ts';
import { PromptPay } from './prompt-pay.ts';

const question = {
  practiceId: PracticeId,
  /** Posting days, both included. */
  from: PlainDate,
  to: PlainDate,
  /** From the answer before: asks for what follows. */
  next: z.string().optional(),
};

/** Asks `read-variances` what payers allowed beside their contracts, or paid late. */
export const VarianceQuery = z.discriminatedUnion('report', [
  z.object({ report: z.literal('variances'), ...question }),
  z.object({ report: z.literal('late-payments'), ...question }),
]);
export type VarianceQuery = z.input<typeof VarianceQuery>;

/** What is worth a look about a line that a payer decided; line 0 is the claim as a whole. */
export const SeenVariance = z.object({
  claimId: ClaimId,
  remittanceId: RemittanceId,
  payerId: PayerId,
  postingDate: PlainDate,
  serviceDate: PlainDate,
  lineNumber: z.int().min(0),
  code: z.string(),
  contractId: z.string().optional(),
  verdict: z.enum(['underpaid', 'overpaid', 'charge-too-low', 'unknown']),
  chargeCents: Cents,
  expectedCents: Cents.optional(),
  /** What the contract allows, whatever was charged. */
  contractCents: Cents.optional(),
  allowedCents: Cents.optional(),
  /** Expected less allowed. */
  differenceCents: Cents.optional(),
  because: z.array(z.string()),
});
export type SeenVariance = z.infer<typeof SeenVariance>;

/** A payment of a claim that came later than the payer may pay, or of which nobody can say whether it did. */
export const LatePayment = z.object({
  claimId: ClaimId,
  remittanceId: RemittanceId,
  traceNumber: z.string(),
  payerId: PayerId,
  payerClaimControlNumber: z.string(),
  receivedOn: PlainDate,
  paidOn: PlainDate,
  paidCents: Cents,
  groupNumber: z.string().optional(),
  /** Why it is not known what was due. */
  unknown: z.string().optional(),
});
export type LatePayment = z.infer<typeof LatePayment>;

/** Interest that a payer added to a remittance (PLB L6); negative where it took some back. */
export const InterestReceived = z.object({
  remittanceId: RemittanceId,
  amountCents: Cents,
  reference: z.string().optional(),
});
export type InterestReceived = z.infer<typeof InterestReceived>;

export const VarianceAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
  z.object({
    outcome: z.literal('variances'),
    variances: z.array(SeenVariance),
    /** Lines that are as the contract has them, and those of which something was denied. */
    asExpected: z.int(),
    denied: z.int(),
    next: z.string().optional(),
  }),
  z.object({
    outcome: z.literal('late-payments'),
    payments: z.array(LatePayment),
    /** Of each remittance that one of the payments came with; of a later page perhaps once more. */
    interest: z.array(InterestReceived),
    /** Who asks, and of whom by what. */
    practice: Practice.pick({ name: true, npi: true, taxId: true }),
    payers: z.array(Payer.pick({ payerId: true, name: true }).extend({ promptPay: PromptPay })),
    next: z.string().optional(),
  }),
]);
export type VarianceAnswer = z.infer<typeof VarianceAnswer>;
