import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type {
  AskedDays,
  FiguresReach,
  ReportSchedule,
  ReportSending,
} from '#contracts/warehouse/report-schedule.ts';
import type { Month } from '#contracts/periods.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { wallTimeOf } from '#domain/calendar/wall-time.ts';
import { figuresReach } from '#domain/reports/schedules/figures-reach.ts';
import { askedOfMonth, askedOn, dueDay, hasWaitedEnough } from '#domain/reports/schedules/due-days.ts';
import type { Clock } from './clock.ts';
import type { ExportBook } from './export-book.ts';
import type { Periods } from './periods.ts';
import { publicationsIn } from './see-publications.ts';

export interface ReportDueWorld {
  readonly clock: Clock;
  readonly periods: Pick<Periods, 'load' | 'history'>;
  readonly exportBook: Pick<ExportBook, 'months' | 'month' | 'dimensions'>;
}

/** A mail that is due, and whether it waits for its figures. */
interface ReportDue {
  readonly of: PlainDate;
  readonly asked: AskedDays;
  readonly figures: FiguresReach;
  readonly waits: boolean;
}

/**
 * What a schedule has to announce now, if anything.
 * @param last its latest sending.
 */
export async function reportDue(
  { practiceId, rhythm, span, announcesAfter }: ReportSchedule,
  last: ReportSending | undefined,
  { timeZone }: Pick<Practice, 'timeZone'>,
  world: ReportDueWorld,
): Promise<ReportDue | undefined> {
  const now = wallTimeOf(world.clock.now(), timeZone);
  const after = last === undefined || last.of < announcesAfter ? announcesAfter : last.of;
  const closing = rhythm.every === 'month-close' ? await lastClosing(practiceId, world) : undefined;
  const closedOn =
    closing === undefined ? undefined : dayToTell(closing.month, wallTimeOf(closing.at, timeZone).day, last);
  const of = dueDay(rhythm, after, now, closedOn);
  if (of === undefined) {
    return undefined;
  }
  const asked = closing === undefined ? askedOn(span, of) : askedOfMonth(closing.month);
  const published = await publicationsIn(world.exportBook).published(practiceId);
  const isFinal =
    closing === undefined || (await world.exportBook.month(practiceId, closing.month))?.final === true;
  const figures = figuresReach(asked, published?.through, isFinal);
  return { of, asked, figures, waits: figures.is !== 'whole' && !hasWaitedEnough(rhythm, of, now) };
}

/** The day of a closing, or the one after where that day has told of something before: it tells once. */
function dayToTell(month: Month, closedOn: PlainDate, last: ReportSending | undefined): PlainDate {
  if (last?.of !== closedOn) {
    return closedOn;
  }
  // A later month, where that one was opened again meanwhile.
  const isTold = last.rhythm.every === 'month-close' && last.asked.to >= askedOfMonth(month).to;
  return isTold ? closedOn : addDays(closedOn, 1);
}

/** The last month that is closed, and when that was done. */
async function lastClosing(
  practiceId: ReportSchedule['practiceId'],
  { periods }: Pick<ReportDueWorld, 'periods'>,
): Promise<{ readonly month: Month; readonly at: Instant } | undefined> {
  const { closedMonth } = await periods.load(practiceId);
  if (closedMonth === undefined) {
    return undefined;
  }
  const closing = (await periods.history(practiceId)).find(
    ({ event, month }) => event === 'month-closed' && month === closedMonth,
  );
  return closing === undefined ? undefined : { month: closedMonth, at: closing.at };
}
