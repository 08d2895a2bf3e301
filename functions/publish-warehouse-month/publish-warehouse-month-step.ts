import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { Month } from '#contracts/periods.ts';
import type { PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import { PublishWarehouseMonthInput, type PublishWarehouseMonthAnswer } from '#contracts/warehouse/steps.ts';
import { factTables, type FactName } from '#contracts/warehouse/tables.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { monthQuality } from '#domain/warehouse/check-quality.ts';
import { inputsHashOf, isClosed, lateIn, ledgerHashOf, schemaNow } from '#domain/warehouse/export-state.ts';
import type { StagedFacts, StagedRow } from '#domain/warehouse/staged-facts.ts';
import type { StagedFileRead } from '#domain/warehouse/staged-file.ts';
import type { ExportBook } from '#ports/export-book.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { Periods } from '#ports/periods.ts';
import { publishDimensions, type PublishDimensionsWorld } from '#ports/publish-dimensions.ts';
import { curedByDeriving, curedByRestoring, readStagedFacts } from '#ports/read-staged-facts.ts';
import { pointAt, writeFolder } from '#ports/write-warehouse-folder.ts';

export interface PublishWarehouseMonthWorld extends PublishDimensionsWorld {
  readonly ledgerDays: Pick<LedgerDays, 'list'>;
  readonly periods: Pick<Periods, 'load' | 'history'>;
  readonly exportBook: ExportBook;
}

const firstDay = PlainDate.parse('1900-01-01');
/** How often a run begins anew that was overtaken by another one. */
const attempts = 3;

/**
 * Publishes a month: its staged days and the late facts that count in it, checked once more and written into new folders,
 * at which the catalogue then points; the dimensions of the practice with it. What is published already is left alone, and
 * so is a month that is closed, whatever became known of it since, unless two managers opened it again.
 */
export async function publishWarehouseMonthStep(
  event: unknown,
  world: PublishWarehouseMonthWorld,
): Promise<PublishWarehouseMonthAnswer> {
  const { practiceId, month } = PublishWarehouseMonthInput.parse(event);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await publishOnce(practiceId, month, world);
    if (answer !== undefined) {
      return answer;
    }
  }
  return { outcome: 'outdated', rows: 0, problems: [] };
}

/** Undefined when another run was first: what is staged may be more by now, so all is looked at anew. */
async function publishOnce(
  practiceId: PracticeId,
  month: Month,
  world: PublishWarehouseMonthWorld,
): Promise<PublishWarehouseMonthAnswer | undefined> {
  const periods = await world.periods.load(practiceId);
  const soFar = await world.ledgerDays.list(practiceId, firstDay, lastOfMonth(month));
  const counted = soFar.filter(({ postingDate }) => postingDate >= firstOfMonth(month));
  const staged = await world.exportBook.days(practiceId, firstDay, lastOfMonth(month));
  const days = staged.filter(({ day }) => day.startsWith(month));
  const before = await world.exportBook.month(practiceId, month);
  const final = isClosed(periods, month);
  const inputsHash = inputsHashOf(days, lateIn(staged, month));
  if (!isStagedWhole(soFar, staged)) {
    return { outcome: 'outdated', rows: 0, problems: [] };
  }
  const isSame = before?.inputsHash === inputsHash;
  if (before?.final === true && final && !isSame && !(await wasOpenedAgain(before, world))) {
    return {
      outcome: 'refused',
      rows: 0,
      problems: [
        `${month} is closed and published, and days of it were staged anew since, though nobody opened it again`,
      ],
    };
  }
  const through = days.at(-1)?.day;
  if (through === undefined) {
    return { outcome: 'unchanged', rows: 0, problems: [] };
  }
  if (before !== undefined && isSame && (final || before.schema === schemaNow)) {
    return await putRight(before, final, staged, world);
  }
  const read = await factsOf(days, staged, { month, final }, world);
  if (read.facts === undefined) {
    return { outcome: 'refused', rows: 0, problems: [...read.problems] };
  }
  const { facts } = read;
  const problems = monthQuality(facts, counted);
  if (problems.length > 0) {
    return { outcome: 'refused', rows: 0, problems };
  }
  const written = await writeFacts(practiceId, month, facts, before, world);
  const record: PublishedMonth = {
    practiceId,
    month,
    version: (before?.version ?? 0) + 1,
    inputsHash,
    schema: schemaNow,
    through,
    publishedAt: world.clock.now(),
    final,
    facts: written,
  };
  await pointAtFacts(record, world);
  // The month is kept last: whoever dies before that begins anew, the dimensions included.
  await publishDimensions(practiceId, staged, through, world);
  if (!(await world.exportBook.keepMonth(record, before?.version ?? 0))) {
    return undefined;
  }
  return { outcome: 'published', rows: rowsOf(record), problems: [] };
}

/**
 * Whether every day that the ledger has counted is staged as it was counted, and none is open again. Nothing is published
 * after a day of which that is not true: balances are what all days before make together.
 */
function isStagedWhole(counted: readonly LedgerDay[], staged: readonly StagedDay[]): boolean {
  const hashes = new Map(staged.map(({ day, ledgerHash }) => [day, ledgerHash]));
  return counted.every(
    (day) => day.openedAgain === undefined && hashes.get(day.postingDate) === ledgerHashOf(day),
  );
}

/** Whether two managers opened a month again since it was published; it may be closed again by now. */
async function wasOpenedAgain(
  { practiceId, month, publishedAt }: PublishedMonth,
  { periods }: Pick<PublishWarehouseMonthWorld, 'periods'>,
): Promise<boolean> {
  return (await periods.history(practiceId)).some(
    ({ event, day, at }) => event === 'reopened' && day <= lastOfMonth(month) && at >= publishedAt,
  );
}

/** What is published stays; the catalogue points at it again where it does not, and it is final once its month is closed. */
async function putRight(
  before: PublishedMonth,
  final: boolean,
  staged: readonly StagedDay[],
  world: PublishWarehouseMonthWorld,
): Promise<PublishWarehouseMonthAnswer | undefined> {
  const moved = await pointAtFacts(before, world);
  const dimensions = await publishDimensions(before.practiceId, staged, before.through, world);
  const isKept =
    before.final === final ||
    (await world.exportBook.keepMonth({ ...before, version: before.version + 1, final }, before.version));
  if (!isKept) {
    return undefined;
  }
  return {
    outcome: moved > 0 || dimensions === 'published' ? 'published' : 'unchanged',
    rows: rowsOf(before),
    problems: [],
  };
}

/**
 * Every row that counts in the month, those of a fact in the order of their days. Where a file is damaged nothing is; its
 * day is marked, if the month is open, so that the next export derives it anew.
 */
async function factsOf(
  days: readonly StagedDay[],
  staged: readonly StagedDay[],
  { month, final }: Pick<PublishedMonth, 'month' | 'final'>,
  world: Pick<PublishWarehouseMonthWorld, 'warehouse' | 'exportBook'>,
): Promise<StagedFileRead> {
  const all = new Map<FactName, StagedRow[]>();
  for (const file of [...days, ...lateIn(staged, month)]) {
    const { facts, problems } = await readStagedFacts(file, world);
    if (facts === undefined) {
      if (final || 'countedOn' in file) {
        return { problems: [...problems, curedByRestoring] };
      }
      await world.exportBook.keepDay({ ...file, version: file.version + 1, isDamaged: true }, file.version);
      return { problems: [...problems, curedByDeriving] };
    }
    for (const [name, rows] of facts) {
      const kept = all.get(name) ?? [];
      for (const row of rows) {
        kept.push(row);
      }
      all.set(name, kept);
    }
  }
  return { facts: all };
}

/** A fact that has no rows and never had any has no folder. */
async function writeFacts(
  practiceId: PracticeId,
  month: Month,
  facts: StagedFacts,
  before: PublishedMonth | undefined,
  world: PublishWarehouseMonthWorld,
): Promise<PublishedMonth['facts']> {
  const written: PublishedMonth['facts'] = {};
  for (const table of factTables) {
    const rows = facts.get(table.name) ?? [];
    if (rows.length > 0 || before?.facts[table.name] !== undefined) {
      written[table.name] = await writeFolder({ table, practiceId, month, rows }, world);
    }
  }
  return written;
}

async function pointAtFacts(
  { practiceId, month, facts }: PublishedMonth,
  world: PublishWarehouseMonthWorld,
): Promise<number> {
  let moved = 0;
  for (const table of factTables) {
    const published = facts[table.name];
    if (published !== undefined) {
      moved += await pointAt({ table, practiceId, month, folder: published.folder }, world);
    }
  }
  return moved;
}

function rowsOf({ facts }: PublishedMonth): number {
  return Object.values(facts).reduce((sum, { totals }) => sum + totals.rows, 0);
}
