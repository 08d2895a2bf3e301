import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import { followsPriorPayer, placeByOrder } from './who-spoke.ts';

/*
 * Of two payers that both decided on the whole charge only one is the first. One that paid nothing gives way to one that
 * paid, and one that denied to one that took off by contract or left to the patient, in whichever order they came; of two
 * that are alike in this the one holds which comes first on the claim. Where both paid, a person must find out.
 */

/**
 * Whether what a payer decided without paying does not hold beside the decision of another: both decided as the first
 * payer, on the same lines. Lines that the other one says nothing of are not concerned.
 */
export function decidesInsteadOf(
  other: Adjudication,
  former: Adjudication,
  claim: Pick<Claim, 'coverages'>,
): boolean {
  const [rankOfOther, rank] = [rankOf(other), rankOf(former)];
  if (
    !areBothFirst(other, former) ||
    rankOfOther === undefined ||
    rank === undefined ||
    rank === ranks.paid
  ) {
    return false;
  }
  if (rankOfOther !== rank) {
    return rankOfOther > rank;
  }
  const [placeOfOther, place] = [placeOnClaim(claim, other.payerId), placeOnClaim(claim, former.payerId)];
  return placeOfOther === place ? other.payerId < former.payerId : placeOfOther < place;
}

/** Decisions about different lines of the claim stand side by side; one that names no line is about all of them. */
export function concernSameLines(one: Adjudication, other: Adjudication): boolean {
  const [lines, otherLines] = [linesOf(one), linesOf(other)];
  return lines.size === 0 || otherLines.size === 0 || [...lines].some((line) => otherLines.has(line));
}

function areBothFirst(one: Adjudication, other: Adjudication): boolean {
  return (
    one.payerId !== other.payerId &&
    !followsPriorPayer(one) &&
    !followsPriorPayer(other) &&
    concernSameLines(one, other)
  );
}

/** What a decision amounts to; the higher holds. */
const ranks = { denied: 0, explained: 1, paid: 2 } as const;

/** Undefined of one that says nothing of the charge, such as an amount that others have paid. */
function rankOf({
  paidCents,
  deniedCents,
  contractualCents,
  patientResponsibilityCents,
}: Adjudication): (typeof ranks)[keyof typeof ranks] | undefined {
  return paidCents > 0
    ? ranks.paid
    : paidCents === 0 && deniedCents > 0
      ? ranks.denied
      : contractualCents > 0 || patientResponsibilityCents > 0
        ? ranks.explained
        : undefined;
}

function placeOnClaim({ coverages }: Pick<Claim, 'coverages'>, payerId: PayerId): number {
  const places = coverages.flatMap((coverage) =>
    coverage.payerId === payerId ? [placeByOrder[coverage.order]] : [],
  );
  return Math.min(...places);
}

/** The lines of the claim that a decision names; none where it is about the claim as a whole. */
export function linesOf({ lines }: Pick<Adjudication, 'lines'>): Set<number> {
  return new Set(lines.flatMap(({ lineNumber }) => (lineNumber === undefined ? [] : [lineNumber])));
}
