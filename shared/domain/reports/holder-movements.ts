import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { AccountKind, Posting } from '#contracts/ledger.ts';
import type { HolderMovement } from '#contracts/reports.ts';
import { addCents, sumCents, zeroCents } from '../money/cents.ts';
import { ageOf, type AgeName } from './age.ts';

/** Accounts on which money stands that belongs to no claim or account of a patient yet. */
export const unappliedAccounts = ['suspense', 'unapplied-payment'] as const satisfies readonly AccountKind[];
/** The account of money that is not yet found in the bank. */
export const transitAccounts = ['cash-in-transit'] as const satisfies readonly AccountKind[];

/**
 * Whose money a leg moves. Of a match with the bank the bank entry's own amount leaves suspense, and the remittance's or
 * the batch's leaves transit.
 */
function holderOf(
  { remittanceId, paymentBatchId, bankEntryId, claimId }: Posting,
  account: AccountKind,
): string {
  const came = remittanceId ?? paymentBatchId;
  return (account === 'suspense' ? (bankEntryId ?? came) : (came ?? bankEntryId)) ?? claimId ?? 'nobody';
}

/** What postings of one day moved on some accounts, holder by holder. */
export function movementsOf(
  postings: Iterable<Posting>,
  accounts: readonly AccountKind[],
): Omit<HolderMovement, 'label'>[] {
  const movements = new Map<string, Omit<HolderMovement, 'label'>>();
  for (const posting of postings) {
    for (const { account, amountCents } of posting.legs) {
      if (accounts.includes(account)) {
        const holder = holderOf(posting, account);
        const key = `${holder} ${account} ${posting.postingDate}`;
        const before = movements.get(key);
        const depositedCents = posting.cause === 'deposit' ? amountCents : zeroCents;
        movements.set(key, {
          holder,
          account,
          day: posting.postingDate,
          amountCents: addCents(before?.amountCents ?? zeroCents, amountCents),
          depositedCents: addCents(before?.depositedCents ?? zeroCents, depositedCents),
        });
      }
    }
  }
  return [...movements.values()];
}

export interface HolderRow {
  readonly holder: string;
  readonly label: string;
  readonly account: AccountKind;
  /** The first day on which anything of it moved. */
  readonly since: PlainDate;
  readonly age: AgeName;
  /** What came, without what was found in the bank. */
  readonly cameCents: Cents;
  readonly depositedCents: Cents;
  /** What still stands on the account: debits less credits. */
  readonly openCents: Cents;
}

/** Movements of all days, put together by holder, the oldest first. */
export function holderRows(movements: readonly HolderMovement[], on: PlainDate): HolderRow[] {
  return [...Map.groupBy(movements, ({ holder, account }) => `${holder} ${account}`).values()]
    .flatMap((group): HolderRow[] => {
      const [first] = group.toSorted((one, other) => (one.day < other.day ? -1 : 1));
      if (first === undefined) {
        return [];
      }
      const { holder, account, label, day: since } = first;
      const openCents = sumCents(group, ({ amountCents }) => amountCents);
      const depositedCents = sumCents(group, (movement) => movement.depositedCents);
      return [
        {
          holder,
          label,
          account,
          since,
          age: ageOf(since, on),
          cameCents: addCents(openCents, (0 - depositedCents) as Cents),
          depositedCents: (0 - depositedCents) as Cents,
          openCents,
        },
      ];
    })
    .toSorted((one, other) => (`${one.since}${one.holder}` < `${other.since}${other.holder}` ? -1 : 1));
}
