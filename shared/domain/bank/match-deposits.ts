import type { BankEntry, depositMethods } from '#contracts/bank.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { BankEntryId, PayerId, PaymentBatchId, RemittanceId } from '#contracts/identifiers.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { cents, formatDollars, sumCents } from '../money/cents.ts';

/** Money that a remittance or a batch announced and the bank has not shown yet, or not all of it. */
export interface ExpectedDeposit {
  readonly holder: RemittanceId | PaymentBatchId;
  /**
   * BPR04: by electronic transfer, by check; a batch is what was taken to the bank together. What was paid by card is
   * settled less its fees: nothing finds that but a person.
   */
  readonly method: (typeof depositMethods)[number];
  readonly payerId?: PayerId | undefined;
  /** TRN02; for a check its number. */
  readonly traceNumber: string;
  /** TRN03. */
  readonly originatorId?: string | undefined;
  /** BPR16, or the day of the batch. */
  readonly issuedOn: PlainDate;
  readonly openCents: Cents;
}

export type OpenBankEntry = Pick<
  BankEntry,
  'bankEntryId' | 'kind' | 'postedOn' | 'traceNumber' | 'originatorId' | 'checkNumber'
> & { readonly openCents: Cents };

export interface DepositMatch {
  readonly bankEntryId: BankEntryId;
  readonly holder: RemittanceId | PaymentBatchId;
  readonly method: ExpectedDeposit['method'];
  readonly amountCents: Cents;
  /** How it was found, for the proof sheet. */
  readonly how: string;
}

/** What may explain an entry, for a person: nothing but amounts and days speaks for it. */
export interface ProposedMatch {
  readonly bankEntryId: BankEntryId;
  readonly holders: readonly (RemittanceId | PaymentBatchId)[];
  readonly why: string;
}

export interface Reassociation {
  readonly matches: readonly DepositMatch[];
  readonly proposals: readonly ProposedMatch[];
}

/** A check may lie this long before it is taken to the bank. */
const daysBeforeDeposit = 14;
/** A remittance may come this long after its money. */
const daysAfterDeposit = 7;
/** More than this many are not tried together: a person sees more than sums. */
const mostTriedTogether = 14;

/**
 * Finds which entries of the bank are the money of which remittances, the surest sign first: trace number with the
 * payer's own number and amount; trace number and amount; a check's number and amount; then all that bears one trace
 * number together, whole or in part, the rest staying open on whichever side it is; then a deposit of checks that is
 * the sum of one set of checks and batches only. A like amount within some days is a proposal and never more.
 * By rule one electronic payment belongs to one remittance (CORE rule 370); banks and payers break it.
 */
export function matchDeposits(
  entries: readonly OpenBankEntry[],
  expected: readonly ExpectedDeposit[],
): Reassociation {
  const openEntries = entries.filter(({ openCents }) => openCents > 0).map((entry) => ({ ...entry }));
  const openDeposits = expected.filter(({ openCents }) => openCents > 0).map((one) => ({ ...one }));
  const matches: DepositMatch[] = [];
  const match = (entry: Open<OpenBankEntry>, deposit: Open<ExpectedDeposit>, how: string) => {
    const amountCents = cents(Math.min(entry.openCents, deposit.openCents));
    const { holder, method } = deposit;
    matches.push({ bankEntryId: entry.bankEntryId, holder, method, amountCents, how });
    entry.openCents = cents(entry.openCents - amountCents);
    deposit.openCents = cents(deposit.openCents - amountCents);
  };
  for (const { how, fits } of oneToOne) {
    for (const entry of openEntries) {
      const fitting = openDeposits.filter(
        (deposit) => entry.openCents > 0 && deposit.openCents === entry.openCents && fits(entry, deposit),
      );
      // Two that fit alike leave nothing to choose by, and are left to what comes after.
      if (fitting.length === 1 && fitting[0] !== undefined) {
        match(entry, fitting[0], how);
      }
    }
  }
  for (const entry of openEntries) {
    for (const deposit of openDeposits) {
      if (
        entry.openCents > 0 &&
        deposit.openCents > 0 &&
        sameTrace(entry, deposit) &&
        !otherOriginator(entry, deposit)
      ) {
        match(entry, deposit, 'the trace number, in part');
      }
    }
  }
  for (const entry of openEntries) {
    if (entry.openCents > 0 && isOfChecks(entry)) {
      const set = onlySum(
        entry.openCents,
        openDeposits.filter(
          (deposit) => (deposit.method === 'check' || deposit.method === 'batch') && isNear(entry, deposit),
        ),
      );
      for (const deposit of set ?? []) {
        match(
          entry,
          deposit,
          set?.length === 1 ? 'a deposit of this amount alone' : 'the only set of checks of this sum',
        );
      }
    }
  }
  return { matches, proposals: openEntries.flatMap((entry) => propose(entry, openDeposits)) };
}

type Open<Of extends { readonly openCents: Cents }> = Omit<Of, 'openCents'> & { openCents: Cents };

const oneToOne: readonly {
  readonly how: string;
  readonly fits: (entry: Open<OpenBankEntry>, deposit: Open<ExpectedDeposit>) => boolean;
}[] = [
  {
    how: "the trace number, the payer's own number and the amount",
    fits: (entry, deposit) =>
      sameTrace(entry, deposit) &&
      entry.originatorId !== undefined &&
      entry.originatorId === deposit.originatorId,
  },
  {
    how: 'the trace number and the amount',
    fits: (entry, deposit) => sameTrace(entry, deposit) && !otherOriginator(entry, deposit),
  },
  {
    how: "the check's number and the amount",
    fits: (entry, deposit) =>
      deposit.method === 'check' &&
      entry.checkNumber !== undefined &&
      withoutZeros(entry.checkNumber) === withoutZeros(deposit.traceNumber),
  },
];

function sameTrace(entry: Open<OpenBankEntry>, deposit: Open<ExpectedDeposit>): boolean {
  return (
    (deposit.method === 'electronic' || deposit.method === 'check') &&
    entry.traceNumber !== undefined &&
    withoutZeros(entry.traceNumber) !== '' &&
    withoutZeros(entry.traceNumber) === withoutZeros(deposit.traceNumber)
  );
}

/** Two payers may use one trace number: where both sides name the payer, the names must agree. */
function otherOriginator(entry: Open<OpenBankEntry>, deposit: Open<ExpectedDeposit>): boolean {
  return (
    entry.originatorId !== undefined &&
    deposit.originatorId !== undefined &&
    // Payers put a digit of their own before their tax id on one side only.
    !entry.originatorId.endsWith(deposit.originatorId.slice(-9)) &&
    !deposit.originatorId.endsWith(entry.originatorId.slice(-9))
  );
}

function withoutZeros(text: string): string {
  return text.trim().toUpperCase().replace(/^0+/, '');
}

function isOfChecks({ kind }: Open<OpenBankEntry>): boolean {
  return kind === 'check-deposit' || kind === 'lockbox';
}

function isNear({ postedOn }: Open<OpenBankEntry>, { issuedOn }: Open<ExpectedDeposit>): boolean {
  const days = daysBetween(issuedOn, postedOn);
  return days <= daysBeforeDeposit && days >= -daysAfterDeposit;
}

/** The only set of deposits of a sum; undefined where there is none or more than one. */
function onlySum<Deposit extends { readonly openCents: Cents }>(
  sumOf: Cents,
  all: readonly Deposit[],
): readonly Deposit[] | undefined {
  const candidates = all.filter(({ openCents }) => openCents > 0 && openCents <= sumOf);
  if (candidates.length === 0 || candidates.length > mostTriedTogether) {
    return undefined;
  }
  let found: readonly Deposit[] | undefined;
  for (let chosen = 1; chosen < 1 << candidates.length; chosen += 1) {
    const set = candidates.filter((_, place) => (chosen & (1 << place)) !== 0);
    if (sumCents(set, ({ openCents }) => openCents) === sumOf) {
      if (found !== undefined) {
        return undefined;
      }
      found = set;
    }
  }
  return found;
}

function propose(entry: Open<OpenBankEntry>, deposits: readonly Open<ExpectedDeposit>[]): ProposedMatch[] {
  const { bankEntryId, openCents } = entry;
  if (openCents <= 0) {
    return [];
  }
  const near = deposits.filter((deposit) => deposit.openCents > 0 && isNear(entry, deposit));
  const alike = near.filter((deposit) => deposit.openCents === openCents);
  const holders = (alike.length > 0 ? alike : (onlySum(openCents, near) ?? [])).map(({ holder }) => holder);
  return holders.length === 0
    ? []
    : [
        {
          bankEntryId,
          holders,
          why:
            alike.length === 1
              ? `${formatDollars(openCents)} are announced once about that day`
              : alike.length > 1
                ? `${formatDollars(openCents)} are announced ${alike.length} times about that day: one of them`
                : `together they are ${formatDollars(openCents)}`,
        },
      ];
}
