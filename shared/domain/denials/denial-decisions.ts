import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { AccountKind, Leg, Posting } from '#contracts/ledger.ts';
import { makePosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { adjudicationPostingId } from '../remittance/adjudication-posting.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import { followsPriorPayer } from '../remittance/who-spoke.ts';

/** The reason of the leg by which what was given up covers what a later payer decided on. */
export const coveredReason = 'given up, for a later payer decided';

/** A decision of a payer of which something is denied and not yet decided by a person. */
export interface OpenDenial {
  readonly adjudication: Adjudication;
  /** What is left in `denial-pending` of it. */
  readonly openCents: Cents;
}

/** The denials of a claim that wait for a decision, the earliest first; derived from the ledger. */
export function openDenials(claim: Pick<Claim, 'adjudications'>, postings: readonly Posting[]): OpenDenial[] {
  const standing = standingPostings(postings);
  return standingAdjudications(claim)
    .map((adjudication) => {
      const postingId = adjudicationPostingId(adjudication);
      // A refund that sets a decision aside refers to it: with the payment that it gives back the denial goes.
      const about = standing.filter((posting) =>
        [posting.postingId, posting.concerns, posting.reference].includes(postingId),
      );
      return { adjudication, openCents: balanceOf(about, 'denial-pending') };
    })
    .filter(({ openCents }) => openCents !== 0);
}

/** What was decided about one adjudication's denial and still stands. */
export function decisionsAbout(
  adjudication: Pick<Adjudication, 'remittanceId' | 'claimIndex'>,
  postings: readonly Posting[],
): Posting[] {
  const postingId = adjudicationPostingId(adjudication);
  return standingPostings(postings).filter(({ concerns }) => concerns === postingId);
}

/** The posting of a decision, by its id, and what staff decided about what it denied, as far as they stand. */
export function effectOf(postingId: string, postings: readonly Posting[]): Posting[] {
  return standingPostings(postings).filter(
    (posting) => posting.postingId === postingId || posting.concerns === postingId,
  );
}

/** Whether the payer denied it as the first: claims are sent to that one alone. */
export function isOfFirst({ adjudication }: OpenDenial): boolean {
  return !followsPriorPayer(adjudication);
}

/**
 * What the first payer denied is billed again with the claim. What a later payer denied stays open, for a person to decide:
 * it is not sent the claim, and the patient does not owe it for that.
 * @param owedBy who owes what is billed now.
 */
export function billAgain(
  claim: Claim,
  denials: readonly OpenDenial[],
  owedBy: Omit<Leg, 'amountCents'>,
  occasion: PostingOccasion & { readonly words: string },
): Posting[] {
  return denials
    .filter(isOfFirst)
    .map((denial) => decideDenial(claim, denial, { ...occasion, cause: 'denial-reopened', to: owedBy }));
}

/**
 * Moves what is open of a denial to where a decision puts it. The posting names the denial, so that a later reversal by
 * the payer takes the decision back too.
 */
export function decideDenial(
  claim: Claim,
  denial: OpenDenial,
  decision: PostingOccasion & {
    readonly cause: 'write-off' | 'billed-to-patient' | 'denial-reopened';
    readonly to: Omit<Leg, 'amountCents'>;
    readonly words: string;
    /** What of it a later payer has decided on: that much goes to the patient's account, which that payer took it off. */
    readonly coveredCents?: Cents;
    /** Follows from cause, denial and the claim's version, unless given. */
    readonly postingId?: string;
  },
): Posting {
  const concerns = adjudicationPostingId(denial.adjudication);
  const { payerId } = denial.adjudication;
  const { coveredCents = zeroCents } = decision;
  const legs: readonly Leg[] = [
    { ...decision.to, amountCents: subtractCents(denial.openCents, coveredCents) },
    { account: 'patient-receivable', payerId, amountCents: coveredCents, reason: coveredReason },
    { account: 'denial-pending', payerId, amountCents: negateCents(denial.openCents) },
  ];
  return makePosting({
    practiceId: claim.practiceId,
    postingId: decision.postingId ?? `${decision.cause}-${concerns}-${claim.version}`,
    cause: decision.cause,
    claimId: claim.claimId,
    guarantorId: claim.guarantorId,
    concerns,
    postingDate: decision.postingDate,
    serviceDate: claim.serviceDateFrom,
    knownAt: decision.at,
    by: decision.by,
    words: decision.words,
    legs: legs.filter(({ amountCents }) => amountCents !== 0),
  });
}

function balanceOf(postings: readonly Posting[], account: AccountKind): Cents {
  return sumCents(
    postings.flatMap(({ legs }) => legs.filter((leg) => leg.account === account)),
    ({ amountCents }) => amountCents,
  );
}
