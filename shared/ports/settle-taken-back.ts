import type { Claim } from '#contracts/claim.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { Posting } from '#contracts/ledger.ts';
import { claimsAfterMoney } from '#domain/credit-balances/claims-after-money.ts';
import { settleTakenBack, takenOnce } from '#domain/credit-balances/settle-taken-back.ts';
import type { PostingOccasion } from '#domain/ledger/make-posting.ts';
import { takebacksChanged, takebackTaskId } from '#domain/takebacks/takeback-differs.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import { askOnce, lastAsked } from './asked-again.ts';
import type { Commit } from './commit.ts';
import type { PatientAccounts } from './patient-accounts.ts';
import type { TaskStore } from './task-store.ts';

export interface SettleTakenBackWorld {
  readonly commit: Commit;
  readonly tasks: Pick<TaskStore, 'load'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
}

/**
 * Settles the refunds of a claim of which the payer took the money as well, or tells a person of them. What is posted is
 * written together with the end of the tasks that it answers, so that nobody places the same amount at that moment.
 * @param postings every posting of the claim. @param takebacks every posting on `takeback-payable` of the practice.
 * @returns how many tasks were opened, and whether anything was posted.
 * @throws CommitConflict when the claim was changed, a task worked, or what the payer took met, at the same time.
 */
export async function settleRefundsTakenBack(
  claim: Claim,
  postings: readonly Posting[],
  takebacks: readonly Posting[],
  occasion: PostingOccasion,
  world: SettleTakenBackWorld,
): Promise<{ readonly opened: number; readonly isPosted: boolean }> {
  const { practiceId } = claim;
  const { at, by } = occasion;
  const ids = new Set(postings.map(({ postingId }) => postingId));
  const acknowledged = takebacks.filter(
    ({ concerns, postingId }) => concerns !== undefined && ids.has(concerns) && !ids.has(postingId),
  );
  const settled = settleTakenBack(claim, [...postings, ...acknowledged], takebacks, occasion);
  const changed = takebacksChanged(practiceId, takebacks, [...takebacks, ...settled.postings], occasion);
  const writes: Write[] = [
    ...settled.postings.map((posting): Write => ({ kind: 'post', posting })),
    ...takenOnce(settled.postings, takebacks, occasion),
  ];
  if (writes.length > 0) {
    const words = `${settled.words.join('. ')}.`;
    const account = await world.accounts.load(practiceId, claim.guarantorId);
    writes.push(
      ...claimsAfterMoney(
        [{ claim, postings, added: settled.postings, words, reason: words }],
        account,
        occasion,
      ),
    );
  }
  for (const task of [...settled.tasks, ...changed.tasks]) {
    writes.push(...askOnce(task, await lastAsked(world.tasks, practiceId, task.taskId), at, by));
  }
  for (const taskId of settled.answered) {
    const task = await lastAsked(world.tasks, practiceId, taskId);
    writes.push(...mootTask(task, 'refund-acknowledged', at, by));
  }
  for (const postingId of changed.explained) {
    const task = await lastAsked(world.tasks, practiceId, takebackTaskId(postingId));
    writes.push(...mootTask(task, 'refund-not-paid', at, by));
  }
  if (writes.length > 0) {
    const { outcome } = await world.commit.apply(writes);
    if (outcome === 'duplicate') {
      throw new CommitConflict(`Something of ${claim.claimId} was settled at the same moment`);
    }
  }
  return {
    opened: writes.filter(({ kind }) => kind === 'open-task').length,
    isPosted: settled.postings.length > 0,
  };
}
