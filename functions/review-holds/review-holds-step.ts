import type { Claim } from '#contracts/claim.ts';
import type { Hold } from '#contracts/holds.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { holdReviewTask, holdReviewTaskId } from '#domain/holds/change-hold.ts';
import { heldClaims } from '#domain/holds/held-claims.ts';
import { claimsOnHold, holdsOnClaim, releaseFreeClaims } from '#ports/held-claims.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { ReleaseHoldWorld } from '#ports/release-hold.ts';
import { lookAtPractices, type Looked, type RoundOfLooks } from '#ports/round-of-looks.ts';

interface ReviewHoldsWorld extends ReleaseHoldWorld {
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
}

/**
 * Asks the owners of holds whose review date has come, and lets claims go on that no hold stops any more: those that a
 * release did not reach, and those that were stopped at the moment of it.
 * @throws LooksFailed at the end, when some practice or hold could not be looked at.
 */
export async function reviewHoldsStep(world: ReviewHoldsWorld): Promise<Looked> {
  const today = dateOf(world.clock.now());
  return await lookAtPractices(world, async (practiceId, round) => {
    const standing = await world.holds.standing(practiceId);
    const due: Hold[] = [];
    for (const hold of standing.filter(({ reviewOn }) => reviewOn <= today)) {
      if ((await world.tasks.load(practiceId, holdReviewTaskId(hold))) === undefined) {
        due.push(hold);
      }
    }
    await askOwners(practiceId, due, round, world);
    await releaseFreeClaims(practiceId, 'review-holds', world, () => round.isOver);
    return 0;
  });
}

async function askOwners(
  practiceId: PracticeId,
  due: readonly Hold[],
  round: RoundOfLooks,
  world: ReviewHoldsWorld,
): Promise<void> {
  if (due.length === 0) {
    return;
  }
  const practice = await loadPractice(world.practices, practiceId);
  const waiting = await claimsOnHold(practiceId, world);
  const byHold = new Map<string, Claim[]>();
  for (const claim of waiting.claims) {
    for (const { holdId } of await holdsOnClaim(claim, due, world)) {
      byHold.set(holdId, [...(byHold.get(holdId) ?? []), claim]);
    }
  }
  for (const hold of due) {
    await round.look(`${practiceId} ${hold.holdId}`, 1, async () => {
      const task = holdReviewTask(
        hold,
        heldClaims(byHold.get(hold.holdId) ?? [], practice),
        world.clock.now(),
      );
      const { outcome } = await world.commit.apply([{ kind: 'open-task', task }]);
      return outcome === 'committed' ? 1 : 0;
    });
  }
}
