import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { StagedDay } from '#contracts/warehouse/export-book.ts';
import type { WarehouseStanding } from '#contracts/warehouse/standing.ts';
import { addDays, daysBetween } from '../calendar/plain-date.ts';
import { ledgerHashOf } from './export-state.ts';

/** What is known of the export of a practice. Days are the earliest first. */
export interface ExportSoFar {
  readonly practiceId: PracticeId;
  readonly counted: readonly LedgerDay[];
  readonly staged: readonly Pick<StagedDay, 'day' | 'ledgerHash'>[];
  readonly publishedThrough: PlainDate | undefined;
}

/**
 * How far a practice is in the warehouse, and why no further. A practice whose ledger has no day that is over is not late:
 * there is nothing to publish.
 */
export function standingOf(
  { practiceId, counted, staged, publishedThrough }: ExportSoFar,
  today: PlainDate,
  lateAfterDays: number,
): WarehouseStanding {
  const since =
    publishedThrough ?? (counted[0] === undefined ? undefined : addDays(counted[0].postingDate, -1));
  if (since === undefined) {
    return { practiceId, isLate: false };
  }
  const ageDays = Math.max(0, daysBetween(since, today));
  const because = reason({ counted, staged, publishedThrough }, addDays(today, -1));
  return {
    practiceId,
    ...(publishedThrough === undefined ? {} : { publishedThrough }),
    ageDays,
    isLate: ageDays > lateAfterDays,
    ...(because === undefined ? {} : { because }),
  };
}

/** The first step that did not come as far as yesterday, in the order of the steps. */
function reason(
  { counted, staged, publishedThrough }: Omit<ExportSoFar, 'practiceId'>,
  yesterday: PlainDate,
): string | undefined {
  const opened = counted.find(({ openedAgain }) => openedAgain !== undefined);
  if (opened !== undefined) {
    return `${opened.postingDate} was opened again and is not totalled since: nothing from its month on is published`;
  }
  const last = counted.at(-1)?.postingDate;
  if (publishedThrough !== undefined && publishedThrough >= yesterday) {
    return undefined;
  }
  const hashes = new Map<string, string>(staged.map(({ day, ledgerHash }) => [day, ledgerHash]));
  const unstaged = counted.find((day) => hashes.get(day.postingDate) !== ledgerHashOf(day));
  if (unstaged !== undefined) {
    return `${unstaged.postingDate} is totalled and not staged as it was totalled: nothing from its month on is published`;
  }
  if (last !== undefined && (publishedThrough === undefined || publishedThrough < last)) {
    return `days up to ${last} are staged and not published: the last export refused, or was overtaken by another`;
  }
  return `the ledger is totalled up to ${last ?? 'no day'}`;
}
