import type { LogEntry, LogSubject } from '#contracts/contact-log.ts';
import type { LogEntryId, PracticeId } from '#contracts/identifiers.ts';

/** Notes, calls and letters. All of it is written by `commit`, and nothing is ever changed. */
export interface ContactLog {
  /** Entries about one subject, the newest first; `next` asks for those before them. */
  list(
    practiceId: PracticeId,
    subject: LogSubject,
    page: { readonly limit: number; readonly next?: string | undefined },
  ): Promise<{ readonly entries: readonly LogEntry[]; readonly next?: string }>;
  load(practiceId: PracticeId, subject: LogSubject, entryId: LogEntryId): Promise<LogEntry | undefined>;
}

/** Names the subject of an entry by ids alone. */
export function subjectText(subject: LogSubject): string {
  switch (subject.about) {
    case 'claim':
      return `claim-${subject.claimId}`;
    case 'account':
      return `account-${subject.guarantorId}`;
    case 'payer':
      return `payer-${subject.payerId}`;
  }
}
