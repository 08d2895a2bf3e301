import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { Leg, Posting } from '#contracts/ledger.ts';
import { decisionsAbout, effectOf } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { correctingPosting, makePosting, type PostingOccasion } from '../ledger/make-posting.ts';
import { negateCents, smaller, subtractCents, sumCents } from '../money/cents.ts';
import { adjudicationPostingId } from './adjudication-posting.ts';
import { standingAdjudications } from './standing-adjudications.ts';
import { concernSameLines, decidesInsteadOf, linesOf } from './takes-the-place.ts';

/**
 * The postings that let one decision take the place of another one that paid nothing. A payer that decides a corrected
 * claim seldom reverses what it denied before; and where one payer decided as the first without paying, perhaps because
 * another comes before it, that other one decides as the first. Both decisions cannot stand, for together they decide on
 * more than was billed. The effect of the one that paid nothing is set aside, on the lines that the other decides, with
 * what staff decided about it, by one posting that `concerns` it: should its reversal yet come, decision and posting are
 * taken back together; should the decision that replaces it be taken back, the posting is, and it holds again.
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
    former.paidCents === 0 ? [replacementOf(former, index, standing, claim)] : [],
  );
  for (const replacement of unpaid) {
    const setAside = setAsideBy(replacement.former, postings);
    if (setAside !== undefined && !isOfLines(setAside, replacement)) {
      made.push(
        correctingPosting(setAside, {
          ...occasion,
          words: `No other decision replaces the one of ${replacement.former.payerId} of ${replacement.former.postingDate} now${replacement.by === undefined ? '' : ' on the same lines'}`,
        }),
      );
    }
  }
  for (const replacement of unpaid) {
    const { former } = replacement;
    const all = [...postings, ...made];
    const legs =
      replacement.by === undefined ||
      balancesOf(all)['payer-receivable'] >= 0 ||
      setAsideBy(former, all) !== undefined
        ? []
        : setAsideLegs(replacement, effectOf(adjudicationPostingId(former), all));
    if (legs.length > 0) {
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
          words: wordsOf(replacement),
          legs,
        }),
      );
    }
  }
  return made;
}

/** A decision that paid nothing, and what takes its place. */
interface Replacement {
  readonly former: Adjudication;
  /** Undefined where nothing does. */
  readonly by: Adjudication | undefined;
  /** The lines of the claim on which it is replaced; undefined where it is as a whole. */
  readonly lines: ReadonlySet<number> | undefined;
}

/** A later decision of the same payer; or, whichever came first, that of another payer which decided as the first. */
function replacementOf(
  former: Adjudication,
  index: number,
  standing: readonly Adjudication[],
  claim: Pick<Claim, 'coverages' | 'legacy'>,
): Replacement {
  const replacing = [
    ...standing
      .slice(index + 1)
      .filter((later) => former.payerId === later.payerId && concernSameLines(former, later)),
    ...standing.filter((other) => decidesInsteadOf(other, former, claim)),
  ];
  const own = [...linesDecided(former)];
  const isReplaced = (line: number) =>
    replacing.some((other) => linesOf(other).size === 0 || linesOf(other).has(line));
  return {
    former,
    by: replacing[0],
    // What is said of the claim beside its lines belongs to no line, and what an old system had settled does not either.
    lines:
      own.every(isReplaced) ||
      claim.legacy !== undefined ||
      former.adjustments.some(({ amountCents }) => amountCents !== 0)
        ? undefined
        : new Set(own.filter(isReplaced)),
  };
}

/** The lines of the claim that a decision moves something on. */
function linesDecided({ lines }: Adjudication): Set<number> {
  return linesOf({
    lines: lines.filter(({ adjustments }) => adjustments.some(({ amountCents }) => amountCents !== 0)),
  });
}

/** Whether a posting sets a decision aside on just these lines. */
function isOfLines({ legs }: Posting, { former, by, lines = linesDecided(former) }: Replacement): boolean {
  const setAside = new Set(legs.flatMap(({ lineNumber }) => (lineNumber === undefined ? [] : [lineNumber])));
  return by !== undefined && (lines.size === 0 || areSame(setAside, lines));
}

function areSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((line) => other.has(line));
}

/** What takes a decision back as far as it is replaced; nothing where the payer's account would owe no more by it. */
function setAsideLegs({ former, lines }: Replacement, effect: readonly Posting[]): Leg[] {
  const id = adjudicationPostingId(former);
  const ofPayer = effect.find(({ postingId }) => postingId === id);
  const legs =
    lines === undefined || ofPayer === undefined
      ? effect.flatMap(negated)
      : legsOfLines(
          { former, lines },
          ofPayer,
          effect.filter((one) => one !== ofPayer),
        );
  return sumOf(legs, 'payer-receivable') > 0 ? legs : [];
}

/**
 * What takes back the lines of a decision, and of what staff decided about its denial as much as these lines had of it:
 * what is still open goes first.
 */
function legsOfLines(
  { former: { payerId }, lines }: { readonly former: Adjudication; readonly lines: ReadonlySet<number> },
  ofPayer: Posting,
  byStaff: readonly Posting[],
): Leg[] {
  const onLines = negated({
    legs: ofPayer.legs.filter(({ lineNumber }) => lineNumber !== undefined && lines.has(lineNumber)),
  });
  const openCents = sumOf([...ofPayer.legs, ...byStaff.flatMap(({ legs }) => legs)], 'denial-pending');
  let decidedCents = subtractCents(negateCents(sumOf(onLines, 'denial-pending')), openCents);
  const takenBack: Leg[] = [];
  for (const leg of byStaff.flatMap(({ legs }) => legs)) {
    const backCents = smaller(leg.amountCents, decidedCents);
    if (leg.account !== 'denial-pending' && backCents > 0) {
      decidedCents = subtractCents(decidedCents, backCents);
      takenBack.push(
        { ...leg, amountCents: negateCents(backCents) },
        { account: 'denial-pending', payerId, amountCents: backCents },
      );
    }
  }
  const legs = [...onLines, ...takenBack];
  return [
    ...legs,
    {
      account: 'payer-receivable',
      payerId,
      amountCents: negateCents(sumCents(legs, ({ amountCents }) => amountCents)),
    },
  ];
}

function negated({ legs }: Pick<Posting, 'legs'>): Leg[] {
  return legs.map((leg) => ({ ...leg, amountCents: negateCents(leg.amountCents) }));
}

function sumOf(legs: readonly Leg[], account: Leg['account']): Cents {
  return sumCents(
    legs.filter((leg) => leg.account === account),
    ({ amountCents }) => amountCents,
  );
}

function wordsOf({ former, by, lines }: Replacement): string {
  const where = lines === undefined ? '' : ` on line ${[...lines].join(', ')}`;
  return by === undefined || former.payerId === by.payerId
    ? `A later decision of ${former.payerId} replaces the one of ${former.postingDate}, which paid nothing${where}`
    : `${by.payerId} decided as the first payer; the ${former.deniedCents > 0 ? 'denial' : 'decision'} of ${former.payerId} of ${former.postingDate} is set aside${where}`;
}

function setAsideBy(decision: Adjudication, postings: readonly Posting[]): Posting | undefined {
  return decisionsAbout(decision, postings).find(({ postingId }) =>
    postingId.startsWith(setAsidePrefix(decision)),
  );
}

function setAsidePrefix(decision: Adjudication): string {
  return `replaced-${adjudicationPostingId(decision)}-by-`;
}
