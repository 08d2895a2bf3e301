import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { HeldClaims, Hold } from '#contracts/holds.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { formatDollars } from '../money/cents.ts';
import { openedFor } from '../tasks/open-asleep.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { holdInWords, targetInWords } from './hold-words.ts';

/** Nobody forgets a hold for longer. */
const longestReviewDays = 90;
const keptReviews = 100;
const daysToWork = 2;

/** Why a hold is not reviewed on this day; undefined where it may be. */
export function reviewFault(reviewOn: PlainDate, at: Instant): string | undefined {
  const [first, last] = [addDays(dateOf(at), 1), addDays(dateOf(at), longestReviewDays)];
  return reviewOn < first || reviewOn > last
    ? `reviewOn: found ${reviewOn}; expected a day from ${first} to ${last}`
    : undefined;
}

/** The hold as it stands with another review date, and perhaps another owner. */
export function putOff(
  hold: Hold,
  {
    reviewOn,
    owner,
    words,
    user,
    at,
  }: {
    readonly reviewOn: PlainDate;
    readonly owner?: string | undefined;
    readonly words: string;
    readonly user: string;
    readonly at: Instant;
  },
): Hold {
  return {
    ...hold,
    version: hold.version + 1,
    reviewOn,
    ...(owner === undefined ? {} : { owner }),
    reviews: [...hold.reviews, { at, by: user, reviewOn, words }].slice(-keptReviews),
  };
}

export function released(
  hold: Hold,
  { words, user, at }: { readonly words: string; readonly user: string; readonly at: Instant },
): Hold {
  return { ...hold, version: hold.version + 1, released: { at, by: user, words } };
}

/** The task of a hold's review date; each date has its own. */
export function holdReviewTaskId({ holdId, reviewOn }: Pick<Hold, 'holdId' | 'reviewOn'>): TaskId {
  return TaskId.parse(`hold-review-${holdId}-${reviewOn.replaceAll('-', '')}`);
}

/** Asks the owner whether a hold must stay. */
export function holdReviewTask(hold: Hold, held: HeldClaims, at: Instant): Task {
  const { practiceId, holdId, target, owner, reviewOn } = hold;
  const until =
    held.earliestFilingDay === undefined
      ? ''
      : `; payers take the first of them until ${held.earliestFilingDay}`;
  return openedFor(
    {
      practiceId,
      taskId: holdReviewTaskId(hold),
      kind: 'hold-review',
      holdId,
      waitSequence: 0,
      status: 'open',
      openedAt: at,
      dueOn: addWorkingDays(dateOf(at), daysToWork),
      why: `The review date of the hold on ${targetInWords(target)} has come (${reviewOn}): release it, or say why it stays.`,
      evidence: [
        holdInWords(hold),
        `${held.claims} ${held.claims === 1 ? 'claim waits' : 'claims wait'}, ${formatDollars(held.chargeCents)} of charges${until}.`,
        ...hold.reviews.map(({ at: when, by, words }) => `${by} kept it on ${when.slice(0, 10)}: ${words}`),
      ],
      dollarsAtStakeCents: held.chargeCents,
      outcomes: practiceTaskOutcomeNames('hold-review'),
    },
    owner,
    'they look after the hold',
  );
}
