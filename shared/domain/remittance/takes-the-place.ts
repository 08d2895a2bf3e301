import type { Adjudication, Claim } from '#contracts/claim.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import { followsPriorPayer, placeByOrder } from './who-spoke.ts';

/*
 * Of two payers that both decided on the whole charge only one is the first. Where one of them denied, it decided nothing
 * that the other's word does not replace, in whichever order they came. Where both paid, a person must find out.
 */

/**
 * Whether a denial of one payer does not hold beside the decision of another: both decided as the first payer, on the
 * same lines, and the other one paid, took off by contract or left to the patient what this one denied.
 */
export function decidesInsteadOf(other: Adjudication, denial: Adjudication): boolean {
  return areBothFirst(other, denial) && isWholeDenial(denial) && !isWholeDenial(other) && decides(other);
}

/**
 * Whether of two payers that both denied as the first the other's denial is the one to work: that of the payer which
 * comes first on the claim. The order in which the two came says nothing.
 */
export function deniesInsteadOf(
  other: Adjudication,
  denial: Adjudication,
  claim: Pick<Claim, 'coverages'>,
): boolean {
  if (!areBothFirst(other, denial) || !isWholeDenial(denial) || !isWholeDenial(other)) {
    return false;
  }
  const [placeOfOther, place] = [placeOnClaim(claim, other.payerId), placeOnClaim(claim, denial.payerId)];
  return placeOfOther === place ? other.payerId < denial.payerId : placeOfOther < place;
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

function isWholeDenial({ paidCents, deniedCents }: Adjudication): boolean {
  return paidCents === 0 && deniedCents > 0;
}

function decides({ paidCents, contractualCents, patientResponsibilityCents }: Adjudication): boolean {
  return paidCents > 0 || contractualCents > 0 || patientResponsibilityCents > 0;
}

function placeOnClaim({ coverages }: Pick<Claim, 'coverages'>, payerId: PayerId): number {
  const places = coverages.flatMap((coverage) =>
    coverage.payerId === payerId ? [placeByOrder[coverage.order]] : [],
  );
  return Math.min(...places);
}

function linesOf({ lines }: Adjudication): Set<number> {
  return new Set(lines.flatMap(({ lineNumber }) => (lineNumber === undefined ? [] : [lineNumber])));
}
