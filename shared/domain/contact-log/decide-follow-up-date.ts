import type * as z from 'zod';
import type { Instant } from '#contracts/dates.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { dayFault } from '../tasks/day-to-wait-for.ts';
import type { Write } from '../writes/write.ts';
import { followUpAgain } from './follow-up-task.ts';

/** What comes of a follow-up date: who asked once more is asked again on the day that was named. */
export function decideFollowUpDate(
  task: Task,
  decision: z.output<(typeof practiceTaskOutcomes)['follow-up-date']>,
  user: string,
  at: Instant,
):
  | { readonly summary: string; readonly writes?: readonly Write[]; readonly refused?: never }
  | { readonly refused: readonly string[] } {
  switch (decision.outcome) {
    case 'promise-kept':
      return { summary: 'What was promised has happened.' };
    case 'promise-not-kept':
      return { summary: 'What was promised has not happened, and nobody waits for it any more.' };
    case 'no-longer-needed':
      return { summary: 'Nobody needs what was promised any more.' };
    case 'asked-again': {
      const fault = dayFault(decision.by, at);
      return fault === undefined
        ? {
            summary: `The matter is back in the queue on ${decision.by}.`,
            writes: [
              {
                kind: 'open-task',
                task: followUpAgain(task, { on: decision.by, reason: decision.reason, by: user, at }),
              },
            ],
          }
        : { refused: [fault] };
    }
  }
}
