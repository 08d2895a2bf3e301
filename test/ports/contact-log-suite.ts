import { describe, expect, test } from 'vitest';
import { LogEntry } from '#contracts/contact-log.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { logEntryIdFor } from '#domain/contact-log/record-entry.ts';
import type { Ports } from './ports.ts';
import { minutesLater, newClaimId, newPracticeId } from './samples.ts';

/** A note that was written so many minutes after the others' beginning. */
export function noteOf(practiceId: PracticeId, subject: LogEntry['subject'], minutes: number): LogEntry {
  const content = { kind: 'note', text: `Note number ${minutes}` } as const;
  const at = minutesLater(minutes);
  const entryId = logEntryIdFor({ practiceId, subject, content, user: 'maria', role: 'staff', at });
  return LogEntry.parse({ practiceId, entryId, subject, content, at, by: 'maria' });
}

export function contactLogSuite(ports: () => Ports): void {
  describe('The log of notes, calls and letters', () => {
    test('lists what is about one subject, the newest first, a page at a time', async () => {
      const { commit, contactLog } = ports();
      const practiceId = newPracticeId();
      const subject = { about: 'claim', claimId: newClaimId() } as const;
      const entries = [1, 2, 3, 4, 5].map((minutes) => noteOf(practiceId, subject, minutes));
      for (const entry of entries) {
        await commit.apply([{ kind: 'record-log-entry', entry }]);
      }
      const other = { about: 'claim', claimId: newClaimId() } as const;
      await commit.apply([{ kind: 'record-log-entry', entry: noteOf(practiceId, other, 3) }]);
      const first = await contactLog.list(practiceId, subject, { limit: 3 });
      const rest = await contactLog.list(practiceId, subject, { limit: 3, next: first.next });
      expect([...first.entries, ...rest.entries]).toEqual(entries.toReversed());
      expect([first.entries.length, rest.next]).toEqual([3, undefined]);
      const exact = await contactLog.list(practiceId, subject, { limit: 5 });
      expect(exact.next).toBeUndefined();
    });

    test('keeps an entry once, and shows it to its own practice alone', async () => {
      const { commit, contactLog } = ports();
      const practiceId = newPracticeId();
      const subject = { about: 'claim', claimId: newClaimId() } as const;
      const entry = noteOf(practiceId, subject, 1);
      expect(await commit.apply([{ kind: 'record-log-entry', entry }])).toEqual({ outcome: 'committed' });
      const again = await commit.apply([{ kind: 'record-log-entry', entry: { ...entry, by: 'george' } }]);
      expect(again).toEqual({ outcome: 'duplicate', what: 'record-log-entry' });
      expect(await contactLog.load(practiceId, subject, entry.entryId)).toEqual(entry);
      const elsewhere = newPracticeId();
      expect(await contactLog.load(elsewhere, subject, entry.entryId)).toBeUndefined();
      expect(await contactLog.list(elsewhere, subject, { limit: 5 })).toEqual({ entries: [] });
    });
  });
}
