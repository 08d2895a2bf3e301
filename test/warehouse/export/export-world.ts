import { readdirSync, readFileSync } from 'node:fs';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import { StaffAnswers } from '#contracts/staff-answers.ts';
import type { StageWarehouseDayAnswer } from '#contracts/warehouse/steps.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { parquetWarehouseFiles } from '#adapters/parquet/parquet-warehouse-files.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import {
  memoryExportBook,
  memoryWarehouseCatalog,
  memoryWarehouseBytes,
} from '#adapters/memory/memory-warehouse.ts';
import { withDaysOf } from '#domain/calendar/days-of-script.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import type { StagedFacts } from '#domain/warehouse/staged-facts.ts';
import type { StagedFile } from '#domain/warehouse/staged-file.ts';
import type { Write } from '#domain/writes/write.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { readStagedFacts } from '#ports/read-staged-facts.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { planWarehouseExportStep } from '../../../functions/plan-warehouse-export/plan-warehouse-export-step.ts';
import { publishWarehouseMonthStep } from '../../../functions/publish-warehouse-month/publish-warehouse-month-step.ts';
import { stageWarehouseDayStep } from '../../../functions/stage-warehouse-day/stage-warehouse-day-step.ts';
import { totalLedgerDaysStep } from '../../../functions/total-ledger-days/total-ledger-days-step.ts';
import { SampleWalk, walkDay, walkStart } from '../../events/sample-walk.ts';

const events = new URL('../../../events/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, events), 'utf8');
export const practice = Practice.parse(JSON.parse(read('practice.json')));
const answers = StaffAnswers.parse(withDaysOf(JSON.parse(read('staff-answers.json')), walkDay));

/** Something that was decided, and when it was written. */
export interface Happened {
  readonly at: Instant;
  readonly writes: readonly Write[];
}

const kept = new Set<Write['kind']>([
  'create-claim',
  'save-claim',
  'record-event',
  'post',
  'open-task',
  'close-task',
]);

/** All that happens to the sample encounters, in the order of time. */
export function sampleHistory(most = 1000): Happened[] {
  const happened: Happened[] = [];
  const texts = readdirSync(new URL('encounters/', events))
    .toSorted()
    .flatMap((file) => read(`encounters/${file}`).split('\n'))
    .filter((text) => text !== '');
  for (const text of texts.slice(0, most)) {
    const { accepted } = checkEncounter({ recordNumber: 1, text }, practice, walkDay);
    if (accepted !== undefined) {
      new SampleWalk(accepted, practice, answers, walkStart, (writes, at) => {
        happened.push({ at, writes: writes.filter(({ kind }) => kept.has(kind)) });
      }).run();
    }
  }
  return happened.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** The same for another practice, whose claims have the same ids. */
export function ofPractice(happened: readonly Happened[], practiceId: string): Happened[] {
  return JSON.parse(
    JSON.stringify(happened).replaceAll(
      `"practiceId":"${practice.practiceId}"`,
      `"practiceId":"${practiceId}"`,
    ),
  ) as Happened[];
}

export type ExportWorld = Awaited<ReturnType<typeof openExportWorld>>;

/** A practice over maps, with the three steps of its export. */
export async function openExportWorld(
  practiceId: PracticeId = practice.practiceId,
  tables = new MemoryTables(),
) {
  let now: Instant = walkStart;
  const clock = { now: () => now };
  const stores = memoryPorts(tables);
  const codeSets = memoryCodeSetStore(tables);
  const world = {
    ...stores,
    clock,
    prices: pricesInForce(codeSets, tablesInForce(codeSets, seedTables, clock), clock),
    exportBook: memoryExportBook(tables),
    warehouse: parquetWarehouseFiles(memoryWarehouseBytes(tables)),
    catalog: memoryWarehouseCatalog(tables),
  };
  const submitterId = practiceId === practice.practiceId ? practice.submitterId : 'ANOTHER';
  await world.practices.save({ ...practice, practiceId, submitterId }, walkStart);
  return { tables, world, practiceId, setClock: (at: Instant) => (now = at) };
}

/** What was staged in a file. @throws Error with what is wrong with it. */
export async function factsIn(file: StagedFile, { world }: Pick<ExportWorld, 'world'>): Promise<StagedFacts> {
  const { facts, problems } = await readStagedFacts(file, world);
  if (facts === undefined) {
    throw new Error(problems.join('\n'));
  }
  return facts;
}

/** Writes what happened before a moment, from where it was left off. */
export async function live(
  { world }: ExportWorld,
  happened: Happened[],
  until: Instant = Instant.parse('9999-01-01T00:00:00.000Z'),
): Promise<void> {
  while (happened[0] !== undefined && happened[0].at < until) {
    const [next] = happened.splice(0, 1);
    const outcome = await world.commit.apply(next?.writes ?? []);
    if (outcome.outcome !== 'committed') {
      throw new Error(`What happened at ${next?.at ?? ''} was not written`);
    }
  }
}

/** Counts the days of the ledger that are over by then. */
export async function totalDays({ world, setClock }: ExportWorld, day: PlainDate): Promise<void> {
  setClock(Instant.parse(`${day}T02:00:00.000Z`));
  await totalLedgerDaysStep(world);
}

/** What one run of the export did. */
export interface Exported {
  readonly staged: readonly (StageWarehouseDayAnswer & { readonly day: PlainDate })[];
  readonly published: readonly { readonly month: string; readonly outcome: string }[];
  readonly problems: readonly string[];
}

/** The export as its state machine runs it: plan, days, months, until nothing is left or something was refused. */
export async function exportAll(
  { world, practiceId }: Pick<ExportWorld, 'world' | 'practiceId'>,
  thorough = false,
): Promise<Exported> {
  const staged: Exported['staged'][number][] = [];
  const published: Exported['published'][number][] = [];
  const problems: string[] = [];
  for (let run = 0; run < 40; run += 1) {
    const input = { contractVersion: 1 as const, practiceId };
    const plan = await planWarehouseExportStep({ ...input, thorough: thorough && run === 0 }, world);
    for (const day of plan.days) {
      const answer = await stageWarehouseDayStep({ ...input, day }, world);
      staged.push({ ...answer, day });
      problems.push(...answer.problems);
    }
    for (const month of plan.months) {
      const answer = await publishWarehouseMonthStep({ ...input, month }, world);
      published.push({ month, outcome: answer.outcome });
      problems.push(...answer.problems);
    }
    if (!plan.more || problems.length > 0) {
      return { staged, published, problems };
    }
  }
  throw new Error('The export never ends');
}

/** What readers find: by partition the content of its folder, and the bytes of its first file. */
export function readable({ tables }: Pick<ExportWorld, 'tables'>): Record<string, string> {
  return Object.fromEntries(
    [...tables.warehousePartitions].map(([partition, location]) => {
      const folder = location.replace('s3://warehouse/', '');
      const control = tables.warehouseFiles.get(`${folder}_control.json`);
      const bytes = tables.warehouseFiles.get(`${folder}part-0001.parquet`);
      return [
        partition,
        `${Buffer.from(control ?? []).toString('utf8')} ${Buffer.from(bytes ?? []).toString('base64url')}`,
      ];
    }),
  );
}

/** A move of a claim that becomes known with a moment of the past. */
export function lateEvent(claim: Claim, at: Instant): Write {
  const { practiceId, claimId, state } = claim;
  return {
    kind: 'record-event',
    event: {
      practiceId,
      claimId,
      version: 900,
      event: 'eligibility-recorded',
      from: state,
      to: state,
      at,
      by: 'user maria',
      words: 'Came late.',
      leg: 1,
    },
  };
}

/** @throws Error where there is none. */
export function firstOf<One>(all: Iterable<One>): One {
  const [first] = all;
  if (first === undefined) {
    throw new Error('There is none');
  }
  return first;
}
