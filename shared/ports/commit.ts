import type { Write } from '#domain/writes/write.ts';

export type CommitOutcome =
  | { readonly outcome: 'committed' }
  /** What was to be written for the first time is there already: an earlier delivery of the same message did it. */
  | { readonly outcome: 'duplicate'; readonly what: string };

/**
 * Whether the failed condition of this write means that an earlier delivery did it, rather than that another writer
 * was first.
 */
export function failsAsDuplicate(write: Write): boolean {
  return (
    write.kind === 'create-claim' ||
    write.kind === 'post' ||
    write.kind === 'mark-handled' ||
    write.kind === 'open-task' ||
    write.kind === 'count-remittance-claim' ||
    write.kind === 'keep-bank-entry' ||
    write.kind === 'record-log-entry' ||
    write.kind === 'await-deposit'
  );
}

/**
 * Whether this write holds the decision to the version it was made on. Where it fails the decision is stale, and must
 * be made again whatever else failed: the next task of a claim has the same id whoever opens it, so that of two writers
 * who move the claim at the same moment the second would else pass for a repeat of the first.
 */
export function guardsVersion(write: Write): boolean {
  return (
    write.kind === 'save-claim' ||
    write.kind === 'save-account' ||
    write.kind === 'save-hold' ||
    write.kind === 'save-person' ||
    write.kind === 'save-proposals' ||
    write.kind === 'save-handling' ||
    write.kind === 'save-remittance-run' ||
    write.kind === 'decide-patients' ||
    write.kind === 'save-open-entry' ||
    write.kind === 'save-awaited-deposit' ||
    write.kind === 'save-bank-days'
  );
}

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
