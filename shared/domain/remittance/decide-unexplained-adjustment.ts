import type { PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import type * as z from 'zod';
import { chartOfAccounts } from '../ledger/chart-of-accounts.ts';
import { makePosting, standingPostings, type PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars, negateCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { providerAdjustmentOfTask } from './post-provider-adjustments.ts';

type Decision = z.infer<(typeof practiceTaskOutcomes)['unexplained-adjustment']>;

export type AdjustmentDecided =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly summary?: never; readonly writes?: never; readonly refused: readonly string[] };

/**
 * What a person's decision about a provider adjustment writes. Placing moves the amount from where it stands to another
 * account by one posting, under an id that follows from the adjustment and the move: the same decision twice moves it
 * once. Who asks the payer has the task again on the day that is named.
 * @param postings every posting of the remittance that belongs to no claim.
 */
export function decideUnexplainedAdjustment(
  task: Task,
  decision: Decision,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): AdjustmentDecided {
  const postingId = providerAdjustmentOfTask(task);
  const adjustment = postings.find((posting) => posting.postingId === postingId);
  if (adjustment === undefined) {
    return { refused: [`The task ${task.taskId} names no provider adjustment of the ledger`] };
  }
  const { account, stands, moves } = whereItStands(adjustment, postings);
  switch (decision.outcome) {
    case 'right-as-posted':
      return account === 'suspense'
        ? { refused: ['The amount is in suspense, where nothing may stay: place it, or ask the payer'] }
        : { summary: `The amount stays in ${chartOfAccounts[account].name}.`, writes: [] };
    case 'ask-the-payer':
      return {
        summary: `The payer is asked; the task is due again on ${decision.by}.`,
        writes: [{ kind: 'open-task', task: askedAgain(task, decision, occasion) }],
      };
    case 'place': {
      if (decision.account === account) {
        return { refused: [`account: the amount is in ${account} already`] };
      }
      const words = `${occasion.by} moved ${formatDollars(stands.amountCents)} from ${account} to ${decision.account}`;
      const posting = makePosting({
        ...adjustment,
        postingId: `placed-${adjustment.postingId}-${moves + 1}`,
        cause: 'placed',
        concerns: adjustment.postingId,
        postingDate: occasion.postingDate,
        knownAt: occasion.at,
        by: occasion.by,
        words,
        legs: [
          { ...stands, amountCents: negateCents(stands.amountCents) },
          { ...stands, account: decision.account },
        ],
      });
      return { summary: `${words}.`, writes: [{ kind: 'post', posting }] };
    }
  }
}

/** The leg that says where the amount of an adjustment stands now, after it was placed any number of times. */
export function whereItStands(adjustment: Posting, postings: readonly Posting[]) {
  const placed = standingPostings(postings).filter(
    ({ cause, concerns }) => cause === 'placed' && concerns === adjustment.postingId,
  );
  const numberOf = ({ postingId }: Posting): number =>
    Number(postingId.slice(postingId.lastIndexOf('-') + 1));
  const latest = placed.toSorted((one, other) => numberOf(one) - numberOf(other)).at(-1) ?? adjustment;
  // Of an adjustment and of a placing alike the second leg says where the money went.
  const [, stands] = latest.legs;
  if (stands === undefined) {
    throw new Error(`Posting ${latest.postingId} has no second leg`);
  }
  return { account: stands.account, stands, moves: placed.length };
}

const asksThePayer = ' asks the payer: ';

/** What of a task's evidence says that somebody asked the payer: what is asked anew keeps it. */
export function askedBefore({ evidence }: Pick<Task, 'evidence'>): string[] {
  return evidence.filter((line) => line.includes(asksThePayer));
}

/** The task that takes the place of one whose payer is asked: due when the answer should be there. */
export function askedAgain(
  task: Task,
  decision: { readonly by: PlainDate; readonly reason: string },
  { at, by }: PostingOccasion,
): Task {
  return {
    ...task,
    taskId: askedAgainTaskId(task.taskId),
    openedAt: at,
    dueOn: decision.by,
    evidence: [...task.evidence, `${by}${asksThePayer}${decision.reason}.`],
  };
}

/** The id of the task that takes the place of another about the same. */
export function askedAgainTaskId(taskId: TaskId): TaskId {
  const [, first = taskId, times = '0'] = /^(.*)-asked-(\d+)$/.exec(taskId) ?? [];
  return TaskId.parse(`${first}-asked-${Number(times) + 1}`);
}
