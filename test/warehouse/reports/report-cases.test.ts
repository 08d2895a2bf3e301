import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { findWarehouseReport, warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { ReportWarehouse } from '../report-warehouse.ts';
import { claimCases } from './claim-cases.ts';
import { denialCases } from './denial-cases.ts';
import { moneyCases } from './money-cases.ts';
import { payerCases } from './payer-cases.ts';
import { receivableCases } from './receivable-cases.ts';
import type { ReportCases } from './report-case.ts';
import { workCases } from './work-cases.ts';

const families: readonly ReportCases[] = [
  claimCases,
  denialCases,
  moneyCases,
  payerCases,
  receivableCases,
  workCases,
];
const cases = families.flatMap((family) =>
  Object.entries(family).flatMap(([name, ofReport]) => ofReport.map((one) => ({ name, ...one }))),
);

let warehouse: ReportWarehouse;
beforeAll(async () => {
  warehouse = await ReportWarehouse.open();
});
afterAll(() => warehouse.close());

describe('A report reckons as a person does', () => {
  test.each(cases.map((one, index) => ({ ...one, practiceId: `practice-${index}` })))(
    '$name $title',
    async ({ name, practiceId, rows, asOf = '2026-04-30', from, to, knownAt, expected }) => {
      const report = findWarehouseReport(name);
      const asked = Object.entries({ practiceId, asOf, from, to, knownAt });
      const question = ReportQuestion.parse(
        Object.fromEntries(asked.filter(([, value]) => value !== undefined)),
      );
      await warehouse.add(practiceId, rows);
      expect(await warehouse.ask(report, question)).toEqual(expected);
    },
  );
});

test('Every report is reckoned by hand at least once', () => {
  const reckoned = new Set(cases.map(({ name }) => name));
  expect(warehouseReports.map(({ name }) => name).filter((name) => !reckoned.has(name))).toEqual([]);
});
