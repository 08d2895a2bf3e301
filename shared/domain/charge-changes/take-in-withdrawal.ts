import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Write } from '../writes/write.ts';
import { openChargeChange } from './open-charge-change.ts';

/** Stands where the hash of a content would: there is none any more. */
const withdrawnHash = 'withdrawn';

export type WithdrawalTakenIn =
  | { readonly outcome: 'changed-after-billing'; readonly taskId: TaskId; readonly writes: readonly Write[] }
  | { readonly outcome: 'unchanged'; readonly taskId?: never; readonly writes: readonly [] };

/**
 * The practice took a visit back whose claim was billed: a person is asked whether to void it, once. One that was
 * decided to be ignored is known when it comes again.
 */
export function takeInWithdrawal(
  claim: Claim,
  practice: Practice,
  {
    uploadId,
    recordNumber,
    at,
  }: { readonly uploadId: string; readonly recordNumber: number; readonly at: Instant },
): WithdrawalTakenIn {
  const { pendingChange, source } = claim;
  if (pendingChange?.contentHash === withdrawnHash) {
    return { outcome: 'changed-after-billing', taskId: pendingChange.taskId, writes: [] };
  }
  if (source.setAside?.some(({ contentHash }) => contentHash === withdrawnHash) === true) {
    return { outcome: 'unchanged', writes: [] };
  }
  const change = {
    contentHash: withdrawnHash,
    version: Math.max(source.version, pendingChange?.version ?? 0) + 1,
    uploadId,
    recordNumber,
    differences: ['The practice took the visit back.'],
  };
  const { taskId, writes } = openChargeChange(claim, change, practice, at);
  return { outcome: 'changed-after-billing', taskId, writes };
}
