import { CommitConflict } from '#contracts/errors.ts';
import type { Commit } from '#ports/commit.ts';

/** A commit that other writers overtake: before each of its first calls, `others` change what is stored. */
export function overtaken(commit: Commit, ...others: readonly (() => Promise<unknown>)[]): Commit {
  const waiting = [...others];
  return {
    async apply(writes) {
      await waiting.shift()?.();
      return await commit.apply(writes);
    },
  };
}

/** A commit after which the caller dies: the writes are stored, the answer never arrives. */
export function dyingAfter(commit: Commit): Commit {
  return {
    async apply(writes) {
      await commit.apply(writes);
      throw new Error('the process died');
    },
  };
}

/** A commit before which the caller dies: nothing is stored. */
export const dyingBefore: Commit = {
  apply: () => Promise.reject(new Error('the process died')),
};

/** A commit whose item never holds still. */
export const alwaysOvertaken: Commit = {
  apply: () => Promise.reject(new CommitConflict('Another writer was first (test)')),
};
