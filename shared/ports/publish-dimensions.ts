import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { PublishedDimensions, StagedDay } from '#contracts/warehouse/export-book.ts';
import { observationsKey } from '#contracts/warehouse/places.ts';
import { dimensionTables } from '#contracts/warehouse/tables.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { dimensionRows, type EditionInForce } from '#domain/warehouse/dimensions.ts';
import { schemaNow } from '#domain/warehouse/export-state.ts';
import { foldObservations, type Observation } from '#domain/warehouse/observations.ts';
import { hashOfLines } from '#domain/warehouse/staged-facts.ts';
import type { Clock } from './clock.ts';
import type { ExportBook } from './export-book.ts';
import type { PracticeStore } from './practice-store.ts';
import type { WarehouseCatalog } from './warehouse-catalog.ts';
import type { WarehouseFiles } from './warehouse-files.ts';
import { pointAt, writeFolder } from './write-warehouse-folder.ts';

export interface PublishDimensionsWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'history' | 'edition'>;
  readonly exportBook: Pick<ExportBook, 'dimensions' | 'keepDimensions'>;
  readonly warehouse: WarehouseFiles;
  readonly catalog: WarehouseCatalog;
}

const attempts = 3;

/** Publishes every dimension of a practice whole, from its editions and all that its staged days say of patients and codes. */
export async function publishDimensions(
  practiceId: PracticeId,
  days: readonly StagedDay[],
  through: PlainDate,
  world: PublishDimensionsWorld,
): Promise<'published' | 'unchanged'> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const outcome = await publishOnce(practiceId, days, through, world);
    if (outcome !== undefined) {
      return outcome;
    }
  }
  // Another run publishes all the same, and more.
  return 'unchanged';
}

async function publishOnce(
  practiceId: PracticeId,
  days: readonly StagedDay[],
  through: PlainDate,
  world: PublishDimensionsWorld,
): Promise<'published' | 'unchanged' | undefined> {
  const before = await world.exportBook.dimensions(practiceId);
  const asOf = before !== undefined && before.asOf > through ? before.asOf : through;
  const { observations, included } = await observationsSoFar(before, days, world);
  const editions = await editionsOf(practiceId, world);
  const lines = [included, ...observations].map((one) => JSON.stringify(one));
  const observedKey = observationsKey(practiceId, hashOfLines(lines));
  const inputsHash = contentHashOf([
    schemaNow,
    observedKey,
    asOf.slice(0, 4),
    editions.map(({ practice, at }) => [practice.edition, at]),
  ]);
  if (before?.inputsHash === inputsHash) {
    return (await pointAtAll(before, world)) > 0 ? 'published' : 'unchanged';
  }
  await world.warehouse.writeLines(observedKey, lines);
  const rows = dimensionRows(editions, observations, asOf);
  const dimensions: PublishedDimensions['dimensions'] = {};
  for (const table of dimensionTables) {
    dimensions[table.name] = await writeFolder({ table, practiceId, rows: rows[table.name] }, world);
  }
  const record: PublishedDimensions = {
    practiceId,
    version: (before?.version ?? 0) + 1,
    inputsHash,
    observationsKey: observedKey,
    asOf,
    publishedAt: world.clock.now(),
    dimensions,
  };
  await pointAtAll(record, world);
  return (await world.exportBook.keepDimensions(record, before?.version ?? 0)) ? 'published' : undefined;
}

/** All that is known of patients and codes, and the files of days that it was gathered from. */
interface Observed {
  readonly observations: readonly Observation[];
  readonly included: readonly string[];
}

/** What was known when the dimensions were last published, and what those days say that were not asked yet. */
async function observationsSoFar(
  before: PublishedDimensions | undefined,
  days: readonly StagedDay[],
  { warehouse }: PublishDimensionsWorld,
): Promise<Observed> {
  const [first, ...known] =
    before?.observationsKey === undefined ? [] : await warehouse.readLines(before.observationsKey);
  const included = new Set(first === undefined ? [] : (JSON.parse(first) as string[]));
  const all = known.map((line) => JSON.parse(line) as Observation);
  for (const { observationsKey: key } of days) {
    if (key !== undefined && !included.has(key)) {
      included.add(key);
      for (const line of await warehouse.readLines(key)) {
        all.push(JSON.parse(line) as Observation);
      }
    }
  }
  return { observations: foldObservations(all), included: [...included].toSorted() };
}

async function editionsOf(
  practiceId: PracticeId,
  { practices }: PublishDimensionsWorld,
): Promise<EditionInForce[]> {
  const editions: EditionInForce[] = [];
  for (const { edition, at } of (await practices.history(practiceId)).toReversed()) {
    const practice = await practices.edition(practiceId, edition);
    if (practice !== undefined) {
      editions.push({ practice, at });
    }
  }
  return editions;
}

async function pointAtAll(
  { practiceId, dimensions }: PublishedDimensions,
  world: PublishDimensionsWorld,
): Promise<number> {
  let moved = 0;
  for (const table of dimensionTables) {
    const published = dimensions[table.name];
    if (published !== undefined) {
      moved += await pointAt({ table, practiceId, folder: published.folder }, world);
    }
  }
  return moved;
}
