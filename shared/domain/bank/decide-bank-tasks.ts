import type { AwaitedDeposit, BankEntry, OpenEntry } from '#contracts/bank.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { RemittanceId } from '#contracts/identifiers.ts';
import type { AccountKind, Posting } from '#contracts/ledger.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { balancesOf } from '../ledger/balances.ts';
import { chartOfAccounts } from '../ledger/chart-of-accounts.ts';
import { makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { addCents, cents, formatDollars, negateCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { applyMatch, lowered } from './apply-match.ts';
import { bankEntryPosting, depositPosting } from './deposit-postings.ts';

/** What a person's decision about the bank writes, or why it cannot be done. */
export type BankDecided =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly summary?: never; readonly writes?: never; readonly refused: readonly string[] };

type Holder = AwaitedDeposit['holder'];

/**
 * An entry is the money of the holders that a person names, in their order: of each as much as is open on both sides.
 * What is left stays open where it is.
 * @param deposits all that is awaited of these holders.
 * @param timesPosted how often this entry was posted for each holder before.
 */
export function explainEntry(
  entry: OpenEntry,
  holders: readonly Holder[],
  deposits: readonly AwaitedDeposit[],
  timesPosted: ReadonlyMap<Holder, number>,
  occasion: PostingOccasion,
): BankDecided {
  if (entry.openCents < 0) {
    return {
      refused: [`Entry ${entry.bankEntryId} was taken out of the account: it is the money of nothing`],
    };
  }
  if (entry.mayBe !== undefined) {
    return {
      refused: [
        `Entry ${entry.bankEntryId} may be the entry ${entry.mayBe}, which came with another file; decide its task first`,
      ],
    };
  }
  const idle = holders.filter((holder) => !deposits.some((deposit) => deposit.holder === holder));
  if (idle.length > 0) {
    return {
      refused: idle.map(
        (holder) =>
          `holders: nothing of ${holder} is still to be found in the bank; what is, is listed with the open entries of the bank`,
      ),
    };
  }
  const times = new Map(timesPosted);
  const postings: Write[] = [];
  const saved: Write[] = [];
  let left = entry;
  for (const holder of new Set(holders)) {
    for (const deposit of deposits.filter((one) => one.holder === holder)) {
      const amountCents = cents(Math.min(left.openCents, deposit.openCents));
      if (amountCents > 0) {
        const sequence = (times.get(holder) ?? 0) + 1;
        const match = { amountCents, how: `${occasion.by}, by hand`, sequence };
        const applied = applyMatch(match, left, deposit, occasion);
        times.set(holder, sequence);
        left = applied.entry;
        postings.push(...applied.writes.filter(({ kind }) => kind === 'post'));
        saved.push(...applied.writes.filter(({ kind }) => kind === 'save-awaited-deposit'));
      }
    }
  }
  const foundCents = cents(entry.openCents - left.openCents);
  return {
    summary: `${formatDollars(foundCents)} of the entry are the money of ${holders.join(', ')}; ${formatDollars(left.openCents)} of it stay open.`,
    writes: [...postings, savedEntry(left, entry), ...saved],
  };
}

/** Money that is no payment of a remittance or a batch, or was taken out of the account and is none: to an account. */
export function placeEntry(entry: OpenEntry, account: AccountKind, occasion: PostingOccasion): BankDecided {
  const { practiceId, bankEntryId, openCents, asked } = entry;
  const words = `${occasion.by} placed ${formatDollars(openCents)} of the bank in ${chartOfAccounts[account].name}`;
  const posting = makePosting({
    practiceId,
    postingId: `placed-${bankEntryId}-${asked + 1}`,
    cause: 'placed',
    bankEntryId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      { account: 'suspense', amountCents: openCents, reason: 'placed' },
      { account, amountCents: negateCents(openCents) },
    ],
  });
  return {
    summary: `${words}.`,
    writes: [{ kind: 'post', posting }, savedEntry(lowered(entry, openCents), entry)],
  };
}

/** An entry that came with two files counts once: what was not posted is not looked at any more. */
export function sameEntry(entry: OpenEntry): BankDecided {
  return {
    summary: `It is the entry ${entry.mayBe ?? ''}, which is posted; this one is not.`,
    writes: [savedEntry(lowered(entry, entry.openCents), entry)],
  };
}

/** An entry that was taken for another is one of its own: it is posted, and looked at like any other. */
export function anotherEntry(open: OpenEntry, entry: BankEntry, occasion: PostingOccasion): BankDecided {
  const { mayBe: _, ...rest } = open;
  return {
    summary: `${formatDollars(entry.amountCents)} are posted to the bank; what they are the money of is looked for within the hour.`,
    writes: [
      { kind: 'post', posting: bankEntryPosting(entry, occasion) },
      savedEntry({ ...rest, version: open.version + 1, asked: open.asked + 1 }, open),
    ],
  };
}

/** Nobody is asked about an entry before a day; never again, where none is named. */
export function leaveEntry(entry: OpenEntry, by: PlainDate): Write {
  return savedEntry({ ...entry, version: entry.version + 1, asked: entry.asked + 1, notBefore: by }, entry);
}

/** Nobody is asked about a deposit before a day. */
export function leaveDeposit(deposit: AwaitedDeposit, by: PlainDate): Write {
  return savedDeposit(
    { ...deposit, version: deposit.version + 1, asked: deposit.asked + 1, notBefore: by },
    deposit,
  );
}

/** Money that came to an account whose statements are not taken in: a person's word takes the entry's place. */
export function foundElsewhere(
  deposit: AwaitedDeposit,
  remittanceId: RemittanceId,
  occasion: PostingOccasion,
): BankDecided {
  const { practiceId, openCents, asked, payerId } = deposit;
  const words = `${occasion.by} found ${formatDollars(openCents)} in an account whose statements are not taken in`;
  const posting = makePosting({
    practiceId,
    postingId: `elsewhere-${remittanceId}-${asked + 1}`,
    cause: 'deposit',
    remittanceId,
    postingDate: occasion.postingDate,
    knownAt: occasion.at,
    by: occasion.by,
    words,
    legs: [
      { account: 'bank', amountCents: openCents },
      {
        account: 'cash-in-transit',
        amountCents: negateCents(openCents),
        ...(payerId === undefined ? {} : { payerId }),
      },
    ],
  });
  return {
    summary: `${words}.`,
    writes: [{ kind: 'post', posting }, savedDeposit(lowered(deposit, openCents), deposit)],
  };
}

/** A returned item whose money came back by another entry: neither explains anything of a remittance. */
export function redeposited(returned: OpenEntry, by: OpenEntry | undefined): BankDecided {
  const amountCents = negateCents(returned.openCents);
  if (by?.mayBe !== undefined || by === undefined || by.openCents < amountCents) {
    return {
      refused: [
        `entry: found ${by === undefined ? 'no open entry of this id' : `${formatDollars(by.openCents)} open`}; expected an entry of which ${formatDollars(amountCents)} are open, as they are listed with the open entries of the bank`,
      ],
    };
  }
  return {
    summary: `${formatDollars(amountCents)} came back by the entry of ${by.postedOn}.`,
    writes: [
      savedEntry(lowered(returned, returned.openCents), returned),
      savedEntry(lowered(by, amountCents), by),
    ],
  };
}

/** No day comes after it. */
export const neverAgain = PlainDate.parse('9999-12-31');

/** What is known of the money of a remittance or a batch. */
export interface MoneyOfHolder {
  /** All that it announced, by how it comes. */
  readonly announced: readonly AwaitedDeposit[];
  /** What is still awaited of that. */
  readonly awaited: readonly AwaitedDeposit[];
  /** Its postings that no claim holds: what was found in the bank is among them. */
  readonly postings: readonly Posting[];
  /** Where it was entered it was taken back: nothing of it comes any more. */
  readonly isTakenBack: boolean;
}

/**
 * A returned item undoes the deposit of its holder: what was found in the bank is in transit again and awaited anew.
 * Should it never come, the payment itself is to be taken back where it was entered; where that was done before, what
 * was in transit because of it is in transit no more, and nothing is awaited.
 */
export function undoDeposit(
  returned: OpenEntry,
  holder: Holder,
  { announced, awaited, postings, isTakenBack }: MoneyOfHolder,
  occasion: PostingOccasion,
): BankDecided {
  const amountCents = negateCents(returned.openCents);
  const open = (method: AwaitedDeposit['method']) => awaited.find((one) => one.method === method);
  const of = announced.find(
    ({ method, openCents }) => openCents - (open(method)?.openCents ?? 0) >= amountCents,
  );
  // What is not awaited any more was found, or was taken back: the ledger knows which.
  const foundCents = negateCents(
    balancesOf(postings.filter(({ cause }) => cause === 'deposit'))['cash-in-transit'],
  );
  if (of === undefined || foundCents < amountCents) {
    return {
      refused: [
        `holder: only ${formatDollars(foundCents)} of ${holder} were found in the bank; expected at least the ${formatDollars(amountCents)} that were returned`,
      ],
    };
  }
  const { bankEntryId, practiceId } = returned;
  const posting = depositPosting(
    {
      practiceId,
      bankEntryId,
      holder,
      amountCents: returned.openCents,
      how: `${occasion.by}: it was returned`,
      payerId: of.payerId,
      sequence: postings.filter((one) => one.bankEntryId === bankEntryId).length + 1,
    },
    occasion,
  );
  const done: Write[] = [
    { kind: 'post', posting },
    savedEntry(lowered(returned, returned.openCents), returned),
  ];
  if (isTakenBack) {
    return {
      summary: `${formatDollars(amountCents)} of ${holder} were returned. It was taken back before, so nothing of it is awaited.`,
      writes: done,
    };
  }
  const before = open(of.method);
  const { notBefore: _, ...rest } = before ?? of;
  const deposit: AwaitedDeposit = {
    ...rest,
    openCents: addCents(before?.openCents ?? cents(0), amountCents),
    version: (before?.version ?? 0) + 1,
    asked: reopenedOn(occasion.postingDate),
  };
  return {
    summary: `${formatDollars(amountCents)} of ${holder} are awaited again. If they are not paid again, take the payment back where it was entered.`,
    writes: [...done, { kind: 'save-awaited-deposit', deposit, expectedVersion: before?.version ?? 0 }],
  };
}

/** Names tasks as none of the earlier ones is named: they count from 0, and what is awaited anew is so for days. */
function reopenedOn(day: PlainDate): number {
  return daysBetween(PlainDate.parse('2000-01-01'), day);
}

function savedEntry(entry: OpenEntry, before: OpenEntry): Write {
  return { kind: 'save-open-entry', entry, expectedVersion: before.version };
}

function savedDeposit(deposit: AwaitedDeposit, before: AwaitedDeposit): Write {
  return { kind: 'save-awaited-deposit', deposit, expectedVersion: before.version };
}
