import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { BankEntryId, PayerId, PaymentBatchId, PracticeId, RemittanceId } from './identifiers.ts';
import { WorkTaskRequest } from './queries.ts';
import { contractVersion } from './steps.ts';

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
  /** An entry that came with another file, from which it could not be told apart: it is posted when a person says that it is another. */
  mayBe: BankEntryId.optional(),
});
export type BankEntry = z.infer<typeof BankEntry>;

/** What a person said of something that is open: nobody is asked about it again before a day. */
const asked = {
  /** Rises with every write and guards it. */
  version: z.int().min(1),
  /** How often a person decided something of it; names the next task. */
  asked: z.int().min(0),
  notBefore: PlainDate.optional(),
};

/** An entry of which something is not explained yet. It is gone when nothing is left. */
export const OpenEntry = BankEntry.pick({
  practiceId: true,
  bankEntryId: true,
  kind: true,
  postedOn: true,
  traceNumber: true,
  originatorId: true,
  checkNumber: true,
  mayBe: true,
}).extend({ ...asked, openCents: Cents });
export type OpenEntry = z.infer<typeof OpenEntry>;

/** How announced money comes: cards of a batch are settled apart from its checks and its cash. */
export const depositMethods = ['electronic', 'check', 'batch', 'card'] as const;

/** Money that was announced or taken in, of which something has not been found in the bank yet. */
export const AwaitedDeposit = z.object({
  practiceId: PracticeId,
  holder: z.union([RemittanceId, PaymentBatchId]),
  method: z.enum(depositMethods),
  payerId: PayerId.optional(),
  /** Who pays, in words. */
  payerName: z.string(),
  traceNumber: z.string(),
  originatorId: z.string().optional(),
  issuedOn: PlainDate,
  openCents: Cents,
  ...asked,
});
export type AwaitedDeposit = z.infer<typeof AwaitedDeposit>;

/** Which days the bank has shown: of others nobody can miss anything. */
export const BankDays = z.object({
  practiceId: PracticeId,
  version: z.int().min(1),
  from: PlainDate,
  through: PlainDate,
});
export type BankDays = z.infer<typeof BankDays>;

/** Where files of the bank arrive in the upload bucket; the practice's id follows. */
export const bankFilePrefix = 'bank/';

/** What became of a file of the bank. */
export const BankFileAnswer = z.object({
  contractVersion: z.literal(contractVersion),
  /** The key of the file and its version. */
  source: z.string(),
  answeredAt: Instant,
  outcome: z.enum(['taken-in', 'refused']),
  /** Entries of the file that concern what the practice was paid, and how many of them were new. */
  entries: z.int().min(0),
  newEntries: z.int().min(0),
  /** How many of which nobody but a person can say whether they came with another file before. */
  doubtful: z.int().min(0).default(0),
  /** Entries of the file that concern nothing that it was paid. */
  leftOut: z.int().min(0),
  /** What was found to belong together when the file had been read, and what is open after it. */
  matches: z.array(
    z.object({
      bankEntryId: BankEntryId,
      holder: z.union([RemittanceId, PaymentBatchId]),
      amountCents: Cents,
      how: z.string(),
    }),
  ),
  openEntries: z.int().min(0),
  /** Why nothing of the file is used, a sentence each, with its line. */
  problems: z.array(z.string()),
});
export type BankFileAnswer = z.infer<typeof BankFileAnswer>;

export const BankQuery = z.discriminatedUnion('query', [
  /** Entries of the bank by their days, both included. */
  z.object({ query: z.literal('entries'), practiceId: PracticeId, from: PlainDate, to: PlainDate }),
  /** What is open on either side. */
  z.object({ query: z.literal('open'), practiceId: PracticeId }),
]);
export type BankQuery = z.input<typeof BankQuery>;

export const BankQueryAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('entries'), entries: z.array(BankEntry) }),
  z.object({
    outcome: z.literal('open'),
    entries: z.array(OpenEntry),
    deposits: z.array(AwaitedDeposit),
    days: BankDays.optional(),
  }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type BankQueryAnswer = z.infer<typeof BankQueryAnswer>;

/** Where a person has found out which remittances or batches an entry is the money of. */
export const MatchBankEntryRequest = z.object({
  practiceId: PracticeId,
  user: WorkTaskRequest.shape.user,
  bankEntryId: BankEntryId,
  holders: z
    .array(z.union([RemittanceId, PaymentBatchId]))
    .min(1)
    .max(20),
});
export type MatchBankEntryRequest = z.input<typeof MatchBankEntryRequest>;

export const MatchBankEntryAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('matched'), summary: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type MatchBankEntryAnswer = z.infer<typeof MatchBankEntryAnswer>;
