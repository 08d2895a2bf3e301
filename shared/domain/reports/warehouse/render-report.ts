import {
  ReportQuestion,
  type ReportColumn,
  type ReportColumnType,
  type WarehouseReport,
} from '#contracts/warehouse/report.ts';
import { dimensionTables } from '#contracts/warehouse/tables.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { addDays } from '../../calendar/plain-date.ts';

/** The type of a report's column, in words that DuckDB and Trino share. */
export const sqlTypeOf: Readonly<Record<ReportColumnType, string>> = {
  text: 'VARCHAR',
  date: 'DATE',
  instant: 'TIMESTAMP',
  money: 'DECIMAL(18,2)',
  count: 'BIGINT',
  flag: 'BOOLEAN',
  rate: 'DECIMAL(18,4)',
  days: 'DECIMAL(18,1)',
};

const dimensionNames: ReadonlySet<string> = new Set(dimensionTables.map(({ name }) => name));

/**
 * The statement that answers a report: its SQL over the rows of one practice that were in the books at the end of the day
 * asked for. Nothing of the question reaches the text but a practice id, days and an instant that its contract has read.
 * @param database where the tables are: a database of the catalogue, a schema of DuckDB.
 * @param only conditions on the report's columns, by {@link conditionOn}; all rows where there are none.
 * @throws Error when the question is none, or the database's name could be anything but a name.
 */
export function renderReport(
  report: WarehouseReport,
  question: ReportQuestion,
  database: string,
  only: readonly string[] = [],
): string {
  const { practiceId, asOf, to = asOf, from = firstOfMonthOf(to), knownAt } = ReportQuestion.parse(question);
  requireName(report, database);
  const dayAfter = `TIMESTAMP '${addDays(asOf, 1)} 00:00:00.000'`;
  const ofPractice = `practice_id = '${practiceId}'`;
  const known = knownAt === undefined ? undefined : `TIMESTAMP '${timestampText(knownAt)}'`;
  const inTheBooks = [
    ofPractice,
    `posting_month <= '${asOf.slice(0, 7)}'`,
    `posting_date <= DATE '${asOf}'`,
    ...(known === undefined ? [] : [`known_at < ${known}`]),
  ].join(' AND ');
  const at = known === undefined ? dayAfter : `least(${dayAfter}, ${known})`;
  const heldThen = `${ofPractice} AND valid_from < ${at} AND (valid_until IS NULL OR valid_until >= ${at})`;
  const relations = [
    `asked AS (\n  SELECT DATE '${asOf}' AS as_of, DATE '${from}' AS from_date, DATE '${to}' AS to_date\n)`,
    ...report.reads.map(
      (table) =>
        `${table} AS (\n  SELECT * FROM ${database}.${table}\n  WHERE ${isDimension(table) ? heldThen : inTheBooks}\n)`,
    ),
  ];
  return answerFrom(report, relations, only);
}

/** The rows of a report over the relations that it reads. */
export function answerFrom(
  report: WarehouseReport,
  relations: readonly string[],
  only: readonly string[],
): string {
  const all = [...relations, `answer AS (\n${indented(report.sql.trim())}\n)`];
  const columns = report.columns.map((column) => `${inItsType(column)} AS ${column.name}`);
  const where = only.length === 0 ? '' : `WHERE ${only.join(' AND ')}\n`;
  return `WITH ${all.join(',\n')}\nSELECT\n  ${columns.join(',\n  ')}\nFROM answer\n${where}ORDER BY ${report.orderBy.join(', ')}`;
}

/** @throws Error when the name of a database could be anything but a name. */
export function requireName({ name }: WarehouseReport, database: string): void {
  if (!/^[a-z][a-z0-9_]*$/.test(database)) {
    throw new Error(
      `The database of report ${name} is called "${database}"; expected lower-case letters, digits and underscores`,
    );
  }
}

export function isDimension(table: string): boolean {
  return dimensionNames.has(table);
}

/** What is divided is rounded before it becomes a decimal: DuckDB and Trino round a half differently when they cast. */
function inItsType({ name, type }: ReportColumn): string {
  const decimals = { rate: 4, days: 1 };
  const value = type === 'rate' || type === 'days' ? `round(${name}, ${decimals[type]})` : name;
  return `CAST(${value} AS ${sqlTypeOf[type]})`;
}

function firstOfMonthOf(day: PlainDate): string {
  return `${day.slice(0, 7)}-01`;
}

/** `2026-03-31T23:59:59.999Z` as SQL writes it. */
function timestampText(instant: string): string {
  return instant.replace('T', ' ').replace('Z', '');
}

function indented(sql: string): string {
  return sql.replaceAll(/^(?=.)/gm, '  ');
}
