import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { ReportQuestion } from '#contracts/warehouse/report.ts';
import { findWarehouseReport, warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { renderReport } from '#domain/reports/warehouse/render-report.ts';

const report = findWarehouseReport('payer-scorecard');
const question = ReportQuestion.parse({ practiceId: 'cedar-hill', asOf: '2026-04-30' });

describe('The statement of a report', () => {
  test('sees of facts one practice, its months and days up to the one asked for', () => {
    const sql = renderReport(report, question, 'claimwright_prod');
    expect(sql).toContain(
      "SELECT * FROM claimwright_prod.submission\n  WHERE practice_id = 'cedar-hill' AND posting_month <= '2026-04' AND posting_date <= DATE '2026-04-30'\n",
    );
    expect(sql).not.toContain('known_at <');
  });

  test('sees of facts nothing that was known at the moment asked for or after it', () => {
    const asked = ReportQuestion.parse({ ...question, knownAt: '2026-05-02T10:00:00.250Z' });
    expect(renderReport(report, asked, 'reporting')).toContain(
      "posting_date <= DATE '2026-04-30' AND known_at < TIMESTAMP '2026-05-02 10:00:00.250'\n",
    );
  });

  test('sees of dimensions what held when the day asked for was over', () => {
    expect(renderReport(report, question, 'reporting')).toContain(
      "SELECT * FROM reporting.dim_payer\n  WHERE practice_id = 'cedar-hill' AND valid_from < TIMESTAMP '2026-05-01 00:00:00.000' AND (valid_until IS NULL OR valid_until >= TIMESTAMP '2026-05-01 00:00:00.000')",
    );
  });

  test.each([
    { asked: {}, period: "DATE '2026-04-01' AS from_date, DATE '2026-04-30' AS to_date" },
    { asked: { to: '2026-02-10' }, period: "DATE '2026-02-01' AS from_date, DATE '2026-02-10' AS to_date" },
    { asked: { from: '2026-01-15' }, period: "DATE '2026-01-15' AS from_date, DATE '2026-04-30' AS to_date" },
  ])('takes the month of the last day where $asked is said of the period', ({ asked, period }) => {
    expect(renderReport(report, ReportQuestion.parse({ ...question, ...asked }), 'reporting')).toContain(
      period,
    );
  });

  test.each([
    { practiceId: "x' OR '1'='1" },
    { asOf: "2026-04-30'; DROP TABLE charge" },
    { asOf: '2026-02-30' },
    { from: '2026-05-01' },
    { to: '2026-05-01' },
    { from: '2026-04-02', to: '2026-04-01' },
    { knownAt: "2026-05-02T10:00:00Z' OR TRUE" },
    { knownAt: '2026-05-02T10:00:00+02:00' },
    { also: 'this' },
  ])('is refused for a question with %j', (changes) => {
    const asked = { ...question, ...changes } as ReportQuestion;
    expect(() => renderReport(report, asked, 'reporting')).toThrow(ZodError);
  });

  test.each(['', 'Reporting', 'a b', 'a;b', '1a', 'a.b', "a'b"])(
    'is refused for a database called "%s"',
    (name) => {
      expect(() => renderReport(report, question, name)).toThrow(
        `The database of report payer-scorecard is called "${name}"; expected lower-case letters, digits and underscores`,
      );
    },
  );
});

test('An unknown report is refused with the names of all known ones', () => {
  expect(() => findWarehouseReport('ageing')).toThrow(
    `There is no report "ageing"; expected one of ${warehouseReports.map(({ name }) => name).join(', ')}`,
  );
});
