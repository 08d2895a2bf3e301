import type { LedgerDay } from '#contracts/ledger-days.ts';
import { Month, type PeriodBook } from '#contracts/periods.ts';
import type { LateFacts, StagedDay } from '#contracts/warehouse/export-book.ts';
import { lateKey, observationsKey, stagedKey } from '#contracts/warehouse/places.ts';
import { StageWarehouseDayInput, type StageWarehouseDayAnswer } from '#contracts/warehouse/steps.ts';
import { dayQuality } from '#domain/warehouse/check-quality.ts';
import { deriveDay, type DayBooks } from '#domain/warehouse/derive-day.ts';
import {
  derivation,
  firstOpenDay,
  isClosed,
  journalHashOf,
  ledgerHashOf,
} from '#domain/warehouse/export-state.ts';
import { observationsOf } from '#domain/warehouse/observations.ts';
import {
  countedOn,
  countRows,
  factLines,
  hashOfLines,
  mergeFacts,
  type StagedFacts,
} from '#domain/warehouse/staged-facts.ts';
import type { StagedFileRead } from '#domain/warehouse/staged-file.ts';
import type { Clock } from '#ports/clock.ts';
import type { ExportBook } from '#ports/export-book.ts';
import { gatherWarehouseDay, type GatherWarehouseDayWorld } from '#ports/gather-warehouse-day.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { Periods } from '#ports/periods.ts';
import { curedByDeriving, curedByRestoring, readStagedFacts } from '#ports/read-staged-facts.ts';
import type { WarehouseFiles } from '#ports/warehouse-files.ts';

export interface StageWarehouseDayWorld extends GatherWarehouseDayWorld {
  readonly clock: Clock;
  readonly ledgerDays: Pick<LedgerDays, 'load'>;
  readonly periods: Pick<Periods, 'load'>;
  readonly exportBook: Pick<ExportBook, 'day' | 'keepDay'>;
  readonly warehouse: Pick<WarehouseFiles, 'writeLines' | 'readLines'>;
}

/**
 * Derives the facts of a day, checks them against what the ledger counted, and keeps them ready to be published. Rows are
 * only ever added to a day; what is added to a day of a closed month counts on the first open day, unless the ledger counts
 * something else of the day as well: that was entered before the month was closed. A day that does not tie is refused, and
 * stays as it was staged before.
 */
export async function stageWarehouseDayStep(
  event: unknown,
  world: StageWarehouseDayWorld,
): Promise<StageWarehouseDayAnswer> {
  const { practiceId, day } = StageWarehouseDayInput.parse(event);
  const counted = await world.ledgerDays.load(practiceId, day);
  if (counted === undefined || counted.openedAgain !== undefined) {
    return { outcome: 'outdated', rows: 0, problems: [] };
  }
  const before = await world.exportBook.day(practiceId, day);
  const periods = await world.periods.load(practiceId);
  const closed = isClosed(periods, Month.parse(day.slice(0, 7)));
  const isLate = closed && before?.ledgerHash === ledgerHashOf(counted);
  const books = await gatherWarehouseDay(practiceId, day, world);
  const keepsRows =
    before !== undefined && (closed || (before.derivation === derivation && before.isDamaged !== true));
  const kept: StagedFileRead = keepsRows ? await readStagedFacts(before, world) : { facts: new Map() };
  const late = await lateFactsOf(before, world);
  if (kept.facts === undefined || late.facts === undefined) {
    return await refuseDamaged(before, closed, [kept.problems ?? [], late.problems ?? []], world);
  }
  const { facts: staged } = kept;
  const derived = deriveDay(books);
  const problems = dayQuality(mergeFacts(staged, derived).facts, counted);
  if (problems.length > 0) {
    return { outcome: 'refused', rows: 0, problems };
  }
  // What counts on another day already does not count on this one, even where its month was opened again since.
  const { added } = mergeFacts(late.facts, derived);
  const next =
    isLate && before !== undefined
      ? await withLate(before, staged, added, periods, world)
      : await withAll(staged, added, books, { counted, before }, world);
  const record: StagedDay = {
    ...next,
    version: (before?.version ?? 0) + 1,
    ledgerHash: ledgerHashOf(counted),
    journalHash: journalHashOf(books.entries),
  };
  if (before !== undefined && isSame(before, record)) {
    return { outcome: 'unchanged', rows: record.rows, problems: [] };
  }
  return (await world.exportBook.keepDay(record, before?.version ?? 0))
    ? { outcome: 'staged', rows: record.rows, problems: [] }
    : { outcome: 'outdated', rows: 0, problems: [] };
}

/** What is of a day and counts on others. */
async function lateFactsOf(
  before: StagedDay | undefined,
  world: Pick<StageWarehouseDayWorld, 'warehouse'>,
): Promise<StagedFileRead> {
  let facts: StagedFacts = new Map();
  for (const file of before?.late ?? []) {
    const read = await readStagedFacts(file, world);
    if (read.facts === undefined) {
      return read;
    }
    facts = mergeFacts(facts, read.facts).facts;
  }
  return { facts };
}

/** Says what is damaged. A day of an open month is marked, so that the next export derives it anew. */
async function refuseDamaged(
  before: StagedDay | undefined,
  closed: boolean,
  [ofDay, ofLate]: readonly [ofDay: readonly string[], ofLate: readonly string[]],
  { exportBook }: Pick<StageWarehouseDayWorld, 'exportBook'>,
): Promise<StageWarehouseDayAnswer> {
  const isDerivable = !closed && ofDay.length > 0;
  if (isDerivable && before !== undefined) {
    await exportBook.keepDay({ ...before, version: before.version + 1, isDamaged: true }, before.version);
  }
  const problems = [
    ...ofDay,
    ...ofLate,
    isDerivable && ofLate.length === 0 ? curedByDeriving : curedByRestoring,
  ];
  return { outcome: 'refused', rows: 0, problems };
}

/** The day with all that is known of it by now. */
async function withAll(
  staged: StagedFacts,
  derived: StagedFacts,
  books: DayBooks,
  { counted, before }: { readonly counted: LedgerDay; readonly before: StagedDay | undefined },
  { clock, warehouse }: StageWarehouseDayWorld,
): Promise<StagedDay> {
  const { practiceId, postingDate: day } = counted;
  const { facts } = mergeFacts(staged, derived);
  const lines = [...factLines(facts)];
  const contentHash = hashOfLines(lines);
  const key = stagedKey(practiceId, day, contentHash);
  if (before?.key !== key || before.isDamaged === true) {
    await warehouse.writeLines(key, lines);
  }
  const observed = observationsOf(books.postings, books.claims).map((one) => JSON.stringify(one));
  const observedKey = observationsKey(practiceId, hashOfLines(observed));
  if (observed.length > 0 && before?.observationsKey !== observedKey) {
    await warehouse.writeLines(observedKey, observed);
  }
  return {
    practiceId,
    day,
    version: 1,
    derivation,
    key,
    contentHash,
    rows: countRows(facts),
    ...(observed.length === 0 ? {} : { observationsKey: observedKey }),
    ledgerHash: '',
    journalHash: '',
    stagedAt: clock.now(),
    late: before?.late ?? [],
  };
}

/** The day as it was, with what came to it since, to count on the first open day. */
async function withLate(
  before: StagedDay,
  staged: StagedFacts,
  derived: StagedFacts,
  periods: PeriodBook,
  { clock, warehouse }: StageWarehouseDayWorld,
): Promise<StagedDay> {
  const { practiceId, day } = before;
  const { added, addedRows } = mergeFacts(staged, derived);
  const on = firstOpenDay(periods);
  if (addedRows === 0 || on === undefined) {
    return before;
  }
  const lines = [...factLines(countedOn(added, on))];
  const contentHash = hashOfLines(lines);
  const key = lateKey(practiceId, day, contentHash);
  await warehouse.writeLines(key, lines);
  const late: LateFacts = {
    practiceId,
    countedOn: on,
    day,
    key,
    contentHash,
    rows: addedRows,
    derivation,
    at: clock.now(),
  };
  return { ...before, late: [...before.late, late] };
}

function isSame(before: StagedDay, after: StagedDay): boolean {
  return (
    before.isDamaged === after.isDamaged &&
    before.contentHash === after.contentHash &&
    before.derivation === after.derivation &&
    before.ledgerHash === after.ledgerHash &&
    before.journalHash === after.journalHash &&
    before.observationsKey === after.observationsKey &&
    before.late.length === after.late.length
  );
}
