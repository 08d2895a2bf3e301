import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { decisionsAbout, effectOf } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents } from '../money/cents.ts';
import { adjudicationPostingId } from './adjudication-posting.ts';
import { standingAdjudications } from './standing-adjudications.ts';
import { concernSameLines, decidesInsteadOf, deniesInsteadOf } from './takes-the-place.ts';

/**
 * The postings that let one decision take the place of another one that paid nothing. A payer that decides a corrected
 * claim seldom reverses what it denied before; and where one payer denied as the first, perhaps because another comes
 * before it, that other one decides as the first. Both decisions cannot stand, for together they decide on more than was
 * billed. The whole effect of the one that paid nothing is set aside, with what staff decided about it, by one posting
 * that `concerns` it: should its reversal yet come, decision and posting are taken back together; should the decision
 * that replaces it be taken back, the posting is, and it holds again.
 * @param claim with the decision that just arrived.
 * @param postings every posting of the claim, those of that decision included.
 * @param by the decision that just arrived.
 */
export function replaceDecisions(
  claim: Claim,
  by: Adjudication,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): Posting[] {
  const made: Posting[] = [];
  const standing = standingAdjudications(claim);
  const unpaid = standing.flatMap((former, index) =>
    former.paidCents === 0 ? [{ former, replacedBy: replacementOf(former, index, standing, claim) }] : [],
  );
  for (const { former, replacedBy } of unpaid) {
    const setAside = setAsideBy(former, postings);
    if (setAside !== undefined && replacedBy === undefined) {
      made.push(
        correctingPosting(setAside, {
          ...occasion,
          words: `No other decision replaces the one of ${former.payerId} of ${former.postingDate} now`,
        }),
      );
    }
  }
  for (const { former, replacedBy } of unpaid) {
    const all = [...postings, ...made];
    if (
      replacedBy !== undefined &&
      balancesOf(all)['payer-receivable'] < 0 &&
      setAsideBy(former, all) === undefined
    ) {
      const effect = effectOf(adjudicationPostingId(former), all);
      if (balancesOf(effect)['payer-receivable'] < 0) {
        made.push(
          makePosting({
            practiceId: claim.practiceId,
            postingId: `${setAsidePrefix(former)}${adjudicationPostingId(by)}`,
            cause: 'correction',
            claimId: claim.claimId,
            guarantorId: claim.guarantorId,
            remittanceId: by.remittanceId,
            concerns: adjudicationPostingId(former),
            postingDate: occasion.postingDate,
            serviceDate: claim.serviceDateFrom,
            knownAt: occasion.at,
            by: occasion.by,
            words: wordsOf(former, replacedBy),
            legs: effect.flatMap(({ legs }) =>
              legs.map((leg) => ({ ...leg, amountCents: negateCents(leg.amountCents) })),
            ),
          }),
        );
      }
    }
  }
  return made;
}

/** A later decision of the same payer; or, whichever came first, that of another payer which decided as the first. */
function replacementOf(
  former: Adjudication,
  index: number,
  standing: readonly Adjudication[],
  claim: Pick<Claim, 'coverages'>,
): Adjudication | undefined {
  return (
    standing
      .slice(index + 1)
      .find((later) => former.payerId === later.payerId && concernSameLines(former, later)) ??
    standing.find((other) => decidesInsteadOf(other, former)) ??
    standing.find((other) => deniesInsteadOf(other, former, claim))
  );
}

function wordsOf(former: Adjudication, replacedBy: Adjudication): string {
  return former.payerId === replacedBy.payerId
    ? `A later decision of ${replacedBy.payerId} replaces the one of ${former.postingDate}, which paid nothing`
    : `${replacedBy.payerId} decided as the first payer; the denial of ${former.payerId} of ${former.postingDate} is set aside`;
}

function setAsideBy(decision: Adjudication, postings: readonly Posting[]): Posting | undefined {
  return decisionsAbout(decision, postings).find(({ postingId }) =>
    postingId.startsWith(setAsidePrefix(decision)),
  );
}

function setAsidePrefix(decision: Adjudication): string {
  return `replaced-${adjudicationPostingId(decision)}-by-`;
}
