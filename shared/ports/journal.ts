import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { JournalEntry } from '#contracts/journal.ts';

export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** Where to go on; absent at the end. */
  readonly next?: string;
}

/** What happened in a practice day by day, beside its ledger. Days are days of UTC. */
export interface Journal {
  /**
   * A page of a day, in no order that means anything. What is written at this very moment may be missing; an hour after
   * the day nothing is, but for what a clock that was slow dated back.
   */
  pageOfDay(
    practiceId: PracticeId,
    day: PlainDate,
    page: { readonly limit: number; readonly next?: string | undefined },
  ): Promise<JournalPage>;
}

/** Everything that happened on a day. */
export async function entriesOfDay(
  journal: Journal,
  practiceId: PracticeId,
  day: PlainDate,
  limit = 1000,
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  let next: string | undefined;
  do {
    const page = await journal.pageOfDay(practiceId, day, { limit, next });
    entries.push(...page.entries);
    next = page.next;
  } while (next !== undefined);
  return entries;
}
