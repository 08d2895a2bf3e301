import { TrinoSQL } from 'dt-sql-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { renderReport, sqlTypeOf } from '#domain/reports/warehouse/render-report.ts';
import { ReportWarehouse, schema } from '../report-warehouse.ts';

const question = ReportQuestion.parse({
  practiceId: 'cedar-hill',
  asOf: '2026-04-30',
  from: '2026-03-01',
  to: '2026-03-31',
  knownAt: '2026-05-02T10:00:00.000Z',
});
let warehouse: ReportWarehouse;
beforeAll(async () => {
  warehouse = await ReportWarehouse.open();
});
afterAll(() => warehouse.close());

describe.each(warehouseReports)('The report $name', (report) => {
  const rendered = renderReport(report, question, schema);

  test('is read by Trino as well', () => {
    const parser = new TrinoSQL();
    expect(parser.validate(report.sql)).toEqual([]);
    expect(parser.validate(rendered)).toEqual([]);
  });

  test('makes the columns that it declares, in their types, from the tables that it declares', async () => {
    const answer = await warehouse.connection.runAndReadAll(rendered);
    expect(answer.columnNames()).toEqual(report.columns.map(({ name }) => name));
    expect(answer.columnTypes().map(String)).toEqual(report.columns.map(({ type }) => sqlTypeOf[type]));
    const own = `${rendered.slice(0, rendered.lastIndexOf('\nSELECT\n'))}\nSELECT * FROM answer`;
    const made = await warehouse.connection.runAndReadAll(own);
    expect(made.columnNames()).toEqual(report.columns.map(({ name }) => name));
  });

  test('reads every table that it declares', () => {
    const named = report.reads.filter((table) => new RegExp(`\\b${table}\\b`).test(report.sql));
    expect(named).toEqual(report.reads);
  });

  test('orders by columns of its own, and leads to a report that knows its columns', () => {
    const columns = new Set(report.columns.map(({ name }) => name));
    expect(report.orderBy.map((one) => one.replace(/ DESC$/, '')).filter((one) => !columns.has(one))).toEqual(
      [],
    );
    const behind = warehouseReports.find(({ name }) => name === report.drillsInto?.report);
    expect(behind?.name).toBe(report.drillsInto?.report);
    expect(behind?.asks ?? report.asks).toBe(report.asks);
    const unknown = (report.drillsInto?.by ?? []).filter(
      (by) => !columns.has(by) || behind?.columns.every(({ name }) => name !== by) !== false,
    );
    expect(unknown).toEqual([]);
  });

  test('has an answer for a practice without anything, in which nothing is empty that may not be', async () => {
    const rows = await warehouse.ask(report, question);
    expect(rows.length).toBeLessThan(20);
    const never = report.columns.filter(({ mayBeEmpty }) => mayBeEmpty !== true);
    for (const row of rows) {
      expect(never.filter(({ name }) => row[name] === null)).toEqual([]);
    }
  });
});

test('Every report has a name of its own', () => {
  expect(new Set(warehouseReports.map(({ name }) => name)).size).toBe(warehouseReports.length);
});
