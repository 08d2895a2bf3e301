import type { Cents } from '#contracts/cents.ts';
import type { LogEntry } from '#contracts/contact-log.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { asleepUntil } from '../tasks/open-asleep.ts';
import { practiceTaskOutcomeNames } from '../tasks/practice-task.ts';
import { entryInShort, entryInWords } from './entry-in-words.ts';

/** The task of an entry's follow-up date; whoever puts it off by a decision opens the next. */
export function followUpTaskId(entryId: LogEntry['entryId'], number = 1): TaskId {
  return TaskId.parse(`follow-up-date-${entryId}-${number}`);
}

/** Sleeps until the follow-up date, and then asks whether what was promised has come. */
export function followUpTask(entry: LogEntry, on: PlainDate, dollarsAtStakeCents: Cents): Task {
  const { practiceId, subject, at, by } = entry;
  const task: Task = {
    practiceId,
    taskId: followUpTaskId(entry.entryId),
    kind: 'follow-up-date',
    ...(subject.about === 'claim' ? { claimId: subject.claimId } : {}),
    waitSequence: 0,
    status: 'open',
    openedAt: at,
    dueOn: on,
    why: `The follow-up date of ${entryInShort(entry)} has come: see whether what was said has happened.`,
    evidence: [aboutInWords(subject), `${entryInWords(entry)} (${by})`],
    dollarsAtStakeCents,
    outcomes: practiceTaskOutcomeNames('follow-up-date'),
  };
  return asleepUntil(task, on, { by, reason: `follow-up date of ${entryInShort(entry)}` });
}

/** The task that follows one of which somebody asked again; it sleeps until the day that was named. */
export function followUpAgain(
  task: Task,
  {
    on,
    reason,
    by,
    at,
  }: { readonly on: PlainDate; readonly reason: string; readonly by: string; readonly at: Instant },
): Task {
  const [, stem = task.taskId, number = '1'] = /^(.*)-(\d+)$/.exec(task.taskId) ?? [];
  const { handling: _ended, proposals: _none, ...rest } = task;
  return asleepUntil(
    {
      ...rest,
      taskId: TaskId.parse(`${stem}-${Number(number) + 1}`),
      openedAt: at,
      dueOn: on,
      evidence: [...task.evidence, `${by} asked again on ${at.slice(0, 10)}: ${reason}`],
    },
    on,
    { by, reason },
  );
}

function aboutInWords(subject: LogEntry['subject']): string {
  switch (subject.about) {
    case 'claim':
      return `It is about the claim ${subject.claimId}.`;
    case 'account':
      return `It is about the account ${subject.guarantorId}.`;
    case 'payer':
      return `It is about the payer ${subject.payerId}.`;
  }
}
