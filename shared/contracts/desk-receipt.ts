import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { GuarantorId, NameKey, PaymentBatchId, PracticeId, ReceiptNumber } from './identifiers.ts';

/** Made when a form is opened: what is handed in twice under one key is done once. */
export const EntryKey = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, '8 to 64 letters, digits and dashes');

/** What money at the desk is for. Only `balance` goes to claims at once. */
export const PaymentPurpose = z.enum(['copay', 'balance', 'deposit']);
export const DeskMethod = z.enum(['cash', 'check', 'card']);

/** Money that was taken at the desk. Posted as a batch of its own; it is void when the batch is taken back. */
export const DeskReceipt = z.object({
  practiceId: PracticeId,
  number: ReceiptNumber,
  batchId: PaymentBatchId,
  patientKey: NameKey,
  guarantorId: GuarantorId,
  purpose: PaymentPurpose,
  method: DeskMethod,
  /** Of the check, or of the card terminal's slip. Never a number of a card. */
  reference: z.string().optional(),
  amountCents: Cents,
  postingDate: PlainDate,
  at: Instant,
  by: z.string(),
});
export type DeskReceipt = z.infer<typeof DeskReceipt>;
