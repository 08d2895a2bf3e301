import type { JournalEntry } from '#contracts/journal.ts';
import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import type { Month, PeriodBook } from '#contracts/periods.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { LateFacts, StagedDay } from '#contracts/warehouse/export-book.ts';
import { dimensionTables, factTables } from '#contracts/warehouse/tables.ts';
import { addDays } from '../calendar/plain-date.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { statementNumberOf } from '../patient-billing/statement-number.ts';
import { lastOfMonth } from '../reports/month-end.ts';
import { hashOfLines } from './staged-facts.ts';

/** Of the rules by which facts are derived; raised when a rule changes what was derived before. */
export const derivation = 5;

/** Of the tables as they are now: their names and versions. */
export const schemaNow = [...factTables, ...dimensionTables]
  .map(({ name, version }) => `${name}.${version}`)
  .join(' ');

/** Says whether the ledger counts something else of a day than before. */
export function ledgerHashOf({ postings, accounts, postingsHash }: LedgerDayTotals): string {
  return contentHashOf({ postings, accounts, postingsHash });
}

/** Says whether anything was added to what happened on a day. */
export function journalHashOf(entries: readonly JournalEntry[]): string {
  return hashOfLines(entries.map(nameOf).toSorted());
}

function nameOf(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'claim-event':
      return `${entry.event.claimId}#${entry.event.version}`;
    case 'task-opened':
    case 'task-closed':
      return `${entry.kind}#${entry.task.taskId}`;
    case 'statement-sent':
      return `${entry.kind}#${statementNumberOf(entry.guarantorId, entry.statement)}`;
    case 'cost-entered':
      return `${entry.kind}#${entry.entry.number}`;
  }
}

/** Whether a month is closed: it never changes again unless two managers open it. */
export function isClosed({ closedMonth }: Pick<PeriodBook, 'closedMonth'>, month: Month): boolean {
  return closedMonth !== undefined && month <= closedMonth;
}

/** The first day on which something may still count. */
export function firstOpenDay({
  closedMonth,
  closedThrough,
}: Pick<PeriodBook, 'closedMonth' | 'closedThrough'>): PlainDate | undefined {
  const last = closedThrough ?? (closedMonth === undefined ? undefined : lastOfMonth(closedMonth));
  return last === undefined ? undefined : addDays(last, 1);
}

/** Of what a month is made: its days, and late facts of other days that count in it. */
export function inputsHashOf(
  days: readonly Pick<StagedDay, 'day' | 'contentHash'>[],
  late: readonly Pick<LateFacts, 'countedOn' | 'day' | 'contentHash'>[],
): string {
  return contentHashOf([
    days.map(({ day, contentHash }) => [day, contentHash]).toSorted(byText),
    late.map(({ countedOn, day, contentHash }) => [countedOn, day, contentHash]).toSorted(byText),
  ]);
}

function byText(one: readonly string[], other: readonly string[]): number {
  return one.join(' ') < other.join(' ') ? -1 : 1;
}

/** Late facts that count on a day of a month. */
export function lateIn(days: readonly Pick<StagedDay, 'late'>[], month: Month): LateFacts[] {
  return days.flatMap(({ late }) => late.filter(({ countedOn }) => countedOn.startsWith(month)));
}
