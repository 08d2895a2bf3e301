import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column } from '#contracts/warehouse/column.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { parquetOf } from '#adapters/parquet/parquet.ts';

const columns: readonly Column[] = [
  { name: 'name', type: 'text', meaning: '' },
  { name: 'day', type: 'date', meaning: '' },
  { name: 'at', type: 'instant', meaning: '' },
  { name: 'amount', type: 'money', meaning: '' },
  { name: 'units', type: 'count', meaning: '' },
  { name: 'is_last', type: 'flag', meaning: '' },
  { name: 'note', type: 'text', mayBeEmpty: true, meaning: '' },
  { name: 'owed', type: 'money', mayBeEmpty: true, meaning: '' },
  { name: 'due', type: 'date', mayBeEmpty: true, meaning: '' },
];

const rows = Array.from({ length: 1000 }, (_, index) => ({
  name: `row ${index}`,
  day: index % 2 === 0 ? '2026-02-28' : '1936-12-31',
  at: `2026-03-20T15:00:00.${String(index % 1000).padStart(3, '0')}Z`,
  amount: index === 0 ? 9_007_199_254_740_991 : (index - 500) * 7 + 1,
  units: index - 10,
  is_last: index === 999,
  note: index % 3 === 0 ? null : 'Größe, "quoted"',
  owed: index % 5 === 0 ? null : -index,
  due: index % 7 === 0 ? null : '2027-01-01',
}));

const folder = mkdtempSync(path.join(tmpdir(), 'claimwright-parquet-'));
const file = path.join(folder, 'a.parquet');
const empty = path.join(folder, 'empty.parquet');

beforeAll(() => {
  writeFileSync(file, parquetOf(columns, rows));
  writeFileSync(empty, parquetOf(columns, []));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function ask(statement: string): Promise<Record<string, string | null>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const answer = await connection.runAndReadAll(statement);
  const told = answer
    .getRowObjects()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? null : value.toString()]),
      ),
    );
  connection.closeSync();
  return told;
}

const types = {
  text: 'VARCHAR',
  date: 'DATE',
  instant: 'TIMESTAMP',
  money: 'DECIMAL(18,2)',
  count: 'INTEGER',
  flag: 'BOOLEAN',
};

describe('A Parquet file of the warehouse', () => {
  test('has in DuckDB the types that its columns say, and every sum to the cent', async () => {
    const told = await ask(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
    expect(
      told.map((row) => [row['column_name'], row['column_type']?.replace(' WITH TIME ZONE', '')]),
    ).toEqual(columns.map(({ name, type }) => [name, types[type]]));
    const [sums] = await ask(
      `SELECT sum(amount) AS amount, sum(owed) AS owed, sum(units) AS units, count(note) AS notes, count(due) AS dues,
        min(day) AS first_day, max(epoch_ms("at")) AS last_at, count(*) FILTER (WHERE is_last) AS last
      FROM read_parquet('${file}')`,
    );
    const cents = rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    const owed = rows.reduce((sum, row) => sum + BigInt(row.owed ?? 0), 0n);
    const dollars = (amount: bigint): string =>
      `${amount < 0n ? '-' : ''}${(amount < 0n ? -amount : amount) / 100n}.${String((amount < 0n ? -amount : amount) % 100n).padStart(2, '0')}`;
    expect(sums).toEqual({
      amount: dollars(cents),
      owed: dollars(owed),
      units: String(rows.reduce((sum, { units }) => sum + units, 0)),
      notes: String(rows.filter(({ note }) => note !== null).length),
      dues: String(rows.filter(({ due }) => due !== null).length),
      first_day: '1936-12-31',
      last_at: String(Date.parse('2026-03-20T15:00:00.999Z')),
      last: '1',
    });
  });

  test('reads by hyparquet row by row as it was written', async () => {
    const bytes = parquetOf(columns, rows);
    const buffer = new Uint8Array(bytes).buffer;
    const read = await parquetReadObjects({ file: buffer });
    expect(
      read.slice(1).map((row) => ({
        ...row,
        day: (row['day'] as Date).toISOString().slice(0, 10),
        at: (row['at'] as Date).toISOString(),
        amount: Math.round(Number(row['amount']) * 100),
        owed:
          row['owed'] === undefined || row['owed'] === null ? null : Math.round(Number(row['owed']) * 100),
        due:
          row['due'] === undefined || row['due'] === null
            ? null
            : (row['due'] as Date).toISOString().slice(0, 10),
        note: row['note'] ?? null,
      })),
    ).toEqual(rows.slice(1));
    const metadata = parquetMetadata(buffer);
    expect(
      metadata.schema
        .slice(1)
        .map((one) => [one.type, one.converted_type, one.precision, one.scale, one.repetition_type]),
    ).toEqual([
      ['BYTE_ARRAY', 'UTF8', undefined, undefined, 'REQUIRED'],
      ['INT32', 'DATE', undefined, undefined, 'REQUIRED'],
      ['INT64', 'TIMESTAMP_MILLIS', undefined, undefined, 'REQUIRED'],
      ['INT64', 'DECIMAL', 18, 2, 'REQUIRED'],
      ['INT32', undefined, undefined, undefined, 'REQUIRED'],
      ['BOOLEAN', undefined, undefined, undefined, 'REQUIRED'],
      ['BYTE_ARRAY', 'UTF8', undefined, undefined, 'OPTIONAL'],
      ['INT64', 'DECIMAL', 18, 2, 'OPTIONAL'],
      ['INT32', 'DATE', undefined, undefined, 'OPTIONAL'],
    ]);
  });

  test('may have no rows, and has its columns all the same', async () => {
    expect(await ask(`SELECT count(*) AS rows, sum(amount) AS amount FROM read_parquet('${empty}')`)).toEqual(
      [{ rows: '0', amount: null }],
    );
  });

  test.each(warehouseTables.map((table) => [table.name, table.columns] as const))(
    'of %s is read by DuckDB with its types',
    async (name, tableColumns) => {
      const one = path.join(folder, `${name}.parquet`);
      writeFileSync(one, parquetOf(tableColumns, []));
      const told = await ask(`DESCRIBE SELECT * FROM read_parquet('${one}')`);
      expect(
        told.map((row) => [row['column_name'], row['column_type']?.replace(' WITH TIME ZONE', '')]),
      ).toEqual(tableColumns.map((column) => [column.name, types[column.type]]));
    },
  );
});
