import type { Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import type { ReplayScrubAnswer } from '#contracts/scrub-replay.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { sumCents, zeroCents } from '../money/cents.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import type { Edit, ScrubFacts } from './edit.ts';
import { liftedBy } from './overrides.ts';
import { scrubFacts, type GivenFacts } from './scrub-facts.ts';

/** What an edit would have held of a past claim, against how the payer decided it. */
export type Replayed =
  | { readonly held: ReplayScrubAnswer['held'][number]; readonly liftedBy?: never }
  | { readonly held?: never; readonly liftedBy: string };

/**
 * Holds a past claim, as it stands now, against an edit; undefined where the edit would have let it go. Who said before
 * that a finding is right as it is does not count: the question is what the edit by itself would have done, or what it
 * would do with the overrides that are tried, whichever days they are for.
 */
export function replayEdit(
  edit: Edit,
  claim: Claim,
  given: GivenFacts,
  overrides: readonly PracticeOverride[] = [],
): Replayed | undefined {
  const { claimId, serviceDateFrom } = claim;
  if (!isWithin(serviceDateFrom, edit.effectiveFrom, edit.effectiveTo)) {
    return undefined;
  }
  // As it was before it went out: what became of it later is not what the edit would have seen.
  const before: Claim = { ...claim, submissions: [], adjudications: [], scrubOverrides: [] };
  const facts = scrubFacts(before, given);
  const failed = edit.check(before, facts).filter(({ result }) => result === 'fail');
  const { practice, today } = facts;
  const tried = overrides.map((override) => ({ ...override, from: today, until: today }));
  const lifting: ScrubFacts = {
    ...facts,
    practice: { ...practice, scrub: { ...practice.scrub, overrides: tried } },
  };
  const looked = failed.map((finding) => ({ finding, lifted: liftedBy(finding, edit, before, lifting) }));
  const standing = looked.filter(({ lifted }) => lifted === undefined);
  if (standing.length === 0) {
    const overrideId = looked[0]?.lifted?.overrideId;
    return overrideId === undefined ? undefined : { liftedBy: overrideId };
  }
  return {
    held: {
      claimId,
      serviceDateFrom,
      chargeCents: claim.totalChargeCents,
      found: standing.map(({ finding: { where, found } }) => ({ where, found })),
      ...decisionOf(claim),
    },
  };
}

/**
 * How the payer decided that the claim would have been held from: the first one. What another payer made of the rest
 * is no decision about the same dollars, and what was taken back is none at all.
 */
function decisionOf(
  claim: Claim,
): Pick<ReplayScrubAnswer['held'][number], 'decided' | 'paidCents' | 'deniedCents'> {
  const payerId = primaryCoverage(claim)?.payerId;
  const decisions = standingAdjudications(claim).filter((one) => one.payerId === payerId);
  if (decisions.length === 0) {
    return { decided: 'undecided', paidCents: zeroCents, deniedCents: zeroCents };
  }
  const deniedCents = decisions.reduce<Cents>(
    (most, one) => (one.deniedCents > most ? one.deniedCents : most),
    zeroCents,
  );
  return {
    decided: deniedCents > 0 ? 'denied' : 'paid',
    paidCents: sumCents(decisions, (one) => one.paidCents),
    deniedCents,
  };
}
