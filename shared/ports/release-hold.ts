import type { Instant } from '#contracts/dates.ts';
import type { Hold } from '#contracts/holds.ts';
import { holdReviewTaskId, released } from '#domain/holds/change-hold.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import { releaseFreeClaims, type HeldClaimsWorld } from './held-claims.ts';
import type { TaskStore } from './task-store.ts';

export interface ReleaseHoldWorld extends HeldClaimsWorld {
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** Ends the task of a hold's review date, where one is open. */
export async function reviewEnds(
  hold: Hold,
  outcome: string,
  { at, user }: { readonly at: Instant; readonly user: string },
  { tasks }: Pick<ReleaseHoldWorld, 'tasks'>,
): Promise<readonly Write[]> {
  return mootTask(await tasks.load(hold.practiceId, holdReviewTaskId(hold)), outcome, at, user);
}

/**
 * Releases a hold and lets the claims go on that no other hold stops. The hold is released first: from then on it stops
 * nothing, and whatever a call leaves waiting the next one finds.
 * @throws CommitConflict when somebody else changed the hold first.
 */
export async function releaseHold(
  hold: Hold,
  { words, user }: { readonly words: string; readonly user: string },
  world: ReleaseHoldWorld,
  isOver?: () => boolean,
): Promise<Awaited<ReturnType<typeof releaseFreeClaims>>> {
  if (hold.released === undefined) {
    const at = world.clock.now();
    await world.commit.apply([
      { kind: 'save-hold', hold: released(hold, { words, user, at }), expectedVersion: hold.version },
      ...(await reviewEnds(hold, 'hold-released', { at, user }, world)),
    ]);
  }
  return await releaseFreeClaims(hold.practiceId, `user ${user}`, world, isOver);
}
