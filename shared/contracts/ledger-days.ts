import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PracticeId } from './identifiers.ts';
import { AccountKind } from './ledger.ts';
import { VarianceGroup } from './variance-group.ts';

/** What one account was debited and credited with; both are positive. */
export const AccountTotals = z.object({
  account: AccountKind,
  debitCents: Cents,
  creditCents: Cents,
});
export type AccountTotals = z.infer<typeof AccountTotals>;

/** The control totals of one posting day: enough to tell whether anything was added, taken away or changed since. */
export const LedgerDayTotals = z.object({
  postings: z.int().min(0),
  /** Only accounts that were moved, in the order of the chart. */
  accounts: z.array(AccountTotals),
  /** SHA-256 over the ids of the postings in their order. */
  postingsHash: z.string(),
  /** When the first and the last of the postings became known; absent on a day without any. */
  firstKnownAt: Instant.optional(),
  lastKnownAt: Instant.optional(),
});
export type LedgerDayTotals = z.infer<typeof LedgerDayTotals>;

/** A posting day that is over, with its totals as they were then. */
export const LedgerDay = LedgerDayTotals.extend({
  practiceId: PracticeId,
  postingDate: PlainDate,
  /** Rises with every write and guards it. */
  version: z.int().min(1),
  totalledAt: Instant,
  /** When the postings of the day last gave the same totals. */
  verifiedAt: Instant,
  /** When what payers decided on it was compared with their contracts; gone once it is totalled once more. */
  comparedAt: Instant.optional(),
  /** What was found then beside the contracts, the most money first, with a few lines each: the tasks of the month are made of it. */
  variances: z.array(VarianceGroup).optional(),
  /** How far it was looked at for credit balances; gone once it is totalled once more. */
  creditsLooked: z
    .object({
      /** Those that are asked about after so many days, and all that are asked about sooner. */
      waitDays: z.int().min(0).optional(),
      /** A look at those of `waitDays` ended after the account holder `after`, in the order of their ids. */
      brokeOff: z.object({ waitDays: z.int().min(0), after: z.string() }).optional(),
    })
    .optional(),
  /** Something is to be entered into the day by hand, or was: it is totalled once more. */
  openedAgain: z.object({ at: Instant, by: z.string(), words: z.string() }).optional(),
});
export type LedgerDay = z.infer<typeof LedgerDay>;

/** A day as a report shows it; one that is not totalled yet was added up from its postings at this moment. */
export const SeenLedgerDay = LedgerDayTotals.extend({
  postingDate: PlainDate,
  totalledAt: Instant.optional(),
  verifiedAt: Instant.optional(),
});
export type SeenLedgerDay = z.infer<typeof SeenLedgerDay>;
