import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { ClaimId, PayerId, PracticeId, RemittanceId } from './identifiers.ts';
import { AccountKind } from './ledger.ts';
import { RemittanceRun } from './remittance-run.ts';

/** Asks for the proof of a remittance: as facts, or printed into the document bucket. */
export const ProofRequest = z.object({
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  print: z.enum(['no', 'html', 'pdf']).default('no'),
});
export type ProofRequest = z.input<typeof ProofRequest>;

/** Where a printed proof lies. */
export const ProofPrinted = z.object({ outcome: z.literal('printed'), bucket: z.string(), key: z.string() });
export type ProofPrinted = z.infer<typeof ProofPrinted>;

const Term = z.object({ words: z.string(), amountCents: Cents });
/** An equation with its numbers: the terms add up to the result, or do not. */
export const Equation = z.object({ terms: z.array(Term).readonly(), result: Term, holds: z.boolean() });
export type Equation = z.infer<typeof Equation>;

/** What postings do to accounts. */
const Accounts = z.array(z.object({ account: AccountKind, amountCents: Cents })).readonly();
const Sentences = z.array(z.string()).readonly();

export const ProofLine = z.object({
  code: z.string(),
  /** `CO-45 60.00`, one an adjustment. */
  reasons: Sentences,
  /** Charge less adjustments is what was paid for the line. */
  equation: Equation,
});
export type ProofLine = z.infer<typeof ProofLine>;

/** One CLP: what the file says of it, and what became of it in the ledger. */
export const ProofClaim = z.object({
  /** Position in the remittance, counted from 1. */
  claimIndex: z.int(),
  patientControlNumber: z.string(),
  claimId: ClaimId.optional(),
  payerControlNumber: z.string(),
  statusCode: z.string(),
  chargeCents: Cents,
  adjustedCents: Cents,
  paidCents: Cents,
  reasons: Sentences,
  /** Charge less the claim's adjustments and those of its lines is what was paid. */
  equation: Equation,
  lines: z.array(ProofLine).readonly(),
  /** `nothing` where it moves no money: a forecast, or a decision that repeats another. */
  outcome: z.enum(['posted', 'parked', 'nothing', 'waiting']),
  why: z.string().optional(),
  /** What its postings do to each account. */
  accounts: Accounts,
  faults: Sentences,
});
export type ProofClaim = z.infer<typeof ProofClaim>;

/** One pair of a PLB, explained. */
export const ProofAdjustment = z.object({
  code: z.string(),
  sentence: z.string(),
  reference: z.string().optional(),
  /** As the file has it: positive lowers the payment. */
  amountCents: Cents,
  /** Where the amount stands now; left out where it was not posted. */
  account: AccountKind.optional(),
  /** Where it was posted first, if a person moved it. */
  movedFrom: AccountKind.optional(),
  claimIds: z.array(ClaimId).readonly(),
});
export type ProofAdjustment = z.infer<typeof ProofAdjustment>;

/** Everything that proves how an 835 became postings. It names claims by their numbers and nobody by name. */
export const ProofSheet = z.object({
  remittanceId: RemittanceId,
  traceNumber: z.string(),
  payerName: z.string(),
  payerId: PayerId.optional(),
  payeeId: z.string().optional(),
  paymentDate: PlainDate,
  paymentMethod: z.string(),
  fileKey: z.string(),
  receivedAt: Instant,
  state: RemittanceRun.shape.state,
  closedAt: Instant.optional(),
  /** Why it is held, where it is; and every equation that does not hold. */
  faults: Sentences,
  isProven: z.boolean(),
  /** Claims paid less provider adjustments are the payment. */
  transaction: Equation,
  /** What was posted to cash in transit is the payment; left out while nothing is posted. */
  cash: Equation.optional(),
  counts: z.object({ claims: z.int(), lines: z.int(), posted: z.int(), parked: z.int() }),
  chargeCents: Cents,
  adjustedCents: Cents,
  paidCents: Cents,
  /** The claims that are shown: those with something to look at first, then the others, as far as there is room. */
  claims: z.array(ProofClaim).readonly(),
  claimsLeftOut: z.int(),
  adjustments: z.array(ProofAdjustment).readonly(),
  /** All postings of the remittance, by account; without deposits. */
  accounts: Accounts,
  deposit: z.object({
    matchedCents: Cents,
    inTransitCents: Cents,
    entries: z.array(z.object({ on: PlainDate, words: z.string(), amountCents: Cents })).readonly(),
  }),
});
export type ProofSheet = z.infer<typeof ProofSheet>;
