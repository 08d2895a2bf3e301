import type { Write } from '#domain/writes/write.ts';

export type CommitOutcome =
  | { readonly outcome: 'committed' }
  /** What was to be written for the first time is there already: an earlier delivery of the same message did it. */
  | { readonly outcome: 'duplicate'; readonly what: string };

/**
 * Applies all writes of a decision at once, or none of them.
 * At most 100 writes a call, and never two to the same item.
 */
export interface Commit {
  /**
   * @throws CommitConflict when another writer changed something first; read again and decide again.
   * @throws TemporaryFault when the store did not answer.
   */
  apply(writes: readonly Write[]): Promise<CommitOutcome>;
}
