import type * as z from 'zod';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { PhysicianQuery } from '#contracts/physician-query.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf } from '../../calendar/plain-date.ts';
import { amendClaim } from '../../claims/move-claim.ts';
import { tidyTask } from '../../tasks/handle-task.ts';
import type { Write } from '../../writes/write.ts';
import type { Worker } from '../work-task.ts';
import { queryOf, withQuery } from './claim-queries.ts';

type Decision = z.output<(typeof practiceTaskOutcomes)['physician-query']>;

export type QueryEnded =
  | { readonly summary: string; readonly writes: readonly Write[]; readonly refused?: never }
  | { readonly summary?: never; readonly refused: readonly string[] };

/**
 * Carries out what a person decided about a question to the provider: the provider answers, or whoever codes needs no
 * answer any more. What is written is the claim, the history and the coding task that waited; the question's own task
 * is the caller's. An answer to a question that was closed as unanswered is kept with the claim, and changes nothing else.
 * @param codingTask the coding task that the claim waits for, if it does.
 */
export function decideQuery(
  claim: Claim,
  codingTask: Task | undefined,
  task: Task,
  decision: Decision,
  worker: Worker,
): QueryEnded {
  const query = queryOf(claim, task.taskId);
  if (query === undefined) {
    return { refused: [`Claim ${claim.claimId} knows nothing of the question ${task.taskId}`] };
  }
  return decision.outcome === 'answered'
    ? answer(claim, codingTask, query, decision, worker)
    : end(claim, codingTask, query, decision.outcome, decision.reason, worker);
}

function answer(
  claim: Claim,
  codingTask: Task | undefined,
  query: PhysicianQuery,
  { answer: option, addendumOn, reason }: Extract<Decision, { outcome: 'answered' }>,
  { user, at }: Worker,
): QueryEnded {
  const { status, options, taskId } = query;
  if (status === 'answered' || status === 'withdrawn') {
    return {
      refused: [
        status === 'answered'
          ? `The question was answered by ${query.answer?.by ?? 'somebody'} already; an answer is never changed. Write an addendum to the note, and tell the coder`
          : 'The question was withdrawn; no answer is needed any more',
      ],
    };
  }
  if (!options.some((offered) => offered.option === option)) {
    return {
      refused: [
        `answer: found ${option}; expected one of ${options.map((offered) => offered.option).join(', ')}`,
      ],
    };
  }
  if (addendumOn !== undefined && (addendumOn > dateOf(at) || addendumOn < claim.serviceDateFrom)) {
    return {
      refused: [
        `addendumOn: found ${addendumOn}; expected a day from that of the visit, ${claim.serviceDateFrom}, to today`,
      ],
    };
  }
  const isLate = status === 'unanswered';
  const answered: PhysicianQuery = {
    ...query,
    status: 'answered',
    answer: {
      at,
      by: user,
      option,
      words: reason,
      ...(addendumOn === undefined ? {} : { addendumOn }),
      ...(isLate ? { late: true as const } : {}),
    },
  };
  const { writes } = amendClaim(claim, withQuery(claim, answered), at, {
    event: 'provider-answered',
    by: `user ${user}`,
    words: isLate
      ? "The provider answered the coder's question after it was closed; nothing was coded by it"
      : "The provider answered the coder's question",
  });
  return {
    summary: isLate
      ? 'Your answer is kept with the claim. It came after the question was closed, so the visit was coded without it.'
      : 'Your answer is kept with the claim, and the coder goes on.',
    writes: isLate ? writes : [...writes, ...freed(codingTask, taskId, at)],
  };
}

function end(
  claim: Claim,
  codingTask: Task | undefined,
  query: PhysicianQuery,
  how: 'withdrawn' | 'unanswered',
  reason: string,
  { user, at }: Worker,
): QueryEnded {
  return query.status === 'open'
    ? {
        summary:
          how === 'withdrawn'
            ? 'The question is withdrawn; the visit can be coded.'
            : 'The question stays unanswered; code from what is documented.',
        writes: endQuery(claim, codingTask, query, { how, reason, by: `user ${user}`, at }),
      }
    : { refused: [`The question is ${query.status} already`] };
}

/** Ends a question without an answer; the coding task that waited for it goes on. */
export function endQuery(
  claim: Claim,
  codingTask: Task | undefined,
  query: PhysicianQuery,
  {
    how,
    reason,
    by,
    at,
  }: {
    readonly how: 'withdrawn' | 'unanswered';
    readonly reason: string;
    readonly by: string;
    readonly at: Instant;
  },
): Write[] {
  const ended: PhysicianQuery = { ...query, status: how, ended: { at, by, reason } };
  const { writes } = amendClaim(claim, withQuery(claim, ended), at, {
    event: how === 'withdrawn' ? 'query-withdrawn' : 'query-unanswered',
    by,
    words:
      how === 'withdrawn'
        ? 'The question to the provider was withdrawn'
        : 'The provider did not answer; the visit is coded from what is documented',
  });
  return [...writes, ...freed(codingTask, query.taskId, at)];
}

/** The coding task without the question in its way. */
function freed(codingTask: Task | undefined, taskId: Task['taskId'], at: Instant): Write[] {
  const waits = codingTask?.handling?.blockedBy.some((blocker) => blocker.taskId === taskId) === true;
  const tidied =
    waits && codingTask.status === 'open'
      ? tidyTask(codingTask, at, (blocker) => blocker !== taskId)
      : undefined;
  return tidied === undefined
    ? []
    : [
        {
          kind: 'save-handling',
          task: tidied,
          expectedVersion: codingTask?.handling?.version ?? 0,
        },
      ];
}
