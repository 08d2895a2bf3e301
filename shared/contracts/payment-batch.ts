import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { DeskMethod, DeskReceipt, EntryKey, PaymentPurpose } from './desk-receipt.ts';
import {
  ClaimId,
  GuarantorId,
  NameKey,
  PatientControlNumber,
  PaymentBatchId,
  PayerId,
  PostingId,
  PracticeId,
  RemittanceId,
} from './identifiers.ts';
import { WorkTaskRequest } from './queries.ts';

/** How money came; `eft` is an electronic transfer, of which the bank knows without a deposit slip. */
export const paymentMethods = ['cash', 'check', 'card', 'eft'] as const;
export const PaymentMethod = z.enum(paymentMethods);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

const PositiveCents = Cents.refine((amount) => amount > 0, 'an amount in cents above 0');
const Words = z.string().trim().min(1).max(200);
/** The number of a check, a transfer or a card receipt: what X12 can carry in TRN02. */
const PaymentNumber = z
  .string()
  .regex(/^[A-Za-z0-9./-]{1,30}$/, 'a number of 1 to 30 letters, digits, dots, slashes and dashes');

/** What was not paid, as the payer's paper says it. A positive amount lowers the payment. */
const PaperAdjustment = z.strictObject({
  group: z.enum(['CO', 'PR', 'OA', 'PI']),
  reason: z.string().regex(/^[A-Z0-9]{1,5}$/, 'a claim adjustment reason code'),
  amountCents: Cents.refine((amount) => amount !== 0, 'an amount in cents other than 0'),
});

const PaperLine = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{4,7}$/, 'a procedure code'),
  modifiers: z
    .array(z.string().regex(/^[A-Z0-9]{2}$/, 'a modifier of two characters'))
    .max(4)
    .default([]),
  units: z.int().min(1).max(9999).optional(),
  serviceDate: PlainDate.optional(),
  chargeCents: Cents,
  paidCents: Cents,
  adjustments: z.array(PaperAdjustment).max(30).default([]),
  remarkCodes: z
    .array(z.string().regex(/^[A-Z0-9]{2,6}$/, 'a remittance remark code'))
    .max(20)
    .default([]),
});

/** One claim of an explanation of benefits on paper. */
export const PaperClaim = z.strictObject({
  /** Our claim, or the number under which the payer names it. */
  claim: z.union([ClaimId, PatientControlNumber], 'a claim id, or the control number on the paper'),
  /** CLP02, which the paper tells in words: primary, secondary, tertiary, denied; the same forwarded; taken back; not ours. */
  status: z.enum(['1', '2', '3', '4', '19', '20', '21', '22', '23']).default('1'),
  /** As the paper writes the name. */
  patient: z.strictObject({
    lastName: z.string().trim().min(1).max(60),
    firstName: z.string().trim().min(1).max(35).optional(),
  }),
  /** The payer's own number of the claim: a takeback or a correction names it. */
  payerControlNumber: z.string().regex(/^[A-Za-z0-9.-]{1,50}$/, "the payer's number of the claim"),
  chargeCents: Cents,
  paidCents: Cents,
  /** What the paper says that the patient owes, where it says it. */
  patientResponsibilityCents: Cents.optional(),
  adjustments: z.array(PaperAdjustment).max(30).default([]),
  lines: z.array(PaperLine).max(50).default([]),
});
export type PaperClaim = z.infer<typeof PaperClaim>;

/** A payment of a payer whose explanation came on paper. It is held to the same three balances as an 835. */
export const PayerPayment = z.strictObject({
  kind: z.literal('payer-payment'),
  payerId: PayerId,
  method: z.enum(['check', 'eft', 'card']),
  number: PaymentNumber,
  /** Of the check or the transfer. */
  date: PlainDate,
  amountCents: Cents.refine((amount) => amount >= 0, 'an amount in cents, not below 0'),
  claims: z.array(PaperClaim).max(200).default([]),
  /** What the payer kept back or added for no single claim, by the codes of PLB. */
  providerAdjustments: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z0-9]{2}$/, 'a provider adjustment code of two characters'),
        reference: z
          .string()
          .regex(/^[A-Za-z0-9. -]{1,50}$/, 'a reference')
          .optional(),
        /** Positive lowers the payment. */
        amountCents: Cents.refine((amount) => amount !== 0, 'an amount in cents other than 0'),
      }),
    )
    .max(30)
    .default([]),
});
export type PayerPayment = z.infer<typeof PayerPayment>;

/**
 * A payment of a patient or whoever pays for one: for the claims that it names, in their order; without any, for what
 * the guarantor owes, the oldest visit first. What is more than is owed stays unapplied.
 */
export const PatientPayment = z
  .strictObject({
    kind: z.literal('patient-payment'),
    guarantorId: GuarantorId.optional(),
    claims: z.array(ClaimId).max(12).default([]),
    method: z.enum(['cash', 'check', 'card']),
    number: PaymentNumber.optional(),
    amountCents: PositiveCents,
  })
  .refine(({ guarantorId, claims }) => guarantorId !== undefined || claims.length > 0, {
    path: ['guarantorId'],
    message: 'the guarantor who paid, or the claims that are paid',
  })
  .refine(({ claims }) => new Set(claims).size === claims.length, {
    path: ['claims'],
    message: 'each claim once',
  });
export type PatientPayment = z.infer<typeof PatientPayment>;

/** Money of which nobody knows yet what it is for. */
export const UnappliedPayment = z.strictObject({
  kind: z.literal('unapplied'),
  /** Who paid, as far as it is known. */
  payerId: PayerId.optional(),
  guarantorId: GuarantorId.optional(),
  method: PaymentMethod,
  number: PaymentNumber.optional(),
  amountCents: PositiveCents,
  words: Words,
});
export type UnappliedPayment = z.infer<typeof UnappliedPayment>;

export const PaymentItem = z.discriminatedUnion('kind', [PayerPayment, PatientPayment, UnappliedPayment]);
export type PaymentItem = z.infer<typeof PaymentItem>;

/** Payments as they are entered by hand. It posts only when its items make the totals that were stated before. */
export const PaymentBatchEntry = z.strictObject({
  /** The practice's own name of it, such as `desk 2026-11-20`: entered again under the same name it is the same batch. */
  name: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9 ./_-]{2,59}$/,
      'a name of 3 to 60 letters, digits, blanks, dots, slashes and dashes',
    ),
  /** One check, a deposit slip, a list of the bank's lockbox, or what was taken in at the desk. */
  kind: z.enum(['check', 'deposit', 'lockbox', 'desk']),
  /** Today, unless it says another day, which must be open. */
  postingDate: PlainDate.optional(),
  /** Stated before the items are entered: how many there are, and what they make together. */
  control: z.strictObject({ count: z.int().min(1).max(500), amountCents: Cents }),
  /** Where the picture of the check or of the lockbox list lies. */
  image: z.string().max(500).optional(),
  items: z.array(PaymentItem).min(1).max(500),
});
export type PaymentBatchEntry = z.infer<typeof PaymentBatchEntry>;

/** What of a batch came by one method. */
export const MethodTotal = z.object({ method: PaymentMethod, count: z.int(), amountCents: Cents });
export type MethodTotal = z.infer<typeof MethodTotal>;

/** A batch as it was entered. What it says lies beside it as a document and never changes. */
export const PaymentBatch = z.object({
  practiceId: PracticeId,
  batchId: PaymentBatchId,
  /** Rises with every write and guards it. */
  version: z.int().min(1),
  name: PaymentBatchEntry.shape.name,
  kind: PaymentBatchEntry.shape.kind,
  postingDate: PlainDate,
  control: z.object({ count: z.int(), amountCents: Cents }),
  image: z.string().optional(),
  contentHash: z.string(),
  /** Its items, in the exchange bucket. */
  documentKey: z.string(),
  byMethod: z.array(MethodTotal),
  /** The payments of payers in it, each posted as a remittance of its own. */
  remittances: z.array(z.object({ item: z.int(), remittanceId: RemittanceId })),
  state: z.enum(['posting', 'posted', 'taking-back', 'taken-back']),
  /** How many items are done: posted, or taken back where it is taken back. */
  done: z.int().min(0),
  enteredAt: Instant,
  enteredBy: z.string(),
  takenBack: z.object({ at: Instant, by: z.string(), reason: z.string(), postingDate: PlainDate }).optional(),
  /**
   * What was moved to a later day, so that its own could be closed: the batch as a whole, or one item that was held. An item
   * is posted on the day on which it is decided.
   */
  movedOn: z
    .array(
      z.object({
        item: z.int().min(1).optional(),
        from: PlainDate,
        at: Instant,
        by: z.string(),
        reason: z.string(),
      }),
    )
    .optional(),
});
export type PaymentBatch = z.infer<typeof PaymentBatch>;

const enteredBy = {
  practiceId: PracticeId,
  user: WorkTaskRequest.shape.user,
};

/** Money that a patient pays at the desk. It is a batch of its own, known by the key of the form it was typed into. */
export const DeskPayment = z
  .strictObject({
    entryKey: EntryKey,
    patientKey: NameKey,
    /** `balance`: for visits that were billed to the guarantor, the oldest first. The others belong to no claim yet. */
    purpose: PaymentPurpose,
    method: DeskMethod,
    /** Of the check, or of the slip of the card terminal. */
    number: PaymentNumber.optional(),
    amountCents: PositiveCents,
  })
  .refine(({ method, number }) => method === 'cash' || number !== undefined, {
    path: ['number'],
    message: 'the number of the check, or of the slip of the card terminal',
  });
export type DeskPayment = z.infer<typeof DeskPayment>;

/** How payments are entered by hand, and how a wrong batch is taken back. */
export const EnterPaymentsRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('enter'), ...enteredBy, batch: PaymentBatchEntry }),
  z.object({
    action: z.literal('take-back'),
    ...enteredBy,
    batchId: PaymentBatchId,
    reason: z.string().trim().min(3).max(200),
  }),
  /** Money of an item that belonged to no claim goes to one: as much as is left and owed, where no amount is said. */
  z.object({
    action: z.literal('apply'),
    ...enteredBy,
    batchId: PaymentBatchId,
    /** Its place in the batch, counted from 1. */
    item: z.int().min(1).max(500),
    /** The how-manyeth time money of this item is applied: said twice it is applied once. */
    sequence: z.int().min(1),
    claimId: ClaimId,
    amountCents: PositiveCents.optional(),
    /** Today, unless it says another day, which must be open. */
    postingDate: PlainDate.optional(),
  }),
  z.object({
    action: z.literal('un-apply'),
    ...enteredBy,
    batchId: PaymentBatchId,
    /** The posting by which it was applied. */
    postingId: PostingId,
    reason: z.string().trim().min(3).max(200),
  }),
  z.object({ action: z.literal('take-at-desk'), ...enteredBy, payment: DeskPayment }),
  /** Out of a day that is to be closed, or was: a batch of which nothing is posted, or an item that is held. */
  z.object({
    action: z.literal('move-on'),
    ...enteredBy,
    batchId: PaymentBatchId,
    item: z.int().min(1).max(500).optional(),
    reason: z.string().trim().min(3).max(200),
  }),
]);
export type EnterPaymentsRequest = z.input<typeof EnterPaymentsRequest>;

/** Taken at the desk, or taken already under the same key. */
export const DeskPaymentTaken = z.object({ outcome: z.literal('taken'), receipt: DeskReceipt });

export const EnterPaymentsAnswer = z.discriminatedUnion('outcome', [
  /** Posted, or taken back, whole; or as far as one call came: then it is called again, and goes on. */
  z.object({ outcome: z.literal('entered'), batch: PaymentBatch, isDone: z.boolean() }),
  /** Applied to a claim, or taken back from it, by this posting of the batch. */
  z.object({
    outcome: z.literal('moved'),
    postingId: PostingId,
    claimId: ClaimId,
    amountCents: Cents,
    summary: z.string(),
  }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
  DeskPaymentTaken,
]);
export type EnterPaymentsAnswer = z.infer<typeof EnterPaymentsAnswer>;
