import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDayTotals, SeenLedgerDay } from '#contracts/ledger-days.ts';
import type { Posting } from '#contracts/ledger.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { DayTotals } from '#domain/ledger/ledger-day.ts';
import type { Clock } from './clock.ts';
import type { LedgerDays } from './ledger-days.ts';
import { pagesOfDay, type LedgerStore } from './ledger-store.ts';
import type { PracticeStore } from './practice-store.ts';

export interface SeeLedgerDaysWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'history'>;
  readonly ledger: Pick<LedgerStore, 'pageOfDay'>;
  readonly ledgerDays: Pick<LedgerDays, 'list'>;
}

/**
 * The first day into which anything of a practice may be posted: the day on which its first edition was loaded. Nothing
 * is ever posted before, so no record of it is needed. Undefined for a practice that is not there.
 */
export async function firstPostingDay(
  practices: Pick<PracticeStore, 'history'>,
  practiceId: PracticeId,
): Promise<PlainDate | undefined> {
  const first = (await practices.history(practiceId)).at(-1);
  return first === undefined ? undefined : dateOf(first.at);
}

/** The control totals of a day from its postings, only those known by an instant where one is given. */
export async function totalPostings(
  ledger: Pick<LedgerStore, 'pageOfDay'>,
  practiceId: PracticeId,
  day: PlainDate,
  knownAt?: Instant,
): Promise<LedgerDayTotals> {
  const totals = new DayTotals();
  for await (const postings of pagesOfDay(ledger, practiceId, day)) {
    totals.add(knownAt === undefined ? postings : postings.filter((posting) => isKnown(posting, knownAt)));
  }
  return totals.totals();
}

function isKnown(posting: Posting, knownAt: Instant): boolean {
  return Date.parse(posting.knownAt) <= Date.parse(knownAt);
}

export interface DaysWanted {
  readonly from?: PlainDate | undefined;
  /** Today, where none is given. */
  readonly to?: PlainDate | undefined;
  /** As it was known then: what was posted into a day later is left out. */
  readonly knownAt?: Instant | undefined;
}

export interface SeenDays {
  readonly days: readonly SeenLedgerDay[];
  /** The day to go on with, where the time of a call or the room of an answer ended before the days did. */
  readonly next?: PlainDate;
}

/** A function answers within half a minute, and an answer holds some megabytes. */
const [daysAtOnce, longestMilliseconds] = [500, 15_000];

/**
 * The posting days of a practice with their totals, the earliest first: those that were totalled as they were kept, the
 * others added up now.
 */
export async function seeLedgerDays(
  practiceId: PracticeId,
  { from, to, knownAt }: DaysWanted,
  { clock, practices, ledger, ledgerDays }: SeeLedgerDaysWorld,
): Promise<SeenDays> {
  const begun = await firstPostingDay(practices, practiceId);
  if (begun === undefined) {
    return { days: [] };
  }
  const began = Date.parse(clock.now());
  const today = dateOf(clock.now());
  const first = from === undefined || from < begun ? begun : from;
  const last = to === undefined || to > today ? today : to;
  const lastAtOnce = addDays(first, daysAtOnce - 1);
  const kept = new Map(
    (await ledgerDays.list(practiceId, first, last < lastAtOnce ? last : lastAtOnce)).map((day) => [
      day.postingDate,
      day,
    ]),
  );
  const days: SeenLedgerDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (day > lastAtOnce || (day > first && Date.parse(clock.now()) - began > longestMilliseconds)) {
      return { days, next: day };
    }
    const record = kept.get(day);
    const isWhole =
      record !== undefined &&
      record.openedAgain === undefined &&
      (knownAt === undefined ||
        record.lastKnownAt === undefined ||
        Date.parse(record.lastKnownAt) <= Date.parse(knownAt));
    if (isWhole) {
      const { postings, accounts, postingsHash, firstKnownAt, lastKnownAt, totalledAt, verifiedAt } = record;
      days.push({
        postingDate: day,
        postings,
        accounts,
        postingsHash,
        ...(firstKnownAt === undefined ? {} : { firstKnownAt }),
        ...(lastKnownAt === undefined ? {} : { lastKnownAt }),
        totalledAt,
        verifiedAt,
      });
    } else {
      days.push({ postingDate: day, ...(await totalPostings(ledger, practiceId, day, knownAt)) });
    }
  }
  return { days };
}
