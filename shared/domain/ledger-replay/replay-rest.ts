import * as z from 'zod';
import { Cents, DollarText } from '#contracts/cents.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import { accountHolderOf, type Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { setAside } from '../credit-balances/decide-credit-balance.ts';
import { refundsOf } from '../credit-balances/refunds.ts';
import { effectOf } from '../denials/denial-decisions.ts';
import { correctingPosting } from '../ledger/make-posting.ts';
import { cents, negateCents, sumCents, zeroCents } from '../money/cents.ts';
import { lastOfMoment, type Books, type Happening } from './books.ts';
import { sourceOf, takenFromJournal } from './sources.ts';

/**
 * Postings of which nothing but the journal says that they were made. How much they move follows from another posting
 * where it does: what takes a posting back, its other half, what was moved on from it, the check of a refund. Only of the
 * others the amount is believed too.
 * @param recorded what the tasks of refunds say that two persons approved.
 */
export function restHappenings(
  kept: readonly Posting[],
  recorded: ReadonlyMap<Posting['postingId'], Cents>,
): Happening[] {
  return kept.flatMap((posting, index): Happening[] =>
    isOfTheRest(posting)
      ? [
          {
            at: posting.knownAt,
            version: lastOfMoment,
            position: kept.length * behindOthers(posting) + index,
            happen: (books) => {
              if (!books.postings.has(posting.postingId)) {
                const rebuilt = rebuild(posting, books, recorded.get(posting.postingId));
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
  return source === 'corrections' ? 2 : source === 'pairs' || source === 'refund-checks' ? 1 : 0;
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

function rebuild(posting: Posting, books: Books, recordedCents: Cents | undefined): Posting | undefined {
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
    case 'refunds':
      return ofRefund(posting, books, recordedCents);
    default:
      return posting;
  }
}

/**
 * An approval with what was approved. One that sets a decision aside whole moves whatever that decision moved, as it is
 * rebuilt; of another the amount is believed where no task keeps it.
 */
function ofRefund(posting: Posting, books: Books, recordedCents: Cents | undefined): Posting {
  const { cause, concerns, reference } = posting;
  if (cause !== 'refund-approved' || concerns !== undefined) {
    return posting;
  }
  if (reference === undefined) {
    return recordedCents === undefined ? posting : withAmount(posting, recordedCents);
  }
  const legs = setAside(effectOf(reference, books.of(accountHolderOf(posting))));
  const givenBack = recordedCents ?? sumCents(legs, ({ amountCents }) => amountCents);
  return {
    ...posting,
    legs: [
      ...legs,
      ...posting.legs
        .filter(({ account }) => account === 'refund-payable')
        .map((leg) => ({ ...leg, amountCents: negateCents(givenBack) })),
    ],
  };
}

const Refund = z.object({ outcome: z.literal('refund'), amount: z.union([Cents, DollarText]) });

/**
 * The refunds of a claim that took two persons: the task keeps what the one proposed, and was closed by the other at the
 * moment of the posting.
 * What one person decided alone is kept nowhere but in the ledger.
 */
export function refundsOnRecord(
  kept: readonly Posting[],
  tasksOf: (claimId: ClaimId) => readonly Task[],
): Map<Posting['postingId'], Cents> {
  const recorded = new Map<Posting['postingId'], Cents>();
  for (const { cause, corrects, claimId, knownAt, postingId } of kept) {
    if (cause === 'refund-approved' && corrects === undefined && claimId !== undefined) {
      const task = tasksOf(claimId).find(
        ({ kind, closedAt, outcome }) =>
          kind === 'credit-balance' && closedAt === knownAt && outcome?.startsWith('refund, as ') === true,
      );
      const refund = Refund.safeParse(task?.proposals?.at(-1)?.decision);
      if (refund.success) {
        recorded.set(postingId, refund.data.amount);
      }
    }
  }
  return recorded;
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
