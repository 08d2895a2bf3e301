import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { AccountTotals, LedgerDayTotals } from '#contracts/ledger-days.ts';
import { accountKinds, type AccountKind, type Posting } from '#contracts/ledger.ts';
import { addDays } from '../calendar/plain-date.ts';
import { sha256Text } from '../identity/content-hash.ts';
import { addCents, formatDollars, subtractCents, sumCents, zeroCents } from '../money/cents.ts';

/**
 * How long after midnight a day's last posting may still be on its way: a function decides on a posting day and writes a
 * moment later, and none runs longer than a quarter of an hour.
 */
const settlingMilliseconds = 60 * 60_000;

/** Whether nothing is posted automatically into a day any more. Posting days are days of UTC. */
export function isDayOver(day: PlainDate, now: Instant): boolean {
  return Date.parse(now) >= Date.parse(`${addDays(day, 1)}T00:00:00.000Z`) + settlingMilliseconds;
}

/** Adds up the postings of a day, page after page. */
export class DayTotals {
  private readonly debits = new Map<AccountKind, Cents>();
  private readonly credits = new Map<AccountKind, Cents>();
  private readonly ids: string[] = [];
  private firstKnownAt: Instant | undefined;
  private lastKnownAt: Instant | undefined;

  add(postings: Iterable<Pick<Posting, 'postingId' | 'knownAt' | 'legs'>>): this {
    for (const { postingId, knownAt, legs } of postings) {
      this.ids.push(postingId);
      if (this.firstKnownAt === undefined || knownAt < this.firstKnownAt) {
        this.firstKnownAt = knownAt;
      }
      if (this.lastKnownAt === undefined || knownAt > this.lastKnownAt) {
        this.lastKnownAt = knownAt;
      }
      for (const { account, amountCents } of legs) {
        const side = amountCents > 0 ? this.debits : this.credits;
        const absolute = amountCents > 0 ? amountCents : subtractCents(zeroCents, amountCents);
        side.set(account, addCents(side.get(account) ?? zeroCents, absolute));
      }
    }
    return this;
  }

  totals(): LedgerDayTotals {
    return {
      postings: this.ids.length,
      accounts: accountKinds
        .filter((account) => this.debits.has(account) || this.credits.has(account))
        .map((account) => ({
          account,
          debitCents: this.debits.get(account) ?? zeroCents,
          creditCents: this.credits.get(account) ?? zeroCents,
        })),
      postingsHash: sha256Text(this.ids.toSorted().join('\n')),
      ...(this.firstKnownAt === undefined ? {} : { firstKnownAt: this.firstKnownAt }),
      ...(this.lastKnownAt === undefined ? {} : { lastKnownAt: this.lastKnownAt }),
    };
  }
}

/** The control totals of postings. */
export function totalsOf(postings: Iterable<Posting>): LedgerDayTotals {
  return new DayTotals().add(postings).totals();
}

/** Debits minus credits over all accounts: zero, or the ledger is damaged. */
export function outOfBalanceCents({ accounts }: Pick<LedgerDayTotals, 'accounts'>): Cents {
  return subtractCents(
    sumCents(accounts, ({ debitCents }) => debitCents),
    sumCents(accounts, ({ creditCents }) => creditCents),
  );
}

/** What one account was moved by: debits minus credits. */
export function movementOf({ accounts }: Pick<LedgerDayTotals, 'accounts'>, account: AccountKind): Cents {
  const found = accounts.find((one) => one.account === account);
  return found === undefined ? zeroCents : subtractCents(found.debitCents, found.creditCents);
}

/** How totals that were kept differ from those that the postings give now, a sentence each; none where they are the same. */
export function differencesBetween(kept: LedgerDayTotals, found: LedgerDayTotals): string[] {
  const differences: string[] = [];
  if (kept.postings !== found.postings) {
    differences.push(`${kept.postings} postings were counted, there are ${found.postings} now`);
  }
  for (const account of accountKinds) {
    const before = sidesOf(kept, account);
    const now = sidesOf(found, account);
    if (before.debitCents !== now.debitCents || before.creditCents !== now.creditCents) {
      differences.push(
        `${account}: debits ${formatDollars(before.debitCents)} and credits ${formatDollars(before.creditCents)} ` +
          `were counted, there are ${formatDollars(now.debitCents)} and ${formatDollars(now.creditCents)} now`,
      );
    }
  }
  if (differences.length === 0 && kept.postingsHash !== found.postingsHash) {
    differences.push('the totals are the same, but other postings make them');
  }
  return differences;
}

function sidesOf({ accounts }: LedgerDayTotals, account: AccountKind): Omit<AccountTotals, 'account'> {
  return accounts.find((one) => one.account === account) ?? { debitCents: zeroCents, creditCents: zeroCents };
}
