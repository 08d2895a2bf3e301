import type { Cents } from '#contracts/cents.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import {
  accountHolderOf,
  accountKinds,
  type AccountHolder,
  type AccountKind,
  type Leg,
  type Posting,
} from '#contracts/ledger.ts';
import { addCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { replaySources, sourceOf, takenFromJournal, type ReplaySource } from './sources.ts';

/** What stands on an account for a payer, as it is kept and as it is rebuilt. */
export interface ReplayBalance {
  readonly account: AccountKind;
  /** Undefined for what names no payer. */
  readonly payerId: PayerId | undefined;
  readonly keptCents: Cents;
  readonly rebuiltCents: Cents;
  /** The rebuilt less the kept. */
  readonly differenceCents: Cents;
}

/** An account to which the sources lead otherwise than the ledger, for a payer, of one holder and one source. */
export interface ReplayDifference extends ReplayBalance {
  /** The claim, the remittance, the batch or the entry of the bank. */
  readonly holder: AccountHolder;
  readonly source: ReplaySource;
  /** Those that only one of the two has, or that have other legs. */
  readonly postings: readonly string[];
}

/** What nothing but the journal tells. */
export interface TakenFromJournal {
  readonly source: ReplaySource;
  readonly name: string;
  readonly postings: number;
  /** What they debit together. */
  readonly cents: Cents;
  readonly because: string;
}

/** Both ledgers account by account and payer by payer: the right sum under the wrong payer is wrong. */
export function balancesSideBySide(kept: Iterable<Posting>, rebuilt: Iterable<Posting>): ReplayBalance[] {
  const balances = new Map<
    string,
    { account: AccountKind; payerId: PayerId | undefined; keptCents: Cents; rebuiltCents: Cents }
  >();
  const add = (side: 'keptCents' | 'rebuiltCents', { account, payerId, amountCents }: Leg) => {
    const key = `${account} ${payerId ?? ''}`;
    const balance = balances.get(key) ?? { account, payerId, keptCents: zeroCents, rebuiltCents: zeroCents };
    balance[side] = addCents(balance[side], amountCents);
    balances.set(key, balance);
  };
  for (const { legs } of kept) {
    legs.forEach((leg) => add('keptCents', leg));
  }
  for (const { legs } of rebuilt) {
    legs.forEach((leg) => add('rebuiltCents', leg));
  }
  return [...balances.values()]
    .map((one) => ({ ...one, differenceCents: subtractCents(one.rebuiltCents, one.keptCents) }))
    .toSorted(
      (one, other) =>
        accountKinds.indexOf(one.account) - accountKinds.indexOf(other.account) ||
        ((one.payerId ?? '') < (other.payerId ?? '') ? -1 : 1),
    );
}

/** Where both differ, by holder and source: two errors of different sources never hide each other. */
export function differencesBetween(
  kept: readonly Posting[],
  rebuilt: readonly Posting[],
): ReplayDifference[] {
  const keyOf = (posting: Posting): string => `${accountHolderOf(posting)} ${sourceOf(posting)}`;
  const [ofKept, ofRebuilt] = [Map.groupBy(kept, keyOf), Map.groupBy(rebuilt, keyOf)];
  return [...new Set([...ofKept.keys(), ...ofRebuilt.keys()])].flatMap((key): ReplayDifference[] => {
    const [ours, theirs] = [ofKept.get(key) ?? [], ofRebuilt.get(key) ?? []];
    const [any] = [...ours, ...theirs];
    const differing = balancesSideBySide(ours, theirs).filter(({ differenceCents }) => differenceCents !== 0);
    if (any === undefined || differing.length === 0) {
      return [];
    }
    const about = {
      holder: accountHolderOf(any),
      source: sourceOf(any),
      postings: postingsThatDiffer(ours, theirs),
    };
    return differing.map((one) => ({ ...about, ...one }));
  });
}

function postingsThatDiffer(kept: readonly Posting[], rebuilt: readonly Posting[]): string[] {
  const ids = new Set([...kept, ...rebuilt].map(({ postingId }) => postingId as string));
  const of = (postings: readonly Posting[], id: string) =>
    postings.filter(({ postingId }) => postingId === id);
  return [...ids].filter((id) => {
    const [ours, theirs] = [of(kept, id), of(rebuilt, id)];
    return (
      ours.length !== theirs.length ||
      balancesSideBySide(ours, theirs).some(({ differenceCents }) => differenceCents !== 0)
    );
  });
}

/**
 * Counts what is believed, by name.
 * @param recorded postings of which a record tells all the same.
 */
export function believed(
  kept: readonly Posting[],
  recorded: Pick<ReadonlySet<Posting['postingId']>, 'has'>,
): TakenFromJournal[] {
  const unrecorded = kept.filter(({ postingId }) => !recorded.has(postingId));
  return [...Map.groupBy(unrecorded, sourceOf)].flatMap(([source, postings]): TakenFromJournal[] => {
    const because = takenFromJournal[source];
    return because === undefined
      ? []
      : [
          {
            source,
            name: replaySources[source],
            postings: postings.length,
            cents: sumCents(
              postings.flatMap(({ legs }) => legs.filter(({ amountCents }) => amountCents > 0)),
              ({ amountCents }) => amountCents,
            ),
            because,
          },
        ];
  });
}
