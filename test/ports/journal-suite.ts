import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import { AccountRecord, SentStatement } from '#contracts/patient-account.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import { entriesOfDay } from '#ports/journal.ts';
import type { Ports } from './ports.ts';
import { at, claim, event, newGuarantorId, newPracticeId, task } from './samples.ts';

const day = PlainDate.parse('2026-03-20');
const nextDay = PlainDate.parse('2026-03-21');
const nextMorning = Instant.parse('2026-03-21T00:00:00.000Z');

function nameOf(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'claim-event':
      return `${entry.event.claimId} ${entry.event.version}`;
    case 'task-opened':
    case 'task-closed':
      return `${entry.kind} ${entry.task.taskId} ${entry.task.outcome ?? ''}`;
    case 'statement-sent':
      return `${entry.guarantorId} ${entry.statement.statement} ${entry.at}`;
    case 'cost-entered':
      return `${entry.kind} ${entry.entry.number}`;
  }
}

const namesOf = (entries: readonly JournalEntry[]): string[] => entries.map(nameOf).toSorted();

export function journalSuite(ports: () => Ports): void {
  describe('journal', () => {
    test('Moves of claims are found on their day, page after page, and none of another practice or day', async () => {
      const { commit, journal } = ports();
      const practiceId = newPracticeId();
      const claims = Array.from({ length: 7 }, () => claim({ practiceId }));
      for (const one of claims) {
        await commit.apply([{ kind: 'record-event', event: event(one) }]);
        await commit.apply([{ kind: 'record-event', event: { ...event(one, 2), at: nextMorning } }]);
      }
      const foreign = claim({ practiceId: newPracticeId() });
      await commit.apply([{ kind: 'record-event', event: event(foreign) }]);
      expect(namesOf(await entriesOfDay(journal, practiceId, day, 2))).toEqual(
        claims.map(({ claimId }) => `${claimId} 1`).toSorted(),
      );
      expect(await entriesOfDay(journal, practiceId, nextDay)).toHaveLength(7);
      expect(await entriesOfDay(journal, practiceId, PlainDate.parse('2026-03-19'))).toEqual([]);
    });

    test('A task is found on the day it was opened and on the day it was closed, with what was decided', async () => {
      const { commit, journal } = ports();
      const practiceId = newPracticeId();
      const ofClaim = task(claim({ practiceId }));
      const { claimId: _, ...rest } = ofClaim;
      const ofPractice = { ...rest, taskId: TaskId.parse('practice-task-1') };
      await commit.apply([{ kind: 'open-task', task: ofClaim }]);
      await commit.apply([{ kind: 'open-task', task: ofPractice }]);
      await commit.apply([
        {
          kind: 'close-task',
          practiceId,
          taskId: ofPractice.taskId,
          status: 'worked',
          outcome: 'appeal',
          closedAt: nextMorning,
          closedBy: 'user maria',
        },
      ]);
      expect(namesOf(await entriesOfDay(journal, practiceId, day))).toEqual(
        [`task-opened ${ofClaim.taskId} `, 'task-opened practice-task-1 appeal'].toSorted(),
      );
      expect(namesOf(await entriesOfDay(journal, practiceId, nextDay))).toEqual([
        'task-closed practice-task-1 appeal',
      ]);
    });

    test('A statement is found on the day it was sent, once', async () => {
      const { commit, journal } = ports();
      const practiceId = newPracticeId();
      const guarantorId = newGuarantorId();
      const statement = SentStatement.parse({
        cycle: 1,
        statement: 2,
        sentOn: day,
        dueOn: '2026-04-10',
        amountDueCents: 500,
        visits: [],
        documentKey: 'statements/a.pdf',
      });
      const account = AccountRecord.parse({ practiceId, guarantorId, version: 1, statements: [statement] });
      await commit.apply([{ kind: 'save-account', account, expectedVersion: 0, sent: { statement, at } }]);
      await commit.apply([{ kind: 'save-account', account: { ...account, version: 2 }, expectedVersion: 1 }]);
      expect(namesOf(await entriesOfDay(journal, practiceId, day))).toEqual([`${guarantorId} 2 ${at}`]);
    });
  });
}
