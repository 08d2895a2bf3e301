import { TaskId, type PostingId, type PracticeId, type RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { addDays } from '../calendar/plain-date.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { formatDollars } from '../money/cents.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { takebackLedger, type ExcessTakeback, type TakebackAccount } from './takeback-ledger.ts';

/** A payer's time to be asked runs from the remittance on. */
const daysToWork = 7;

const prefix = 'takeback-';

/** One task an amount that was taken, whatever comes of it. */
export function takebackTaskId(postingId: PostingId): TaskId {
  return TaskId.parse(`${prefix}${postingId}`);
}

/** The posting of the amount that a task is about. */
export function takingOfTask({ taskId }: Pick<Task, 'taskId'>): string | undefined {
  return taskId.startsWith(prefix) ? taskId.slice(prefix.length).replace(/-asked-\d+$/, '') : undefined;
}

export interface TakebacksWatched {
  /** A task for each amount that was taken though nothing of it was open, and that was not so before. */
  readonly tasks: readonly Task[];
  /** Amounts that were in excess before and are not now: their tasks are moot. */
  readonly explained: readonly PostingId[];
}

/**
 * What a remittance changes about takebacks.
 * @param postings every posting on `takeback-payable` of the practice, those of this remittance included.
 */
export function watchTakebacks(
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  postings: readonly Posting[],
  occasion: PostingOccasion,
): TakebacksWatched {
  const former = postings.filter((posting) => posting.remittanceId !== remittanceId);
  return takebacksChanged(practiceId, former, postings, occasion);
}

/**
 * Which takings exceed what the payer had announced since something was posted, and which no longer do. What is announced
 * or taken may be paired with what is older, and set free what that was paired with: so the excess with it is held
 * against the excess without it, whichever remittance took it.
 * @param former every posting on `takeback-payable` of the practice before. @param postings those of now.
 */
export function takebacksChanged(
  practiceId: PracticeId,
  former: readonly Posting[],
  postings: readonly Posting[],
  occasion: PostingOccasion,
): TakebacksWatched {
  const excessOf = (among: readonly Posting[]) =>
    takebackLedger(among, occasion.postingDate).flatMap((account) =>
      account.excess.map((entry) => ({ account, entry })),
    );
  const idsOf = (excess: ReturnType<typeof excessOf>) =>
    new Set(excess.map(({ entry }) => entry.taken.postingId));
  const before = idsOf(excessOf(former));
  const excess = excessOf(postings);
  const now = idsOf(excess);
  return {
    tasks: excess
      .filter(({ entry }) => !before.has(entry.taken.postingId))
      .map(({ account, entry }) => taskOf(practiceId, account, entry, occasion)),
    explained: [...before].filter((postingId) => !now.has(postingId)),
  };
}

function taskOf(
  practiceId: PracticeId,
  { payer }: TakebackAccount,
  { taken, excessCents, claimIds, before, letter }: ExcessTakeback,
  { at, postingDate }: PostingOccasion,
): Task {
  return {
    practiceId,
    taskId: takebackTaskId(taken.postingId),
    kind: 'takeback-differs',
    ...(taken.remittanceId === undefined ? {} : { remittanceId: taken.remittanceId }),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: addDays(postingDate, daysToWork),
    why:
      before === undefined
        ? `${payer} took ${formatDollars(excessCents)} more than it had announced.`
        : `${payer} took ${formatDollars(excessCents)} again: the same claim was taken on ${before.postingDate} before.`,
    evidence: [
      `${formatDollars(taken.amountCents)} were taken under the code ${taken.code}${taken.reference === undefined ? ' without a reference' : `, reference ${taken.reference}`}.`,
      claimIds.length === 0
        ? 'The reference names no claim of ours.'
        : `It is about ${claimIds.length === 1 ? 'claim' : 'claims'} ${claimIds.join(', ')}.`,
      ...(before === undefined
        ? []
        : [
            `Remittance ${before.remittanceId ?? 'unknown'} took ${formatDollars(before.amountCents)} for it on ${before.postingDate}.`,
          ]),
      ...(letter === undefined
        ? []
        : [
            `A letter that was entered on ${letter.postingDate} told of ${formatDollars(letter.amountCents)}.`,
          ]),
      'Should the payer yet send the reversal that this follows from, the task closes by itself.',
    ],
    dollarsAtStakeCents: excessCents,
    outcomes: practiceTaskOutcomeNames('takeback-differs'),
  };
}
