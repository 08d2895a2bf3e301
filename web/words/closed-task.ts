import type { Task } from '#contracts/task.ts';
import { outcomeInWords } from '#domain/tasks/moot-words.ts';
import { timeAgo } from './days.ts';
import { wordsOfOutcome } from './outcome-words.ts';
import { personName } from './people.ts';

/** What became of a task that is closed; undefined while it is open. */
export function closedInWords(task: Task, now: Date): string | undefined {
  const when = task.closedAt === undefined ? '' : ` ${timeAgo(task.closedAt, now)}`;
  switch (task.status) {
    case 'open':
      return undefined;
    case 'worked':
      return `${task.closedBy === undefined ? 'Somebody' : personName(task.closedBy)} worked this task${when}: ${wordsOfOutcome(task.kind, task.outcome ?? '').does}.`;
    case 'moot':
      return `This task closed by itself${when}: ${outcomeInWords(task.outcome ?? 'the claim moved on')}.`;
  }
}
