import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PostingId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { standingPostings } from '../ledger/make-posting.ts';
import { cents } from '../money/cents.ts';
import { providerAdjustmentReason } from '../remittance/post-provider-adjustments.ts';
import { claimsNamedIn } from './reference.ts';

/** The payer of takebacks of which no remittance said whose they are. */
export const unknownPayer = 'UNKNOWN';

/** One amount that a payer announced it will take, or that it took. */
export interface TakebackMovement {
  readonly postingId: PostingId;
  /** The posting that this one moves on, where a person placed it. */
  readonly concerns: PostingId | undefined;
  /** `announced` opens an entry, `taken` closes one; a `letter` opens one on paper only, and moves no money. */
  readonly kind: 'announced' | 'taken' | 'letter';
  readonly payer: string;
  /** The provider whose payment it concerns (PLB01); undefined where nothing says so. */
  readonly payeeId: string | undefined;
  /** PLB03-1, or in words what it is instead. */
  readonly code: string;
  readonly reference: string | undefined;
  readonly claimIds: readonly ClaimId[];
  readonly remittanceId: RemittanceId | undefined;
  /** Never negative. */
  readonly amountCents: Cents;
  readonly postingDate: PlainDate;
  readonly knownAt: Instant;
}

/**
 * What payers announced and took, from the postings on `takeback-payable` and from nothing else, in the order in which
 * it became known. A credit announces: the practice owes it. A debit takes. What was taken back by a correction counts
 * for nothing.
 */
export function takebackMovements(postings: readonly Posting[]): TakebackMovement[] {
  return standingPostings(postings)
    .flatMap((posting) => movementsOf(posting))
    .toSorted((one, other) => compare(one.knownAt, other.knownAt) || compare(one.postingId, other.postingId));
}

function movementsOf(posting: Posting): TakebackMovement[] {
  const legs = posting.legs.filter(({ account }) => account === 'takeback-payable');
  const isLetter = posting.cause === 'takeback-announced';
  // The posting of a letter has a leg and its opposite: the first says what is announced.
  return (isLetter ? legs.slice(0, 1) : legs).map((leg) => {
    const { claimId, aboutClaimIds = [], reference } = posting;
    return {
      postingId: posting.postingId,
      concerns: posting.concerns,
      kind: isLetter ? 'letter' : leg.amountCents < 0 ? 'announced' : 'taken',
      payer: leg.payerId ?? unknownPayer,
      payeeId: posting.payeeId,
      code: codeOf(posting, leg.reason),
      reference,
      claimIds: [
        ...new Set([
          ...(claimId === undefined ? [] : [claimId]),
          ...aboutClaimIds,
          ...claimsNamedIn(reference),
        ]),
      ],
      remittanceId: posting.remittanceId,
      amountCents: cents(Math.abs(leg.amountCents)),
      postingDate: posting.postingDate,
      knownAt: posting.knownAt,
    };
  });
}

function codeOf({ cause }: Posting, reason: string | undefined): string {
  return cause === 'provider-adjustment' && reason?.startsWith(providerAdjustmentReason) === true
    ? reason.slice(providerAdjustmentReason.length)
    : cause;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
