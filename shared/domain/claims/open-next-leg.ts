import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Write } from '../writes/write.ts';
import { stateTable } from './claim-lifecycle.ts';

/**
 * Ends the claim's present leg and starts the next, which resumes where the row stands: after a token died, when a
 * wait outlived its execution, or to bring the claim onto a newer definition of the pipeline. A deadline of somebody
 * outside counts on: the new leg waits for what is left of it. A person is given the whole time anew, which is only as
 * long as an execution may last.
 */
export function openNextLeg(claim: Claim, at: Instant, by: string, why: string): Write[] {
  const leg = claim.leg + 1;
  const version = claim.version + 1;
  const { practiceId, claimId, state } = claim;
  return [
    {
      kind: 'save-claim',
      claim: { ...claim, ...deadlineLeft(claim, at), leg, version, updatedAt: at },
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
        chargeCents: claim.totalChargeCents,
      },
    },
    { kind: 'start-leg', practiceId, claimId, leg, at },
  ];
}

/** A wait cannot be shorter; one that is over takes its way out at once. */
const shortestSeconds = 1;

function deadlineLeft(
  { state, deadlineSeconds, waitingSince }: Claim,
  at: Instant,
): Partial<Pick<Claim, 'deadlineSeconds' | 'waitingSince'>> {
  if (stateTable[state].wait?.kind !== 'answer' || waitingSince === undefined || deadlineSeconds === 0) {
    return {};
  }
  const waitedSeconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(waitingSince)) / 1000));
  return { deadlineSeconds: Math.max(shortestSeconds, deadlineSeconds - waitedSeconds), waitingSince: at };
}
