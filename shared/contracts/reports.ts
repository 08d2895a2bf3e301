import * as z from 'zod';
import { Cents } from './cents.ts';
import { ClaimState } from './claim.ts';
import { CoderAccuracy } from './coding-audit.ts';
import { PlainDate } from './dates.ts';
import { ClaimId, GuarantorId, PaymentBatchId, PayerId, PostingId, PracticeId } from './identifiers.ts';
import { AccountKind } from './ledger.ts';
import { MethodTotal, PaymentBatch, PaymentItem, PaymentMethod } from './payment-batch.ts';
import { PeriodBook, PeriodEvent } from './periods.ts';
import { RemittanceRun } from './remittance-run.ts';

/** What can be asked for a report. The long ones come in pages: `next` of an answer asks for the rest. */
export const ReportQuery = z.discriminatedUnion('report', [
  z.object({ report: z.literal('aging'), practiceId: PracticeId, next: z.string().optional() }),
  z.object({ report: z.literal('unbilled'), practiceId: PracticeId, next: z.string().optional() }),
  z.object({ report: z.literal('unapplied'), practiceId: PracticeId, next: z.string().optional() }),
  z.object({ report: z.literal('deposits'), practiceId: PracticeId, next: z.string().optional() }),
  z.object({ report: z.literal('day-sheet'), practiceId: PracticeId, day: PlainDate }),
  z.object({
    report: z.literal('batches'),
    practiceId: PracticeId,
    from: PlainDate.optional(),
    to: PlainDate.optional(),
  }),
  z.object({ report: z.literal('batch'), practiceId: PracticeId, batchId: PaymentBatchId }),
  z.object({ report: z.literal('periods'), practiceId: PracticeId }),
  /** Of audits of codings that were closed on these days; of the last ninety, when left out. */
  z.object({
    report: z.literal('coding-accuracy'),
    practiceId: PracticeId,
    from: PlainDate.optional(),
    to: PlainDate.optional(),
  }),
]);
export type ReportQuery = z.input<typeof ReportQuery>;

/** What is owed of one claim on one receivable account, or owed back where it is negative. */
export const AgingEntry = z.object({
  claimId: ClaimId,
  account: z.enum(['payer-receivable', 'denial-pending', 'patient-receivable']),
  payerId: PayerId.optional(),
  guarantorId: GuarantorId,
  patientName: z.string(),
  amountCents: Cents,
  serviceDate: PlainDate,
  /** Since this posting day something has been owed on the account without a break. */
  dueSince: PlainDate,
});
export type AgingEntry = z.infer<typeof AgingEntry>;

/** A claim that no payer has, and its charges. */
export const UnbilledEntry = z.object({
  claimId: ClaimId,
  state: ClaimState,
  serviceDate: PlainDate,
  chargeCents: Cents,
});
export type UnbilledEntry = z.infer<typeof UnbilledEntry>;

/** What one posting day moved on a money account for one remittance, batch, bank entry or claim. */
export const HolderMovement = z.object({
  /** The id of the remittance, the batch, the bank entry or the claim. */
  holder: z.string(),
  account: AccountKind,
  day: PlainDate,
  amountCents: Cents,
  /** Of that: what was found in the bank. */
  depositedCents: Cents,
  /** What the holder is called: a trace number with its payer, the name of a batch. */
  label: z.string(),
});
export type HolderMovement = z.infer<typeof HolderMovement>;

/** Money that came in on a day. */
export const PaymentTotal = z.object({
  source: z.enum(['payer', 'patient', 'unapplied']),
  method: PaymentMethod.or(z.literal('none')),
  /** Entered by hand: it lies on the day's deposit slip, unless it is an electronic transfer. */
  byHand: z.boolean(),
  count: z.int(),
  amountCents: Cents,
});
export type PaymentTotal = z.infer<typeof PaymentTotal>;

export const DaySheet = z.object({
  day: PlainDate,
  /** Whether the day is over and its control totals are kept. */
  isTotalled: z.boolean(),
  closed: z.boolean(),
  postings: z.int(),
  chargesCents: Cents,
  payments: z.array(PaymentTotal),
  /** What was taken off or written off, by account. */
  adjustments: z.array(z.object({ account: AccountKind, amountCents: Cents })),
  refundsCents: Cents,
  depositedCents: Cents,
  /** Payers' and patients' receivables with what was denied, before and after the day. */
  openingReceivableCents: Cents,
  closingReceivableCents: Cents,
  /** Zero, or the ledger is damaged. */
  differenceCents: Cents,
  /** What must lie on the deposit slip, by method. */
  forDeposit: z.array(MethodTotal),
  batches: z.array(PaymentBatch),
});
export type DaySheet = z.infer<typeof DaySheet>;

export const CodingAccuracyAnswer = z.object({
  outcome: z.literal('coding-accuracy'),
  from: PlainDate,
  to: PlainDate,
  coders: z.array(CoderAccuracy),
});

export const ReportAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
  z.object({
    outcome: z.literal('aging'),
    on: PlainDate,
    entries: z.array(AgingEntry),
    next: z.string().optional(),
  }),
  z.object({
    outcome: z.literal('unbilled'),
    on: PlainDate,
    entries: z.array(UnbilledEntry),
    next: z.string().optional(),
  }),
  z.object({
    outcome: z.literal('movements'),
    on: PlainDate,
    movements: z.array(HolderMovement),
    next: z.string().optional(),
  }),
  z.object({ outcome: z.literal('day-sheet'), sheet: DaySheet }),
  z.object({ outcome: z.literal('batches'), batches: z.array(PaymentBatch) }),
  z.object({
    outcome: z.literal('batch'),
    batch: PaymentBatch,
    items: z.array(PaymentItem),
    /** Of the items that are payments of payers: how far each has come. */
    runs: z.array(z.object({ item: z.int(), run: RemittanceRun })),
    /** Of the items of which something belonged to no claim: what is left, and to which claims the rest went. */
    unapplied: z.array(
      z.object({
        item: z.int(),
        leftCents: Cents,
        /** The number of the next application. */
        sequence: z.int(),
        applications: z.array(
          z.object({ postingId: PostingId, claimId: ClaimId, postingDate: PlainDate, amountCents: Cents }),
        ),
      }),
    ),
  }),
  z.object({ outcome: z.literal('periods'), book: PeriodBook, history: z.array(PeriodEvent) }),
  CodingAccuracyAnswer,
]);
export type ReportAnswer = z.infer<typeof ReportAnswer>;
