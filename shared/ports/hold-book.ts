import type { Hold } from '#contracts/holds.ts';
import type { HoldId, PracticeId } from '#contracts/identifiers.ts';

/** Holds on claims. All of it is written by `commit`. */
export interface HoldBook {
  /** Holds that stand, in the order of their ids; sees every hold that was placed before. */
  standing(practiceId: PracticeId): Promise<readonly Hold[]>;
  /** Holds that were released, the last first, at most so many. */
  released(practiceId: PracticeId, limit: number): Promise<readonly Hold[]>;
  load(practiceId: PracticeId, holdId: HoldId): Promise<Hold | undefined>;
}
