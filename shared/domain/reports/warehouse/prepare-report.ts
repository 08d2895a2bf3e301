import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { answerFrom, isDimension, requireName } from './render-report.ts';

/** What a prepared report is asked with. Days are dates of the books; `known_on` is the last day of which anything is known. */
export type ReportParameter = 'practice_id' | 'from_date' | 'to_date' | 'as_of' | 'known_on';

/** The name of a report where names are of letters, digits and underscores. */
export function statementNameOf({ name }: Pick<WarehouseReport, 'name'>): string {
  return name.replaceAll('-', '_');
}

/** What stands for the question marks of a prepared report, in their order. */
export function parametersOf({ asks }: Pick<WarehouseReport, 'asks'>): readonly ReportParameter[] {
  return asks === 'period'
    ? ['practice_id', 'from_date', 'to_date', 'as_of', 'known_on']
    : ['practice_id', 'as_of', 'known_on'];
}

/** The days that may be asked about, one row each: 2000-01-01 and the 39,999 after it. */
const calendar = [
  'digit (n) AS (\n  VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)\n)',
  `calendar AS (
  SELECT CAST(DATE '2000-01-01' + (d1.n + 10 * d2.n + 100 * d3.n + 1000 * d4.n + 10000 * d5.n) * INTERVAL '1' DAY AS DATE) AS calendar_date
  FROM digit AS d1 CROSS JOIN digit AS d2 CROSS JOIN digit AS d3 CROSS JOIN digit AS d4 CROSS JOIN digit AS d5
  WHERE d5.n < 4
)`,
];

/**
 * The statement of a report with a question mark for each of its {@link parametersOf}: the rows are those of the rendered
 * report of the same question. Where there is no such practice, or the period is none, it has no rows at all.
 *
 * Athena takes question marks in conditions alone, and each stands for one value. So the question is made of rows that are
 * there, chosen by conditions: a practice of its own dimension and days of a calendar.
 * @throws Error when the database's name could be anything but a name.
 */
export function prepareReport(report: WarehouseReport, database: string): string {
  requireName(report, database);
  const asked = parametersOf(report).filter((parameter) => parameter !== 'practice_id');
  const named = `(SELECT DISTINCT practice_id FROM ${database}.dim_practice WHERE practice_id = ?) AS named`;
  const days = asked.map(
    (day) =>
      `(SELECT calendar_date AS ${day} FROM calendar WHERE calendar_date = CAST(? AS DATE)) AS the_${day}`,
  );
  const period =
    report.asks === 'period'
      ? 'from_date, to_date'
      : "CAST(date_trunc('month', as_of) AS DATE) AS from_date, as_of AS to_date";
  const isPeriod = report.asks === 'period' ? '\n  WHERE from_date <= to_date AND to_date <= as_of' : '';
  return answerFrom(
    report,
    [
      ...calendar,
      `question AS (
  SELECT practice_id, as_of, ${period}, substr(CAST(as_of AS VARCHAR), 1, 7) AS last_month,
    CAST(known_on AS TIMESTAMP) + INTERVAL '1' DAY AS known_before,
    CAST(least(as_of, known_on) AS TIMESTAMP) + INTERVAL '1' DAY AS held_at
  FROM ${[named, ...days].join('\n    CROSS JOIN ')}${isPeriod}
)`,
      'asked AS (\n  SELECT as_of, from_date, to_date FROM question\n)',
      ...report.reads.map(
        (table) =>
          `${table} AS (\n  SELECT kept.* FROM ${database}.${table} AS kept JOIN question ON kept.practice_id = question.practice_id\n    AND ${isDimension(table) ? heldThen : inTheBooks}\n)`,
      ),
    ],
    ['EXISTS (SELECT 1 FROM question)'],
  );
}

const inTheBooks =
  'kept.posting_month <= last_month AND kept.posting_date <= as_of AND kept.known_at < known_before';
const heldThen = 'kept.valid_from < held_at AND (kept.valid_until IS NULL OR kept.valid_until >= held_at)';
