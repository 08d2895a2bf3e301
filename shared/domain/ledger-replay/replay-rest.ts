import type { Cents } from '#contracts/cents.ts';
import { accountHolderOf, type Posting } from '#contracts/ledger.ts';
import { refundsOf } from '../credit-balances/refunds.ts';
import { correctingPosting } from '../ledger/make-posting.ts';
import { cents, negateCents, sumCents, zeroCents } from '../money/cents.ts';
import { lastOfMoment, type Books, type Happening } from './books.ts';
import { sourceOf, takenFromJournal } from './sources.ts';

/**
 * Postings of which nothing but the journal says that they were made. How much they move follows from another posting
 * where it does: what takes a posting back, its other half, what was moved on from it, the check of a refund. Only of the
 * others the amount is believed too.
 */
export function restHappenings(kept: readonly Posting[]): Happening[] {
  return kept.flatMap((posting, index): Happening[] =>
    isOfTheRest(posting)
      ? [
          {
            at: posting.knownAt,
            version: lastOfMoment,
            position: kept.length * behindOthers(posting) + index,
            happen: (books) => {
              if (!books.postings.has(posting.postingId)) {
                const rebuilt = rebuild(posting, books);
                books.post(rebuilt === undefined ? [] : [rebuilt]);
              }
            },
          },
        ]
      : [],
  );
}

/** What is made of another posting comes after it. */
function behindOthers(posting: Posting): number {
  const source = sourceOf(posting);
  return source === 'corrections' ? 2 : source === 'pairs' ? 1 : 0;
}

/** What has one half only: a half without its other half, or taken back without it. One sentence each. */
export function halvesAlone(kept: readonly Posting[]): string[] {
  const takenBack = new Set(kept.map(({ corrects }) => corrects));
  const halves = kept.filter((posting) => sourceOf(posting) === 'applied' && posting.corrects === undefined);
  const others = new Map(
    kept
      .filter((posting) => sourceOf(posting) === 'pairs' && posting.corrects === undefined)
      .map((posting) => [posting.concerns, posting]),
  );
  return halves.flatMap(({ postingId }): string[] => {
    const other = others.get(postingId);
    if (other === undefined) {
      return [`Posting ${postingId} has no other half: the money left one account and came to none.`];
    }
    return takenBack.has(postingId) === takenBack.has(other.postingId)
      ? []
      : [`Of the postings ${postingId} and ${other.postingId} only one was taken back.`];
  });
}

/** Whether the journal alone says that a posting was made. */
function isOfTheRest(posting: Posting): boolean {
  return takenFromJournal[sourceOf(posting)] !== undefined;
}

function rebuild(posting: Posting, books: Books): Posting | undefined {
  const { concerns, corrects } = posting;
  const behind = books.postings.get(corrects ?? concerns ?? '');
  switch (sourceOf(posting)) {
    case 'corrections':
      return behind === undefined
        ? undefined
        : correctingPosting(behind, { ...posting, at: posting.knownAt });
    case 'pairs':
      return behind === undefined ? undefined : withAmount(posting, cashOf(behind));
    case 'placements':
      return behind === undefined ? undefined : withAmount(posting, largestOf(behind));
    case 'refund-checks':
      return withAmount(posting, toPayOf(posting, books));
    default:
      return posting;
  }
}

/** The same legs, each with this amount on its side. */
function withAmount(posting: Posting, amountCents: Cents): Posting {
  return {
    ...posting,
    legs: posting.legs.map((leg) => ({
      ...leg,
      amountCents: cents(Math.sign(leg.amountCents) * amountCents),
    })),
  };
}

function cashOf({ legs }: Posting): Cents {
  return negateCents(
    sumCents(
      legs.filter(({ account }) => account === 'cash-in-transit'),
      ({ amountCents }) => amountCents,
    ),
  );
}

/** Of two legs the amount that both move. */
function largestOf({ legs }: Posting): Cents {
  return cents(Math.max(...legs.map(({ amountCents }) => Math.abs(amountCents))));
}

/** What a check pays: what its approval left to be paid; all of it, where nothing was left and it had gone out before. */
function toPayOf(posting: Posting, books: Books): Cents {
  const refund = refundsOf(books.of(accountHolderOf(posting))).find(
    ({ refundId }) => refundId === posting.concerns,
  );
  return refund === undefined ? zeroCents : refund.toPayCents > 0 ? refund.toPayCents : refund.amountCents;
}
