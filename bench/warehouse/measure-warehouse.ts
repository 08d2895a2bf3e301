import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { memoryPeriods } from '#adapters/memory/memory-payment-batches.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { memoryExportBook, memoryWarehouseCatalog } from '#adapters/memory/memory-warehouse.ts';
import { parquetWarehouseFiles } from '#adapters/parquet/parquet-warehouse-files.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import { Month } from '#contracts/periods.ts';
import { contractVersion } from '#contracts/steps.ts';
import { tablePrefix } from '#contracts/warehouse/places.ts';
import { catalogueTypeOf, partitionsOf } from '#contracts/warehouse/catalogue-types.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { totalsOf } from '#domain/ledger/ledger-day.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { renderReport } from '#domain/reports/warehouse/render-report.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import type { WarehouseBytes } from '#ports/warehouse-bytes.ts';
import { publishWarehouseMonthStep } from '../../functions/publish-warehouse-month/publish-warehouse-month-step.ts';
import { stageWarehouseDayStep } from '../../functions/stage-warehouse-day/stage-warehouse-day-step.ts';
import { runQuery, usualLimits } from '../../local/aws/athena/query-engine.ts';
import { benchPractice } from '../posting/sample-books.ts';
import { days, firstDay, YearOfBooks } from './year-of-books.ts';

/** One part of the way, with the memory that the process had taken at most until then. */
export interface WarehouseStage {
  readonly name: 'derive' | 'publish' | 'report';
  readonly seconds: number;
  readonly peakMebibytes: number;
}

/** A year of so many legs of the ledger, from its books to every report. */
export interface MeasuredWarehouse {
  readonly legs: number;
  readonly claims: number;
  readonly rows: number;
  /** Of the Parquet files. */
  readonly bytes: number;
  readonly reports: number;
  readonly slowest: { readonly name: string; readonly milliseconds: number };
  readonly stages: readonly WarehouseStage[];
}

const now = Instant.parse('2027-01-02T03:00:00.000Z');
const database = 'reporting';
const clock = { now: () => now };
const { practiceId } = benchPractice;
const lastDay = addDays(firstDay, days - 1);

/**
 * Exports a made-up year by the real steps, the files on this machine's disk, and asks every report of it as of its last
 * day. The books are made as they are read: their making is in the time of `derive`.
 */
export async function measureWarehouse(legs: number): Promise<MeasuredWarehouse> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-bench-warehouse-'));
  try {
    const books = new YearOfBooks(legs);
    const store = diskStore(folder);
    const world = worldOf(books, store);
    const stages: WarehouseStage[] = [];
    const timed = async <Answer>(
      name: WarehouseStage['name'],
      work: () => Promise<Answer>,
    ): Promise<Answer> => {
      const began = performance.now();
      const answer = await work();
      stages.push({
        name,
        seconds: (performance.now() - began) / 1000,
        peakMebibytes: process.resourceUsage().maxRSS / 1024,
      });
      return answer;
    };
    await timed('derive', async () => {
      for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
        const answer = await stageWarehouseDayStep({ contractVersion, practiceId, day }, world);
        expectOutcome('staged', answer);
      }
    });
    const rows = await timed('publish', async () => {
      let sum = 0;
      for (let number = 1; number <= 12; number += 1) {
        const month = Month.parse(`${firstDay.slice(0, 4)}-${String(number).padStart(2, '0')}`);
        const answer = await publishWarehouseMonthStep({ contractVersion, practiceId, month }, world);
        expectOutcome('published', answer);
        sum += answer.rows;
      }
      return sum;
    });
    const slowest = await timed('report', () => askEveryReport(store.parquet));
    return {
      legs: books.legs,
      claims: books.claimsPerDay * days,
      rows,
      bytes: store.parquetBytes(),
      reports: warehouseReports.length,
      slowest,
      stages,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function expectOutcome(
  expected: string,
  { outcome, problems }: { readonly outcome: string; readonly problems: readonly string[] },
): void {
  if (outcome !== expected) {
    throw new Error(`The export was ${outcome}, expected ${expected}: ${problems.join('; ')}`);
  }
}

function worldOf(books: YearOfBooks, store: WarehouseBytes) {
  const tables = new MemoryTables();
  const ledgerDay = (day: PlainDate): LedgerDay => ({
    practiceId,
    postingDate: day,
    version: 1,
    totalledAt: now,
    verifiedAt: now,
    ...totalsOf(books.postingsOf(day)),
  });
  const counted = new Map<PlainDate, LedgerDay>();
  const codeSets = memoryCodeSetStore(tables);
  return {
    clock,
    ledger: {
      pageOfDay: (_practiceId: string, day: PlainDate) =>
        Promise.resolve({ postings: books.postingsOf(day) }),
      ofClaim: (_practiceId: string, claimId: Parameters<YearOfBooks['postingsOfClaim']>[0]) =>
        Promise.resolve(books.postingsOfClaim(claimId)),
    },
    journal: {
      pageOfDay: (_practiceId: string, day: PlainDate) => Promise.resolve({ entries: books.entriesOf(day) }),
    },
    claims: {
      load: (_practiceId: string, claimId: Parameters<YearOfBooks['claim']>[0]) =>
        Promise.resolve(books.claim(claimId)),
      history: (_practiceId: string, claimId: Parameters<YearOfBooks['historyOf']>[0]) =>
        Promise.resolve(books.historyOf(claimId)),
    },
    ledgerDays: {
      load: (_practiceId: string, day: PlainDate) => {
        const found = counted.get(day) ?? ledgerDay(day);
        counted.set(day, found);
        return Promise.resolve(found);
      },
      list: (_practiceId: string, from: PlainDate, to: PlainDate) =>
        Promise.resolve(
          [...counted.values()].filter(({ postingDate }) => postingDate >= from && postingDate <= to),
        ),
    },
    codingAudits: { closedIn: () => Promise.resolve([]) },
    remittances: { load: () => Promise.resolve(undefined) },
    prices: pricesInForce(codeSets, tablesInForce(codeSets, seedTables, clock), clock),
    practices: {
      load: () => Promise.resolve(benchPractice),
      edition: () => Promise.resolve(benchPractice),
      history: () => Promise.resolve([]),
    },
    periods: memoryPeriods(tables),
    exportBook: memoryExportBook(tables),
    warehouse: parquetWarehouseFiles(store),
    catalog: memoryWarehouseCatalog(tables),
  };
}

function diskStore(folder: string): WarehouseBytes & { readonly parquet: string[]; parquetBytes(): number } {
  const parquet: string[] = [];
  return {
    put(key, body) {
      const file = join(folder, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
      if (key.endsWith('.parquet')) {
        parquet.push(file);
      }
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(readFileSync(join(folder, key))),
    locationOf: (place) => join(folder, place),
    parquet,
    parquetBytes: () => parquet.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

/** Asked as the machine's Athena asks. Answers the one that took longest. */
async function askEveryReport(files: readonly string[]): Promise<MeasuredWarehouse['slowest']> {
  const tables = warehouseTables.map((table) => {
    const partitions = partitionsOf(table);
    return {
      database,
      name: table.name,
      columns: [...table.columns, ...partitions].map((column) => ({
        name: column.name,
        type: catalogueTypeOf(column),
      })),
      partitionKeys: partitions.map(({ name }) => name),
      files: files.filter((file) => file.includes(`/${tablePrefix(table)}`)),
    };
  });
  let slowest = { name: '', milliseconds: 0 };
  for (const report of warehouseReports) {
    const question = { practiceId, asOf: lastDay, from: firstDay, to: lastDay };
    const reads = new Set<string>(report.reads);
    const began = performance.now();
    await runQuery(
      renderReport(report, question, database),
      database,
      tables.filter(({ name }) => reads.has(name)),
      [],
      usualLimits,
      new AbortController().signal,
    );
    const milliseconds = performance.now() - began;
    if (milliseconds > slowest.milliseconds) {
      slowest = { name: report.name, milliseconds };
    }
  }
  return slowest;
}
