import { ClaimStepInput } from '#contracts/steps.ts';
import { openNextLeg } from '#domain/claims/open-next-leg.ts';
import type { Clock } from '#ports/clock.ts';
import { loadClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

/**
 * The way out of a wait for a person that lasted too long for its execution: the claim's next leg asks again.
 * The task stays as it is in the work list, its due date long past.
 */
export async function continueOnNextLegStep(
  event: unknown,
  world: ClaimWorld & { readonly clock: Clock },
): Promise<{ outcome: 'continued' | 'moved-on' }> {
  const input = ClaimStepInput.parse(event);
  const claim = await loadClaim(world.claims, input.practiceId, input.claimId);
  if (claim.leg !== input.leg) {
    return { outcome: 'moved-on' };
  }
  await world.commit.apply(
    openNextLeg(claim, world.clock.now(), 'continue-on-next-leg', 'Nobody worked the task in time'),
  );
  return { outcome: 'continued' };
}
