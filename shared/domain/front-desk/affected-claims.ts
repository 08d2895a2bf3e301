import type { Claim } from '#contracts/claim.ts';
import type { AffectedClaim } from '#contracts/front-desk.ts';
import type { KeptCoverage } from '#contracts/patient-registration.ts';
import type { Practice } from '#contracts/practice.ts';
import { asksAPerson, placementTable, staffChanged } from '../charge-changes/place-content.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { coveragesOn } from '../patients/coverages-on.ts';

type Effect = Pick<AffectedClaim, 'effect' | 'words'>;

/**
 * The claims that other coverages on file would change, and what becomes of each: those that nobody has billed are
 * corrected and checked anew; of those that were sent, or that staff have changed, a task asks a biller.
 * @param claims of the patient.
 * @param coverages as they would be on file.
 */
export function affectedClaims(
  claims: readonly Claim[],
  coverages: readonly KeptCoverage[],
  practice: Pick<Practice, 'intake' | 'payers'>,
): AffectedClaim[] {
  return claims.flatMap((claim): AffectedClaim[] => {
    const after = coveragesOn(coverages, claim.serviceDateFrom);
    if (canonicalJson({ of: claim.coverages }) === canonicalJson({ of: after })) {
      return [];
    }
    return [{ ...claimOnFile(claim), before: claim.coverages, after, ...effectOn(claim, practice) }];
  });
}

/** A claim as a patient's account lists it. */
export function claimOnFile(claim: Claim): Omit<AffectedClaim, 'before' | 'after' | 'effect' | 'words'> {
  const { claimId, serviceDateFrom, state, totalChargeCents, coverages, summary } = claim;
  const payerId = coverages[0]?.payerId;
  return {
    claimId,
    serviceDate: serviceDateFrom,
    state,
    totalChargeCents,
    ...(payerId === undefined ? {} : { payerId }),
    summary,
  };
}

function effectOn(claim: Claim, { intake }: Pick<Practice, 'intake'>): Effect {
  const { sourceSystem } = claim.source;
  if (intake.sources.some((source) => source.sourceSystem === sourceSystem && source.kind === 'parts')) {
    return {
      effect: 'elsewhere',
      words: `The visit comes in parts from ${sourceSystem}: change the coverage there, and the claim follows.`,
    };
  }
  if (claim.legacy !== undefined) {
    return {
      effect: 'elsewhere',
      words: `The claim was taken over from ${claim.legacy.system}: no encounter of it can be sent again.`,
    };
  }
  if (!asksAPerson(claim)) {
    return { effect: 'corrected', words: 'It was not billed yet: it is corrected and checked anew.' };
  }
  if (placementTable[claim.state].otherCoverage === 'in-flight') {
    return {
      effect: 'asked',
      words:
        'It is on its way to the payer: a task asks a biller, who can decide when the acknowledgement has come.',
    };
  }
  return {
    effect: 'asked',
    words:
      claim.submissions.length === 0 && staffChanged(claim)
        ? 'Staff have changed the claim: a task asks a biller whether the new coverage replaces it.'
        : `It was billed and is at "${stateTable[claim.state].meaning}": a task asks a biller whether to bill it anew, void it or leave it.`,
  };
}
