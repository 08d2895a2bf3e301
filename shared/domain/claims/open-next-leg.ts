import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Write } from '../writes/write.ts';

/**
 * Ends the claim's present leg and starts the next, which resumes where the row stands: after a token died, when a
 * wait outlived its execution, or to bring the claim onto a newer definition of the pipeline.
 */
export function openNextLeg(claim: Claim, at: Instant, by: string, why: string): Write[] {
  const leg = claim.leg + 1;
  const version = claim.version + 1;
  const { practiceId, claimId, state } = claim;
  return [
    {
      kind: 'save-claim',
      claim: { ...claim, leg, version, updatedAt: at },
      expectedVersion: claim.version,
    },
    {
      kind: 'record-event',
      event: {
        practiceId,
        claimId,
        version,
        event: 'leg-started',
        from: state,
        to: state,
        at,
        by,
        words: `${why}; leg ${leg} goes on`,
        leg,
      },
    },
    { kind: 'start-leg', practiceId, claimId, leg, at },
  ];
}
