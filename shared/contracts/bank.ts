import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { BankEntryId, PracticeId } from './identifiers.ts';

/** How money came to the account, or left it. */
export const bankEntryKinds = [
  'electronic-payment',
  'check-deposit',
  'lockbox',
  'card-settlement',
  'wire',
  'other-credit',
  'returned-item',
] as const;

/** One entry of a statement of the practice's bank that concerns what it was paid. It is kept for good. */
export const BankEntry = z.object({
  practiceId: PracticeId,
  bankEntryId: BankEntryId,
  kind: z.enum(bankEntryKinds),
  /** The last four characters of the account: enough to tell the practice's accounts apart. */
  accountEnding: z.string().max(4),
  /** The day of the statement. */
  postedOn: PlainDate,
  /** Credits are positive, an item that was returned is negative. */
  amountCents: Cents,
  /** What the bank calls it: a BAI type code, or the words of its export. */
  bankType: z.string(),
  /** TRN02 and TRN03 of the addenda that came with it: the same as of the remittance. */
  traceNumber: z.string().optional(),
  originatorId: z.string().optional(),
  /** Of a check that was deposited by itself. */
  checkNumber: z.string().optional(),
  /** The bank's own number of the entry. */
  bankReference: z.string().optional(),
  /** The words of the entry; they may name anybody. */
  text: z.string(),
  /** The file that it came with, and its line there. */
  fileKey: z.string(),
  line: z.int().min(1),
  knownAt: Instant,
});
export type BankEntry = z.infer<typeof BankEntry>;
