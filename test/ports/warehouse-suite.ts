import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Month } from '#contracts/periods.ts';
import { PublishedDimensions, PublishedMonth, StagedDay } from '#contracts/warehouse/export-book.ts';
import { dimensionTables, factTables } from '#contracts/warehouse/tables.ts';
import type { Ports } from './ports.ts';
import { at, newPracticeId } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const march = Month.parse('2026-03');
const april = Month.parse('2026-04');

function staged(practiceId: PracticeId, on: string, version = 1): StagedDay {
  return StagedDay.parse({
    practiceId,
    day: on,
    version,
    derivation: 1,
    key: `staged/${on}`,
    contentHash: 'hash',
    rows: 3,
    ledgerHash: 'ledger',
    journalHash: 'journal',
    stagedAt: at,
    late: [{ practiceId, countedOn: '2026-05-01', day: on, key: 'late', contentHash: 'hash', rows: 1, at }],
  });
}

function published(practiceId: PracticeId, month: Month, version = 1): PublishedMonth {
  return PublishedMonth.parse({
    practiceId,
    month,
    version,
    inputsHash: 'inputs',
    schema: 'charge.1',
    through: `${month}-20`,
    publishedAt: at,
    final: false,
    facts: { charge: { folder: 'facts/charge/a/', totals: { rows: 1, sums: { amount: 5 }, hash: 'x' } } },
  });
}

export function exportBookSuite(ports: () => Ports): void {
  describe('export book', () => {
    test('Days come back as they were kept and in order, and none of another practice', async () => {
      const { exportBook } = ports();
      const practiceId = newPracticeId();
      for (const text of ['2026-04-02', '2026-03-31', '2026-04-01']) {
        expect(await exportBook.keepDay(staged(practiceId, text), 0)).toBe(true);
      }
      await exportBook.keepDay(staged(newPracticeId(), '2026-04-01'), 0);
      expect(await exportBook.day(practiceId, day('2026-04-01'))).toEqual(staged(practiceId, '2026-04-01'));
      expect(await exportBook.day(practiceId, day('2026-04-03'))).toBeUndefined();
      const some = await exportBook.days(practiceId, day('2026-03-31'), day('2026-04-01'));
      expect(some.map((one) => one.day)).toEqual(['2026-03-31', '2026-04-01']);
      expect(await exportBook.days(practiceId, day('2026-04-02'), day('2026-04-01'))).toEqual([]);
    });

    test('Each record is kept over the version it was read at alone', async () => {
      const { exportBook } = ports();
      const practiceId = newPracticeId();
      const days = await Promise.all(
        Array.from({ length: 5 }, () => exportBook.keepDay(staged(practiceId, '2026-04-01'), 0)),
      );
      expect(days.filter(Boolean)).toHaveLength(1);
      expect(await exportBook.keepDay(staged(practiceId, '2026-04-01', 2), 1)).toBe(true);
      expect(await exportBook.keepDay(staged(practiceId, '2026-04-01', 2), 1)).toBe(false);
      expect(await exportBook.keepMonth(published(practiceId, april), 0)).toBe(true);
      expect(await exportBook.keepMonth(published(practiceId, april), 0)).toBe(false);
      expect(await exportBook.keepMonth(published(practiceId, march), 0)).toBe(true);
      expect(await exportBook.keepMonth(published(practiceId, april, 2), 1)).toBe(true);
      expect(await exportBook.months(practiceId)).toEqual([
        published(practiceId, march),
        published(practiceId, april, 2),
      ]);
      expect(await exportBook.month(practiceId, march)).toEqual(published(practiceId, march));
      const dimensions = PublishedDimensions.parse({
        practiceId,
        version: 1,
        inputsHash: 'inputs',
        asOf: '2026-04-01',
        publishedAt: at,
        dimensions: {},
      });
      expect(await exportBook.dimensions(practiceId)).toBeUndefined();
      expect(await exportBook.keepDimensions(dimensions, 0)).toBe(true);
      expect(await exportBook.keepDimensions(dimensions, 0)).toBe(false);
      expect(await exportBook.dimensions(practiceId)).toEqual(dimensions);
    });
  });
}

export function warehouseSuite(ports: () => Ports): void {
  describe('warehouse', () => {
    test('Lines come back as they were written; a file that is not there is said to be missing by its name', async () => {
      const { warehouse } = ports();
      const lines = ['["charge",{"note":"Größe\\n"}]', '', '[]'];
      await warehouse.writeLines('staged/lines.gz', lines);
      expect(await warehouse.readLines('staged/lines.gz')).toEqual(lines);
      await warehouse.writeLines('staged/none.gz', []);
      expect(await warehouse.readLines('staged/none.gz')).toEqual([]);
      await expect(warehouse.readLines('staged/missing.gz')).rejects.toThrow('staged/missing.gz');
    });

    test('A table of rows and a document are written, and a folder has its own place', async () => {
      const { warehouse } = ports();
      const [table] = factTables;
      await warehouse.writeTable('facts/a/part-0001.parquet', table.columns, []);
      await warehouse.writeJson('facts/a/_control.json', { rows: 0 });
      expect(warehouse.locationOf('facts/a/')).toBe('s3://warehouse/facts/a/');
    });

    test('The catalogue points at a folder from one moment to the next, each practice and month by itself', async () => {
      const { catalog } = ports();
      const practiceId = newPracticeId();
      const other = newPracticeId();
      const [, charge] = factTables;
      const patients = dimensionTables.find(({ mart }) => mart === 'identified') ?? dimensionTables[0];
      expect(await catalog.locations(charge, practiceId)).toEqual(new Map());
      await catalog.move(charge, practiceId, march, 's3://warehouse/facts/charge/1/');
      await catalog.move(charge, practiceId, april, 's3://warehouse/facts/charge/2/');
      await catalog.move(charge, other, april, 's3://warehouse/facts/charge/3/');
      await catalog.move(charge, practiceId, april, 's3://warehouse/facts/charge/4/');
      await catalog.move(patients, practiceId, undefined, 's3://warehouse/identified/5/');
      expect(await catalog.locations(charge, practiceId)).toEqual(
        new Map([
          ['2026-03', 's3://warehouse/facts/charge/1/'],
          ['2026-04', 's3://warehouse/facts/charge/4/'],
        ]),
      );
      expect(await catalog.locations(patients, practiceId)).toEqual(
        new Map([['', 's3://warehouse/identified/5/']]),
      );
      expect(await catalog.locations(patients, other)).toEqual(new Map());
    });
  });
}
