import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { parametersOf, prepareReport, statementNameOf } from '#domain/reports/warehouse/prepare-report.ts';

/** What stands for the database of a stage. */
const database = 'warehouse_database';

/** Every report as the stacks prepare it in Athena: a name, what it is asked with, its statement. */
export function reportStatements(): string {
  const statements = warehouseReports.map((report) => ({
    report: report.name,
    name: statementNameOf(report),
    title: report.title,
    question: report.question,
    parameters: parametersOf(report),
    statement: prepareReport(report, database),
  }));
  return `${JSON.stringify({ database, statements }, undefined, 2)}\n`;
}
