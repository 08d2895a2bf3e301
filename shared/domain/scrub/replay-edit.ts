import type { Claim } from '#contracts/claim.ts';
import type { ReplayScrubAnswer } from '#contracts/queries.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { sumCents, zeroCents } from '../money/cents.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';
import type { Edit, ScrubFacts } from './edit.ts';

/** What an edit would have held of a past claim, against how the payer decided it. */
export type Replayed = ReplayScrubAnswer['held'][number];

/**
 * Holds a past claim, as it stands now, against an edit; undefined where the edit would have let it go. Who said before
 * that a finding is right as it is does not count: the question is what the edit by itself would have done.
 */
export function replayEdit(edit: Edit, claim: Claim, facts: ScrubFacts): Replayed | undefined {
  const { serviceDateFrom } = claim;
  if (!isWithin(serviceDateFrom, edit.effectiveFrom, edit.effectiveTo)) {
    return undefined;
  }
  // As it was before it went out: what became of it later is not what the edit would have seen.
  const before = { ...claim, submissions: [], adjudications: [] };
  const failed = edit.check(before, facts).filter(({ result }) => result === 'fail');
  if (failed.length === 0) {
    return undefined;
  }
  const standing = standingAdjudications(claim);
  const deniedCents = standing.length === 0 ? zeroCents : sumCents(standing, (one) => one.deniedCents);
  return {
    claimId: claim.claimId,
    serviceDateFrom,
    chargeCents: claim.totalChargeCents,
    found: failed.map(({ where, found }) => ({ where, found })),
    decided: standing.length === 0 ? 'undecided' : deniedCents > 0 ? 'denied' : 'paid',
    paidCents: standing.length === 0 ? zeroCents : sumCents(standing, (one) => one.paidCents),
    deniedCents,
  };
}
