import type { Cents } from '#contracts/cents.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { PostingId } from '#contracts/identifiers.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { cents, formatDollars, negateCents, sumCents } from '../money/cents.ts';

/** The legs of a posting do not add up to zero, so it is none. */
export class UnbalancedPosting extends Error {
  override readonly name = 'UnbalancedPosting';
  readonly differenceCents: Cents;

  constructor(postingId: string, differenceCents: Cents) {
    const side = differenceCents > 0 ? 'debits exceed credits' : 'credits exceed debits';
    super(
      `Posting ${postingId} does not balance: ${side} by ${formatDollars(cents(Math.abs(differenceCents)))}; ` +
        'every posting must add up to zero before it is written',
    );
    this.differenceCents = differenceCents;
  }
}

/** A posting has a leg of zero, or fewer than two legs: nothing would be moved. */
export class EmptyPosting extends Error {
  override readonly name = 'EmptyPosting';
}

/**
 * The only way to make a posting.
 * @throws UnbalancedPosting when the legs do not add up to zero; it names the difference.
 * @throws EmptyPosting when a leg is zero or there are fewer than two.
 */
export function makePosting(posting: Omit<Posting, 'postingId'> & { readonly postingId: string }): Posting {
  const { postingId, legs } = posting;
  const zeroLeg = legs.find((leg) => leg.amountCents === 0);
  if (zeroLeg !== undefined) {
    throw new EmptyPosting(`Posting ${postingId} has a leg of $0.00 on ${zeroLeg.account}; leave it out`);
  }
  if (legs.length < 2) {
    throw new EmptyPosting(`Posting ${postingId} has ${legs.length} leg(s); it takes two to move an amount`);
  }
  const differenceCents = sumCents(legs, (leg) => leg.amountCents);
  if (differenceCents !== 0) {
    throw new UnbalancedPosting(postingId, differenceCents);
  }
  return { ...posting, postingId: PostingId.parse(postingId) };
}

/** When a posting becomes known, on which day it counts, and who or what caused it. */
export interface PostingOccasion {
  readonly at: Instant;
  readonly postingDate: PlainDate;
  /** The step, the file or the person. */
  readonly by: string;
}

/**
 * The exact negation of a posting, leg by leg and linked to it. Nothing is ever edited: this is how a posting is taken
 * back. The id follows from the original's, so that a posting cannot be taken back twice, unless another is given.
 */
export function correctingPosting(
  original: Posting,
  correction: PostingOccasion & {
    readonly words: string;
    readonly cause?: Posting['cause'];
    readonly postingId?: string;
    /** The remittance that takes it back, where one does. */
    readonly remittanceId?: Posting['remittanceId'];
  },
): Posting {
  const { services: _, ...taken } = original;
  return makePosting({
    ...taken,
    ...(correction.remittanceId === undefined ? {} : { remittanceId: correction.remittanceId }),
    postingId: correction.postingId ?? `taken-back-${original.postingId}`,
    cause: correction.cause ?? 'correction',
    corrects: original.postingId,
    postingDate: correction.postingDate,
    knownAt: correction.at,
    by: correction.by,
    words: correction.words,
    legs: original.legs.map((leg) => negatedLeg(leg)),
  });
}

/**
 * Postings that were not taken back and do not take back another. What took one back may be taken back itself: then that one
 * stands again.
 */
export function standingPostings(postings: readonly Posting[]): Posting[] {
  const corrections = new Map<string, Posting[]>();
  for (const posting of postings) {
    if (posting.corrects !== undefined) {
      corrections.set(posting.corrects, [...(corrections.get(posting.corrects) ?? []), posting]);
    }
  }
  const holds = ({ postingId }: Posting): boolean => corrections.get(postingId)?.some(holds) !== true;
  return postings.filter((posting) => posting.corrects === undefined && holds(posting));
}

function negatedLeg(leg: Leg): Leg {
  return { ...leg, amountCents: negateCents(leg.amountCents) };
}
