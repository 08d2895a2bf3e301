import type { Cents } from '#contracts/cents.ts';
import type { LogContent, LogEntry, LogSubject } from '#contracts/contact-log.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { LogEntryId, type PracticeId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '../calendar/plain-date.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { logEntryHash } from '../identity/ids.ts';
import { handleTask, latestSnooze } from '../tasks/handle-task.ts';
import { mootTask } from '../tasks/moot-task.ts';
import type { Write } from '../writes/write.ts';
import { entryInShort, promiseInWords } from './entry-in-words.ts';
import { followUpTask, followUpTaskId } from './follow-up-task.ts';

/** Nobody promises anything for longer; what is due after that is asked for earlier. */
const longestFollowUpDays = 180;
const longestReason = 500;

export interface NewEntry {
  readonly practiceId: PracticeId;
  readonly subject: LogSubject;
  readonly content: LogContent;
  readonly corrects?: LogEntryId | undefined;
  readonly user: string;
  readonly role: 'staff' | 'manager';
  readonly at: Instant;
}

/** What is there about the subject when the entry is written. */
export interface EntryFacts {
  /** The entry that it puts right. */
  readonly corrected: LogEntry | undefined;
  /** The open task in which the claim waits for a person. */
  readonly openTask: Task | undefined;
  /** Tasks of earlier follow-up dates that this entry takes the place of. */
  readonly earlier: readonly Task[];
  /** What is at stake for the subject. */
  readonly dollarsAtStakeCents: Cents;
}

export type EntryRecorded =
  | {
      readonly entry: LogEntry;
      readonly writes: readonly Write[];
      readonly summary: string;
      readonly refused?: never;
    }
  | { readonly refused: string };

/** When it was written and what it says: the same entry again, within the millisecond, is the same. */
export function logEntryIdFor({ practiceId, subject, content, user, at }: NewEntry): LogEntryId {
  const digits = at.replaceAll(/\D/g, '').slice(0, 17).padEnd(17, '0');
  return LogEntryId.parse(
    `E${digits}-${logEntryHash(practiceId, canonicalJson({ subject, content, user }))}`,
  );
}

/**
 * Keeps an entry, and sees to its follow-up date: the claim's open task is put off until then, but never beyond the day on
 * which it is due; where none is open, or somebody has it in hand, a task of its own sleeps until then. What an earlier
 * entry of the claim had asked for, or the entry that this one corrects, is asked no more.
 */
export function recordEntry(wanted: NewEntry, facts: EntryFacts): EntryRecorded {
  const { practiceId, subject, content, corrects, user, at } = wanted;
  const { followUpOn } = content;
  const today = dateOf(at);
  const [first, last] = [addDays(today, 1), addDays(today, longestFollowUpDays)];
  if (followUpOn !== undefined && (followUpOn < first || followUpOn > last)) {
    return { refused: `followUpOn: found ${followUpOn}; expected a day from ${first} to ${last}` };
  }
  if (corrects !== undefined && facts.corrected === undefined) {
    return { refused: `corrects: there is no entry ${corrects} about this` };
  }
  const entry: LogEntry = {
    practiceId,
    entryId: logEntryIdFor(wanted),
    subject,
    content,
    ...(corrects === undefined ? {} : { corrects }),
    at,
    by: user,
  };
  const own = followUpTaskId(entry.entryId);
  const ended = facts.earlier
    .filter(({ taskId }) => taskId !== own)
    .flatMap((task) => mootTask(task, 'followed-up-again', at, user));
  if (followUpOn === undefined) {
    const isTaken = ended.length > 0;
    return {
      entry,
      writes: [{ kind: 'record-log-entry', entry }, ...ended],
      summary: isTaken ? 'Kept. The earlier follow-up date counts no more.' : 'Kept.',
    };
  }
  const follow = followUp(entry, followUpOn, wanted, facts);
  const kept: LogEntry = { ...entry, followUp: { taskId: follow.taskId, on: follow.on } };
  return {
    entry: kept,
    writes: [{ kind: 'record-log-entry', entry: kept }, ...ended, follow.write],
    summary: follow.words,
  };
}

interface FollowUp {
  readonly taskId: Task['taskId'];
  readonly on: PlainDate;
  readonly write: Write;
  readonly words: string;
}

function followUp(
  entry: LogEntry,
  on: PlainDate,
  { user, role, at }: NewEntry,
  { openTask, dollarsAtStakeCents }: EntryFacts,
): FollowUp {
  const until = openTask === undefined ? on : earlier(on, latestSnooze(openTask, at));
  const promise = promiseInWords(entry.content) ?? '';
  const put =
    openTask === undefined
      ? undefined
      : handleTask(
          openTask,
          {
            action: 'snooze',
            until,
            reason: `follow-up date of ${entryInShort(entry)}. ${promise}`.trim().slice(0, longestReason),
          },
          { user, role, at },
        );
  if (openTask !== undefined && put !== undefined && put.refused === undefined) {
    const early =
      until < on ? `; the task is due on ${openTask.dueOn}, so it is back before the ${on} you named` : '';
    return {
      taskId: openTask.taskId,
      on: until,
      write: {
        kind: 'save-handling',
        task: put.task,
        expectedVersion: openTask.handling?.version ?? 0,
      },
      words: `Kept. The claim's ${openTask.kind} task is back in the queue on ${until}${early}.`,
    };
  }
  const task = followUpTask(entry, on, dollarsAtStakeCents);
  return {
    taskId: task.taskId,
    on,
    write: { kind: 'open-task', task },
    words: `Kept. A follow-up task is in the queue on ${on}.`,
  };
}

const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);
