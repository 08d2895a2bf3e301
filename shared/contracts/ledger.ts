import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { DiagnosisCode, Modifier, ProcedureCode } from './encounter.ts';
import {
  BankEntryId,
  ClaimId,
  GuarantorId,
  NameKey,
  Npi,
  PaymentBatchId,
  PayerId,
  PostingId,
  PracticeId,
  RemittanceId,
} from './identifiers.ts';

/**
 * Accounts of the double-entry ledger. A debit is positive, a credit negative.
 * Receivables and cash are debit accounts; revenue is a credit account.
 */
export const accountKinds = [
  'payer-receivable',
  'patient-receivable',
  'denial-pending',
  'charges',
  'contractual-adjustment',
  'write-off',
  'cash-in-transit',
  'bank',
  'interest-income',
  'takeback-payable',
  'suspense',
  'unapplied-payment',
  'refund-payable',
  'settlement-income',
  'withheld-by-payer',
  'other-adjustment',
  'opening-balance',
  'legacy',
] as const;
export const AccountKind = z.enum(accountKinds);
export type AccountKind = z.infer<typeof AccountKind>;

export const Leg = z.object({
  account: AccountKind,
  /** Positive debits, negative credits. Never zero. */
  amountCents: Cents,
  payerId: PayerId.optional(),
  lineNumber: z.int().optional(),
  /** CARC with its group, a write-off reason, a PLB code: why this leg. */
  reason: z.string().optional(),
});
export type Leg = z.infer<typeof Leg>;

export const postingCauses = [
  'charge',
  'charge-correction',
  'adjudication',
  'reversal',
  'write-off',
  'billed-to-patient',
  'denial-reopened',
  'correction',
  'provider-adjustment',
  'unmatched-remittance',
  'opening-balance',
  'legacy-payment',
  'payment',
  'deposit',
  'placed',
  'refund-approved',
  'refund-paid',
  'takeback-announced',
] as const;

/** All that is charged of a claim once a posting is made, as it was then: the claim may say something else later. */
export const ChargedServices = z.object({
  /** Names the patient without telling who it is. */
  patientKey: NameKey,
  /** The payer that is billed first; none for a patient without coverage. */
  payerId: PayerId.optional(),
  renderingNpi: Npi,
  billingNpi: Npi,
  locationId: z.string().optional(),
  placeOfService: z.string(),
  /** When the first that is known of the visit came in. */
  receivedAt: Instant,
  lines: z.array(
    z.object({
      lineNumber: z.int(),
      code: ProcedureCode,
      modifiers: z.array(Modifier),
      units: z.int(),
      chargeCents: Cents,
      /** Those that the line points at, the first first. */
      diagnoses: z.array(DiagnosisCode),
      serviceDate: PlainDate,
    }),
  ),
});
export type ChargedServices = z.infer<typeof ChargedServices>;

/** One balanced, immutable posting with all its legs. A correction is another posting. */
export const Posting = z.object({
  practiceId: PracticeId,
  postingId: PostingId,
  cause: z.enum(postingCauses),
  /** The account holder: a claim; else the remittance, the batch or the entry of the bank that it came with. */
  claimId: ClaimId.optional(),
  remittanceId: RemittanceId.optional(),
  /** A batch of payments that was entered by hand. */
  paymentBatchId: PaymentBatchId.optional(),
  /** An entry of a bank statement. */
  bankEntryId: BankEntryId.optional(),
  /** What a payer refers to in a provider-level adjustment (PLB03-2), as it wrote it. */
  reference: z.string().optional(),
  /** The provider whose payment the payer adjusted (PLB01). */
  payeeId: z.string().optional(),
  /** Claims of ours that the reference, or what was carried forward, is about; the posting is not held by them. */
  aboutClaimIds: z.array(ClaimId).optional(),
  guarantorId: GuarantorId.optional(),
  /** The posting that this one takes back, leg by leg. */
  corrects: PostingId.optional(),
  /** For what a person decided: the posting that put the amount into `denial-pending`, or where it is moved from. */
  concerns: PostingId.optional(),
  postingDate: PlainDate,
  serviceDate: PlainDate.optional(),
  knownAt: Instant,
  by: z.string(),
  words: z.string(),
  /** Of what charges a claim; amounts are what the legs say, and nothing is ever rebuilt from this. */
  services: ChargedServices.optional(),
  legs: z.array(Leg).min(2),
});
export type Posting = z.infer<typeof Posting>;

/** A posting as people see it: which lines a charge has is told with its claim, to who may see the codes of the visit. */
export const ToldPosting = Posting.omit({ services: true });
export type ToldPosting = z.infer<typeof ToldPosting>;

/** Under what a posting is kept. */
export type AccountHolder = ClaimId | RemittanceId | PaymentBatchId | BankEntryId;

/** @throws Error when the posting names no holder. */
export function accountHolderOf(posting: Posting): AccountHolder {
  const holder = posting.claimId ?? posting.remittanceId ?? posting.paymentBatchId ?? posting.bankEntryId;
  if (holder === undefined) {
    throw new Error(
      `Posting ${posting.postingId} names no claim, remittance, batch or bank entry that it belongs to`,
    );
  }
  return holder;
}
