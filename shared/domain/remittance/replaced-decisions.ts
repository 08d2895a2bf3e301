import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import { decisionsAbout, effectOf } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents } from '../money/cents.ts';
import { adjudicationPostingId } from './adjudication-posting.ts';
import { standingAdjudications } from './standing-adjudications.ts';

/**
 * The postings that let a later decision take the place of an earlier one that paid nothing. A payer that decides a
 * corrected claim seldom reverses what it denied before; both cannot stand, for together they decide on more than was
 * billed. The earlier decision's whole effect is set aside, with what staff decided about it, by one posting that
 * `concerns` it: should the reversal yet come, decision and posting are taken back together; should the later decision
 * be taken back, the posting is, and the earlier decision holds again.
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
  const unpaid = standing.flatMap((former, index) => {
    const replaceable = standing.slice(index + 1).some((later) => decidesTheSame(former, later));
    return former.paidCents === 0 ? [{ former, replaceable }] : [];
  });
  for (const { former, replaceable } of unpaid) {
    const setAside = setAsideBy(former, postings);
    if (setAside !== undefined && !replaceable) {
      made.push(
        correctingPosting(setAside, {
          ...occasion,
          words: 'No later decision of the payer replaces this one now',
        }),
      );
    }
  }
  for (const { former, replaceable } of unpaid) {
    const all = [...postings, ...made];
    if (replaceable && balancesOf(all)['payer-receivable'] < 0 && setAsideBy(former, all) === undefined) {
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
            words: `A later decision of ${by.payerId} replaces the one of ${former.postingDate}, which paid nothing`,
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

/** Decisions about different lines of the claim stand side by side. */
function decidesTheSame(former: Adjudication, later: Adjudication): boolean {
  const [decided, decidedLater] = [linesOf(former), linesOf(later)];
  return (
    former.payerId === later.payerId &&
    (decided.size === 0 || decidedLater.size === 0 || [...decided].some((line) => decidedLater.has(line)))
  );
}

function linesOf({ lines }: Adjudication): Set<number> {
  return new Set(lines.flatMap(({ lineNumber }) => (lineNumber === undefined ? [] : [lineNumber])));
}

function setAsideBy(decision: Adjudication, postings: readonly Posting[]): Posting | undefined {
  return decisionsAbout(decision, postings).find(({ postingId }) =>
    postingId.startsWith(setAsidePrefix(decision)),
  );
}

function setAsidePrefix(decision: Adjudication): string {
  return `replaced-${adjudicationPostingId(decision)}-by-`;
}
