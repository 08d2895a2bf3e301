import type { Cents } from '#contracts/cents.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { makePosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents, smaller, sumCents } from '../money/cents.ts';
import { isTakenBack, refundsOf, type Refund } from './refunds.ts';

/**
 * Puts the approval of a void refund back, of which the check had gone out all the same: what it settled is no credit any
 * more. Only as far as the credit still stands: what the payer took meanwhile, or was refunded otherwise, it has twice,
 * which the check alone tells. A patient who has it twice owes it of the visit.
 * @param postings every posting of the holder.
 * @returns the approval; none where nothing of the credit is left.
 */
export function approvedAgain(
  refund: Refund,
  postings: readonly Posting[],
  { at, by, postingDate }: PostingOccasion,
): Posting[] {
  const legs =
    refund.setsAside === undefined
      ? legsOfPart(refund, postings)
      : isTakenBack(refund, standingPostings(postings)) || isSetAsideByOther(refund, postings)
        ? []
        : refund.posting.legs;
  return legs.length === 0
    ? []
    : [
        makePosting({
          ...refund.posting,
          postingId: refund.nextIds.approval,
          concerns: refund.refundId,
          postingDate,
          knownAt: at,
          by,
          words: 'The check had gone out before the refund was void: its approval stands again',
          legs: [...legs],
        }),
      ];
}

/** The refund that waits to be paid of the credit that a void one had been of; undefined where the credit stands, or none waits. */
export function refundedInstead(refund: Refund, postings: readonly Posting[]): Refund | undefined {
  const neededCents = sumCents(debitsOf(refund), ({ amountCents }) => amountCents);
  return creditLeft(refund, postings) >= neededCents
    ? undefined
    : othersOf(refund, postings).find(({ state }) => state === 'approved');
}

/** No decision is set aside: there is one leg on either side. */
function legsOfPart(refund: Refund, postings: readonly Posting[]): Leg[] {
  const { posting, payee, amountCents: wholeCents } = refund;
  const isOfVisit = payee?.kind === 'patient' && posting.claimId !== undefined;
  const amountCents = isOfVisit ? wholeCents : smaller(wholeCents, creditLeft(refund, postings));
  return amountCents <= 0
    ? []
    : posting.legs.map((leg) => ({
        ...leg,
        amountCents: leg.account === 'refund-payable' ? negateCents(amountCents) : amountCents,
      }));
}

function isSetAsideByOther(refund: Refund, postings: readonly Posting[]): boolean {
  return othersOf(refund, postings).some(
    ({ setsAside, state }) => setsAside === refund.setsAside && state !== 'void',
  );
}

function othersOf({ refundId, payee }: Refund, postings: readonly Posting[]): Refund[] {
  return refundsOf(postings).filter(
    (one) => one.refundId !== refundId && JSON.stringify(one.payee) === JSON.stringify(payee),
  );
}

/** The legs that lower the credit: all on the account that stands in credit. */
function debitsOf({ posting: { legs } }: Refund): Leg[] {
  const account = legs.find(({ account: one }) => one !== 'refund-payable')?.account;
  const isOfPayer = legs.some((leg) => leg.account === 'payer-receivable');
  return legs.filter((leg) => leg.account === (isOfPayer ? 'payer-receivable' : account));
}

/** How far the account that the refund debits stands in credit; negative where it is owed. */
function creditLeft(refund: Refund, postings: readonly Posting[]): Cents {
  const [debit] = debitsOf(refund);
  const isSame = (leg: Leg, { guarantorId }: Posting): boolean =>
    leg.account === debit?.account &&
    (leg.account === 'patient-receivable' ||
      (leg.payerId === debit.payerId &&
        (leg.account !== 'unapplied-payment' ||
          leg.payerId !== undefined ||
          guarantorId === refund.posting.guarantorId)));
  return negateCents(
    sumCents(
      postings.flatMap((posting) => posting.legs.filter((leg) => isSame(leg, posting))),
      ({ amountCents }) => amountCents,
    ),
  );
}
