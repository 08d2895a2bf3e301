import type { AwaitedDeposit, BankEntry, OpenEntry } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Instant } from '#contracts/dates.ts';
import { PostingId, RemittanceId, type BankEntryId, type PracticeId } from '#contracts/identifiers.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { shelfOf, type EntryOfFile } from '../bank/bank-entries.ts';
import { bankEntryPosting, entryPostingId } from '../bank/deposit-postings.ts';
import { tellApart } from '../bank/tell-apart.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { addCents, negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { sourceOf } from './sources.ts';

/** What is kept of the bank beside the journal. */
export interface BankEvidence {
  readonly entries: readonly BankEntry[];
  /** What each file of the bank says, read again, by its key and version. */
  readonly files: ReadonlyMap<string, readonly EntryOfFile[]>;
  /** What is not explained yet. */
  readonly open: readonly OpenEntry[];
  /** What was announced and is not found yet. */
  readonly awaited: readonly AwaitedDeposit[];
}

/** What the bank is to show of a remittance or a batch, all of it together. */
export interface Announced {
  readonly practiceId: AwaitedDeposit['practiceId'];
  readonly holder: AwaitedDeposit['holder'];
  readonly payerId?: AwaitedDeposit['payerId'];
  readonly cents: Cents;
  readonly at: Instant;
}

/**
 * The postings of the bank made anew: each entry from its line of the file, whatever the ledger has; and what was found to
 * be the money of what, by what is open on either side. Where the ledger found more or less than that, a posting of the
 * difference alone stands beside those it has.
 * @param kept every posting of the ledger.
 * @param announced of what is awaited still, or was.
 */
export function bankPostings(
  bank: BankEvidence,
  kept: readonly Posting[],
  announced: readonly Announced[],
  fault: (sentence: string) => void,
): Posting[] {
  unknownEntries(bank, fault);
  const ids = new Set(kept.map(({ postingId }) => postingId as string));
  const entries = bank.entries.flatMap((entry): Entry[] => {
    // Of one that may be another nobody but a person says that it is posted.
    if (entry.mayBe !== undefined && !ids.has(entryPostingId(entry.bankEntryId))) {
      return [];
    }
    const told = bank.files.get(entry.fileKey)?.find(({ line }) => line === entry.line);
    if (told === undefined) {
      fault(
        `Entry ${entry.bankEntryId} of the bank is not on line ${entry.line} of its file ${entry.fileKey}.`,
      );
    }
    return [{ ...entry, amountCents: told?.amountCents ?? zeroCents }];
  });
  const deposits = kept.filter((posting) => sourceOf(posting) === 'deposits');
  return [
    ...entries
      .filter(({ amountCents }) => amountCents !== 0)
      .map((entry) =>
        bankEntryPosting(entry, {
          at: entry.knownAt,
          postingDate: dateOf(entry.knownAt),
          by: 'receive-bank-file',
        }),
      ),
    ...deposits,
    ...explainedOtherwise(bank, entries, deposits),
    ...foundOtherwise(bank.awaited, announced, kept),
  ];
}

/** An entry with its amount as its file has it. */
type Entry = BankEntry;

/** Tells of each line of a file that is kept nowhere. */
function unknownEntries({ entries, files }: BankEvidence, fault: (sentence: string) => void): void {
  const keptOn = Map.groupBy(entries, shelfOf);
  for (const [file, told] of files) {
    for (const [shelf, alike] of Map.groupBy(told, shelfOf)) {
      const known = tellApart(alike, keptOn.get(shelf) ?? []);
      for (const [index, one] of alike.entries()) {
        if (known[index]?.is !== 'kept') {
          fault(`Line ${one.line} of the bank's file ${file} is kept nowhere.`);
        }
      }
    }
  }
}

/** By how much more, or less, of an entry is explained than the ledger says. */
function explainedOtherwise(
  { open }: BankEvidence,
  entries: readonly Entry[],
  deposits: readonly Posting[],
): Posting[] {
  const openOf = new Map(open.map(({ bankEntryId, openCents }) => [bankEntryId, openCents]));
  const ofEntry = Map.groupBy(deposits, ({ bankEntryId }) => bankEntryId);
  const differing = new Map<BankEntryId, Cents>();
  for (const { bankEntryId, amountCents } of entries) {
    const explained = subtractCents(amountCents, openOf.get(bankEntryId) ?? zeroCents);
    const found = sumOf(ofEntry.get(bankEntryId) ?? [], 'suspense');
    differing.set(bankEntryId, subtractCents(explained, found));
  }
  // A returned item whose money came back by another entry: neither is posted, and each explains the other.
  for (const { bankEntryId, amountCents } of entries) {
    const returned = differing.get(bankEntryId) ?? zeroCents;
    if (amountCents < 0 && returned < 0) {
      const other = [...differing].find(([, left]) => left >= negateCents(returned));
      if (other !== undefined) {
        differing.set(bankEntryId, zeroCents);
        differing.set(other[0], addCents(other[1], returned));
      }
    }
  }
  const byId = new Map(entries.map((entry) => [entry.bankEntryId, entry]));
  return [...differing].flatMap(([bankEntryId, amountCents]) => {
    const entry = byId.get(bankEntryId);
    return amountCents === 0 || entry === undefined
      ? []
      : [
          ofDifference(
            entry.practiceId,
            entry.knownAt,
            { bankEntryId },
            { account: 'suspense', amountCents },
          ),
        ];
  });
}

/** By how much more, or less, of a remittance or a batch was found in the bank than the ledger says. */
function foundOtherwise(
  awaited: BankEvidence['awaited'],
  announced: readonly Announced[],
  kept: readonly Posting[],
): Posting[] {
  const found = Map.groupBy(
    kept.filter(({ cause, claimId }) => cause === 'deposit' && claimId === undefined),
    ({ remittanceId, paymentBatchId }) => remittanceId ?? paymentBatchId,
  );
  return announced.flatMap(({ practiceId, holder, payerId, cents, at }) => {
    const openCents = sumCents(
      awaited.filter((one) => one.holder === holder),
      (one) => one.openCents,
    );
    const inBooks = negateCents(sumOf(found.get(holder) ?? [], 'cash-in-transit'));
    const moreCents = subtractCents(subtractCents(cents, openCents), inBooks);
    const payer = payerId === undefined ? {} : { payerId };
    return moreCents === 0
      ? []
      : [
          ofDifference(
            practiceId,
            at,
            isRemittance(holder) ? { remittanceId: holder } : { paymentBatchId: holder },
            { account: 'cash-in-transit', amountCents: negateCents(moreCents), ...payer },
          ),
        ];
  });
}

function isRemittance(holder: AwaitedDeposit['holder']): holder is RemittanceId {
  return RemittanceId.safeParse(holder).success;
}

/** What stands on one side only: no posting of a ledger, but what is between two. */
function ofDifference(
  practiceId: PracticeId,
  at: Instant,
  holder: Pick<Posting, 'bankEntryId' | 'remittanceId' | 'paymentBatchId'>,
  leg: Leg,
): Posting {
  const name = holder.bankEntryId ?? holder.remittanceId ?? holder.paymentBatchId ?? '';
  return {
    practiceId,
    postingId: PostingId.parse(`deposit-${name}-differs`),
    cause: 'deposit',
    ...holder,
    postingDate: dateOf(at),
    knownAt: at,
    by: 'replay',
    words: 'What is open says otherwise',
    legs: [leg],
  };
}

function sumOf(postings: readonly Posting[], account: Leg['account']): Cents {
  return sumCents(
    postings.flatMap(({ legs }) => legs.filter((leg) => leg.account === account)),
    ({ amountCents }) => amountCents,
  );
}
