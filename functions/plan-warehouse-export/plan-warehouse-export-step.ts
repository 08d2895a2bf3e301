import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import { Month, type PeriodBook } from '#contracts/periods.ts';
import type { PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import { PlanWarehouseExportInput, type PlanWarehouseExportAnswer } from '#contracts/warehouse/steps.ts';
import { dimensionTables, factTables } from '#contracts/warehouse/tables.ts';
import {
  derivation,
  inputsHashOf,
  isClosed,
  journalHashOf,
  lateIn,
  ledgerHashOf,
  schemaNow,
} from '#domain/warehouse/export-state.ts';
import type { ExportBook } from '#ports/export-book.ts';
import { entriesOfDay, type Journal } from '#ports/journal.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { Periods } from '#ports/periods.ts';
import type { WarehouseCatalog } from '#ports/warehouse-catalog.ts';
import type { WarehouseFiles } from '#ports/warehouse-files.ts';

export interface PlanWarehouseExportWorld {
  readonly ledgerDays: Pick<LedgerDays, 'list'>;
  readonly journal: Journal;
  readonly periods: Pick<Periods, 'load'>;
  readonly exportBook: Pick<ExportBook, 'days' | 'months' | 'dimensions'>;
  readonly catalog: Pick<WarehouseCatalog, 'locations'>;
  readonly warehouse: Pick<WarehouseFiles, 'locationOf'>;
}

/** Days of one plan; the rest is for the next. */
const daysAPlan = 31;
/** The last days that were staged are compared with what happened on them, for a clock may have been slow. */
const daysLookedAtAgain = 7;

const [firstDay, lastDay] = [PlainDate.parse('1900-01-01'), PlainDate.parse('9999-12-31')];

/**
 * Says which days are to be derived and which months to be published: days that the ledger has counted, up to the last,
 * that are not staged or not as they are now; and months that are not published as they are staged, or at which the
 * catalogue does not point. Changes nothing.
 */
export async function planWarehouseExportStep(
  event: unknown,
  world: PlanWarehouseExportWorld,
): Promise<PlanWarehouseExportAnswer> {
  const { practiceId, thorough } = PlanWarehouseExportInput.parse(event);
  const [counted, staged, published, periods] = await Promise.all([
    world.ledgerDays.list(practiceId, firstDay, lastDay),
    world.exportBook.days(practiceId, firstDay, lastDay),
    world.exportBook.months(practiceId),
    world.periods.load(practiceId),
  ]);
  const whole = counted.filter(({ openedAgain }) => openedAgain === undefined);
  const byDay = new Map(staged.map((one) => [one.day, one]));
  const lookedAtFrom = staged.at(-daysLookedAtAgain)?.day ?? firstDay;
  const stale: PlainDate[] = [];
  for (const day of whole) {
    if (stale.length > daysAPlan) {
      break;
    }
    const one = byDay.get(day.postingDate);
    const isStale =
      one === undefined ||
      isOutdated(one, day, periods) ||
      ((thorough || day.postingDate >= lookedAtFrom) &&
        one.journalHash !== journalHashOf(await entriesOfDay(world.journal, practiceId, day.postingDate)));
    if (isStale) {
      stale.push(day.postingDate);
    }
  }
  const days = stale.slice(0, daysAPlan);
  const months = await monthsToPublish(practiceId, { whole, staged, published, periods, days }, world);
  return {
    outcome: days.length === 0 && months.length === 0 ? 'nothing-to-do' : 'planned',
    days,
    months,
    more: stale.length > days.length,
  };
}

function isOutdated(staged: StagedDay, day: LedgerDay, periods: PeriodBook): boolean {
  return (
    staged.ledgerHash !== ledgerHashOf(day) ||
    ((staged.derivation !== derivation || staged.isDamaged === true) &&
      !isClosed(periods, monthOf(day.postingDate)))
  );
}

interface Books {
  readonly whole: readonly LedgerDay[];
  readonly staged: readonly StagedDay[];
  readonly published: readonly PublishedMonth[];
  readonly periods: PeriodBook;
  /** What is staged before anything is published. */
  readonly days: readonly PlainDate[];
}

/** Months of which every counted day is staged, or is by this plan, and that are not published so. */
async function monthsToPublish(
  practiceId: PracticeId,
  { whole, staged, published, periods, days }: Books,
  world: PlanWarehouseExportWorld,
): Promise<Month[]> {
  const planned = new Set<string>(days);
  const stagedDays = new Set<string>(staged.map(({ day }) => day));
  const changed = new Set<string>([...days.map(monthOf), ...(await misplaced(practiceId, published, world))]);
  const ofMonth = Map.groupBy(whole, ({ postingDate }) => monthOf(postingDate));
  // Late facts of the days of this plan will count on a day that is open.
  const mayGetLate = days.some((day) => stagedDays.has(day) && isClosed(periods, monthOf(day)));
  const months: Month[] = [];
  for (const [month, daysOfMonth] of ofMonth) {
    // Nothing is published after a day that is left for the next plan.
    if (!daysOfMonth.every(({ postingDate }) => stagedDays.has(postingDate) || planned.has(postingDate))) {
      break;
    }
    if (
      changed.has(month) ||
      (mayGetLate && !isClosed(periods, month)) ||
      isUnpublished(
        published.find((one) => one.month === month),
        staged,
        month,
        periods,
      )
    ) {
      months.push(month);
    }
  }
  return months;
}

function isUnpublished(
  record: PublishedMonth | undefined,
  staged: readonly StagedDay[],
  month: Month,
  periods: PeriodBook,
): boolean {
  const closed = isClosed(periods, month);
  return (
    record === undefined ||
    record.final !== closed ||
    (!closed && record.schema !== schemaNow) ||
    record.inputsHash !==
      inputsHashOf(
        staged.filter(({ day }) => day.startsWith(month)),
        lateIn(staged, month),
      )
  );
}

/** Months whose folders the catalogue does not point at; with the dimensions the last one is published again. */
async function misplaced(
  practiceId: PracticeId,
  published: readonly PublishedMonth[],
  { catalog, exportBook, warehouse }: PlanWarehouseExportWorld,
): Promise<Set<string>> {
  const months = new Set<string>();
  for (const table of published.length === 0 ? [] : factTables) {
    const locations = await catalog.locations(table, practiceId);
    for (const { month, facts } of published) {
      const folder = facts[table.name]?.folder;
      if (folder !== undefined && locations.get(month) !== warehouse.locationOf(folder)) {
        months.add(month);
      }
    }
  }
  const last = published.at(-1);
  const dimensions = last === undefined ? undefined : await exportBook.dimensions(practiceId);
  for (const table of last === undefined ? [] : dimensionTables) {
    const folder = dimensions?.dimensions[table.name]?.folder;
    const location = folder === undefined ? undefined : warehouse.locationOf(folder);
    if (last !== undefined && (await catalog.locations(table, practiceId)).get('') !== location) {
      months.add(last.month);
    }
  }
  return months;
}

function monthOf(day: PlainDate): Month {
  return Month.parse(day.slice(0, 7));
}
