import { PlainDate } from '#contracts/dates.ts';
import type { ReportColumn, ReportColumnType, WarehouseReport } from '#contracts/warehouse/report.ts';
import type { ReportValue, RowsWith } from '#contracts/warehouse/run-report.ts';

/**
 * A value of a report from the text by which Athena gives it.
 * @throws Error that names the column when the text is none of its type: the statement and the report disagree.
 */
export function reportValue({ name, type }: ReportColumn, text: string | undefined): ReportValue {
  if (text === undefined) {
    return null;
  }
  const value = readers[type](text);
  if (value === undefined) {
    throw new Error(`Column ${name} is of ${type}, and the engine gave "${text}" for it`);
  }
  return value;
}

const whole = (text: string): number | undefined => {
  // There is no zero below zero: it would be another value than zero.
  const number = /^-?\d{1,18}$/.test(text) ? Number(text) + 0 : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
};
const decimal = (text: string) => (/^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined);

const readers: Readonly<Record<ReportColumnType, (text: string) => ReportValue | undefined>> = {
  text: (text) => text,
  date: (text) => PlainDate.safeParse(text).data,
  instant: (text) => {
    const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})$/.exec(text) ?? [];
    return day === undefined || time === undefined ? undefined : `${day}T${time}Z`;
  },
  money: (text) => {
    const [, sign = '', dollars, cents = ''] = /^(-?)(\d+)(?:\.(\d\d))?$/.exec(text) ?? [];
    return dollars === undefined ? undefined : whole(`${sign}${dollars}${cents.padEnd(2, '0')}`);
  },
  count: whole,
  flag: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  rate: decimal,
  days: decimal,
};

/** A condition on a column of a report, or why it is none. */
export type Condition = { readonly sql: string } | { readonly problem: string };

/**
 * The words of SQL by which a report keeps only the rows with a value in a column. A text stands in quotes with its own
 * quotes doubled, which DuckDB and Trino both read as nothing but text; everything else is of digits and fixed words.
 */
export function conditionOn(report: WarehouseReport, { column: name, value }: RowsWith): Condition {
  const column = report.columns.find((one) => one.name === name);
  if (column === undefined) {
    return {
      problem: `where: the report ${report.name} has no column ${name}; it has ${report.columns.map((one) => one.name).join(', ')}`,
    };
  }
  const literal = value === null ? 'NULL' : literalOf(column.type, value);
  return literal === undefined
    ? {
        problem: `where: column ${name} is of ${column.type}, and ${JSON.stringify(value)} is not or is not searched for`,
      }
    : { sql: `${name} ${value === null ? 'IS' : '='} ${literal}` };
}

function literalOf(type: ReportColumnType, value: Exclude<ReportValue, null>): string | undefined {
  switch (type) {
    case 'text':
      // What engines read in quotes is printable; nobody names a payer or a code by anything else.
      return typeof value === 'string' && /^[\u0020-\u007E\u00A0-\uFFFD]*$/u.test(value)
        ? `'${value.replaceAll("'", "''")}'`
        : undefined;
    case 'date': {
      const day = PlainDate.safeParse(value).data;
      return day === undefined ? undefined : `DATE '${day}'`;
    }
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? `CAST('${dollarsOf(value)}' AS DECIMAL(18,2))`
        : undefined;
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'instant':
    case 'rate':
    case 'days':
      return undefined;
  }
}

function dollarsOf(cents: number): string {
  const absolute = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
