import { problemsOf, RestartLegRequest, type RestartLegAnswer } from '#contracts/queries.ts';
import { openNextLeg } from '#domain/claims/open-next-leg.ts';
import type { Clock } from '#ports/clock.ts';
import { decideAgainOnConflict, type ClaimWorld } from '#ports/work-on-claim.ts';

/**
 * Ends a claim's present leg and starts the next, which resumes where the row stands: to bring a claim onto a newer
 * definition of the pipeline, or to free one whose execution is gone. The claim itself does not change; the old
 * execution finds its leg over and ends.
 */
export async function restartLegStep(
  event: unknown,
  world: ClaimWorld & { readonly clock: Clock },
): Promise<RestartLegAnswer> {
  const request = RestartLegRequest.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const { practiceId, claimId, user, reason } = request.data;
  return await decideAgainOnConflict(async (): Promise<RestartLegAnswer> => {
    const claim = await world.claims.load(practiceId, claimId);
    if (claim === undefined) {
      return {
        outcome: 'refused',
        problems: [`claimId: practice ${practiceId} has no claim ${claimId}`],
        because: 'not-found',
      };
    }
    if (claim.state === 'closed') {
      return { outcome: 'refused', problems: [`Claim ${claimId} is closed; nothing works on it`] };
    }
    await world.commit.apply(
      openNextLeg(claim, world.clock.now(), `user ${user}`, `Leg ${claim.leg} was ended: ${reason}`),
    );
    return { outcome: 'restarted', claimId, leg: claim.leg + 1 };
  });
}
