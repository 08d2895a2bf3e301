import type { Claim } from '#contracts/claim.ts';
import type { CodingSettings } from '#contracts/coding-settings.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import { dateOf, daysBetween } from '../../calendar/plain-date.ts';
import { amendClaim } from '../../claims/move-claim.ts';
import { handleTask } from '../../tasks/handle-task.ts';
import { mootTask } from '../../tasks/moot-task.ts';
import type { Write } from '../../writes/write.ts';
import { queryOf, withQuery } from './claim-queries.ts';
import { endQuery } from './end-query.ts';

const by = 'tidy-tasks';

/**
 * What time does to a question that the provider has not answered: the provider is reminded, then a manager has it, then
 * it ends unanswered and the visit is coded from what is documented. A question about a visit that nobody codes any more
 * is withdrawn. Nothing where nothing is due.
 * @param codingTask the coding task that the claim waits for, if it does.
 * @param manager who has what is escalated; undefined where the practice has none.
 */
export function followQuery(
  claim: Claim,
  codingTask: Task | undefined,
  task: Task,
  settings: CodingSettings['physicianQuery'],
  manager: string | undefined,
  at: Instant,
): Write[] {
  const query = queryOf(claim, task.taskId);
  if (task.status !== 'open' || query?.status !== 'open') {
    return [];
  }
  const days = daysBetween(dateOf(query.askedAt), dateOf(at));
  if (claim.state !== 'awaiting-coding') {
    return [
      ...endQuery(claim, codingTask, query, {
        how: 'withdrawn',
        reason: 'The visit is not with the coder any more',
        by,
        at,
      }),
      ...mootTask(task, 'query-withdrawn', at, by),
    ];
  }
  if (days >= settings.expireAfterDays) {
    return [
      ...endQuery(claim, codingTask, query, {
        how: 'unanswered',
        reason: `No answer within ${settings.expireAfterDays} days`,
        by,
        at,
      }),
      ...mootTask(task, 'unanswered', at, by),
    ];
  }
  if (days >= settings.escalateAfterDays && query.escalated === undefined) {
    const handled =
      manager === undefined || task.handling?.assignedTo === manager
        ? undefined
        : handleTask(
            task,
            { action: 'assign', to: manager, reason: `no answer for ${days} days` },
            { user: 'claimwright', role: 'manager', at },
          );
    const escalated = { at, ...(manager === undefined ? {} : { to: manager }) };
    return [
      ...amendClaim(claim, withQuery(claim, { ...query, escalated }), at, {
        event: 'query-escalated',
        by,
        words: `The provider has not answered for ${days} days; a manager has the question`,
      }).writes,
      ...(handled === undefined || handled.refused !== undefined
        ? []
        : [
            {
              kind: 'save-handling' as const,
              task: handled.task,
              expectedVersion: task.handling?.version ?? 0,
            },
          ]),
    ];
  }
  const since = query.remindedAt.at(-1) ?? query.askedAt;
  return daysBetween(dateOf(since), dateOf(at)) < settings.remindAfterDays
    ? []
    : [
        ...amendClaim(claim, withQuery(claim, { ...query, remindedAt: [...query.remindedAt, at] }), at, {
          event: 'provider-reminded',
          by,
          words: `The provider was reminded of the question after ${days} days`,
        }).writes,
      ];
}
