import type { Cents } from '#contracts/cents.ts';
import type { ClaimId, PayerId } from '#contracts/identifiers.ts';
import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import { accountKinds, type AccountKind, type Leg, type Posting } from '#contracts/ledger.ts';
import { addCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { chartOfAccounts } from './chart-of-accounts.ts';
import { totalsOf } from './ledger-day.ts';

/** The balance of every account, in cents: debits minus credits. */
export type AccountBalances = Readonly<Record<AccountKind, Cents>>;

/** Balances are always derived from the postings; none is stored. */
export function balancesOf(postings: Iterable<Posting>): AccountBalances {
  const balances = noBalances();
  for (const posting of postings) {
    addLegs(balances, posting.legs);
  }
  return balances;
}

/** Balances of each claim; postings that belong to no claim are left out. */
export function balancesByClaim(postings: Iterable<Posting>): Map<ClaimId, AccountBalances> {
  const byClaim = new Map<ClaimId, Record<AccountKind, Cents>>();
  for (const { claimId, legs } of postings) {
    if (claimId !== undefined) {
      addLegs(entryOf(byClaim, claimId), legs);
    }
  }
  return byClaim;
}

/** Balances of each payer, over the legs that name one. */
export function balancesByPayer(postings: Iterable<Posting>): Map<PayerId, AccountBalances> {
  const byPayer = new Map<PayerId, Record<AccountKind, Cents>>();
  for (const { legs } of postings) {
    for (const leg of legs) {
      if (leg.payerId !== undefined) {
        addLegs(entryOf(byPayer, leg.payerId), [leg]);
      }
    }
  }
  return byPayer;
}

interface TrialBalanceRow {
  readonly account: AccountKind;
  /** As the chart of accounts calls it. */
  readonly name: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  /** Debits minus credits. */
  readonly balanceCents: Cents;
}

export interface TrialBalance {
  readonly rows: readonly TrialBalanceRow[];
  readonly debitCents: Cents;
  readonly creditCents: Cents;
  /** Debits minus credits over all accounts: zero, or the ledger is damaged. */
  readonly differenceCents: Cents;
}

/** Debits and credits of every account, as the day sheet and the month's end want them. */
export function trialBalance(postings: Iterable<Posting>): TrialBalance {
  return trialBalanceOf([totalsOf(postings)]);
}

/** The same from the control totals of days. */
export function trialBalanceOf(days: Iterable<Pick<LedgerDayTotals, 'accounts'>>): TrialBalance {
  const debits = noBalances();
  const credits = noBalances();
  for (const { accounts } of days) {
    for (const { account, debitCents, creditCents } of accounts) {
      debits[account] = addCents(debits[account], debitCents);
      credits[account] = addCents(credits[account], creditCents);
    }
  }
  const rows = accountKinds.map((account) => ({
    account,
    name: chartOfAccounts[account].name,
    debitCents: debits[account],
    creditCents: credits[account],
    balanceCents: subtractCents(debits[account], credits[account]),
  }));
  const debitCents = sumCents(rows, (row) => row.debitCents);
  const creditCents = sumCents(rows, (row) => row.creditCents);
  return { rows, debitCents, creditCents, differenceCents: subtractCents(debitCents, creditCents) };
}

function noBalances(): Record<AccountKind, Cents> {
  return Object.fromEntries(accountKinds.map((account) => [account, zeroCents])) as Record<
    AccountKind,
    Cents
  >;
}

function entryOf<Key>(entries: Map<Key, Record<AccountKind, Cents>>, key: Key): Record<AccountKind, Cents> {
  const entry = entries.get(key) ?? noBalances();
  entries.set(key, entry);
  return entry;
}

function addLegs(balances: Record<AccountKind, Cents>, legs: readonly Leg[]): void {
  for (const { account, amountCents } of legs) {
    balances[account] = addCents(balances[account], amountCents);
  }
}
