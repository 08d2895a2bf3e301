import { HiveSQL, SparkSQL } from 'dt-sql-parser';
import { describe, expect, it } from 'vitest';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { createTable, warehouseDdl } from '../../docs/generate-warehouse-ddl.ts';

const hive = new HiveSQL();
const spark = new SparkSQL();

describe('The statements that make the tables elsewhere', () => {
  it.each(warehouseTables.map((table) => [table.name, table] as const))(
    'are read without a fault by Hive and Spark: %s',
    (_name, table) => {
      const sql = `${createTable(table)};`;
      expect(hive.validate(sql)).toEqual([]);
      expect(spark.validate(sql)).toEqual([]);
    },
  );

  it('would not be read if a parenthesis were missing', () => {
    expect(hive.validate(warehouseDdl().replace(')', '')).length).toBeGreaterThan(0);
  });

  it('name every table once', () => {
    const named = [...warehouseDdl().matchAll(/^CREATE EXTERNAL TABLE IF NOT EXISTS (\w+) \($/gm)];
    expect(named.map(([, name]) => name)).toEqual(warehouseTables.map(({ name }) => name));
  });
});
