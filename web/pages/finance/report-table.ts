import type { Cents } from '#contracts/cents.ts';
import type { ColumnTold, ReportAnswered, ReportTold, ReportValue } from '#contracts/warehouse/run-report.ts';
import type { ReportColumn } from '../reports/report-columns.ts';
import { addressOfReport, type Question } from './report-question.ts';

/** A row of an answer, by the place of each value. */
export interface AnswerRow {
  readonly place: number;
  readonly values: readonly ReportValue[];
}

export function rowsOf({ rows }: Pick<ReportAnswered, 'rows'>): readonly AnswerRow[] {
  return rows.map((values, place) => ({ place, values }));
}

/** The value of a row in a column; nothing where the report has no such column. */
export function valueIn(
  columns: readonly ColumnTold[],
  { values }: Pick<AnswerRow, 'values'>,
  name: string,
): ReportValue {
  const at = columns.findIndex((column) => column.name === name);
  return values[at] ?? null;
}

const known: Readonly<Record<string, string>> = {
  claim_id: 'Claim',
  payer_id: 'Payer',
  days_0_to_30: '0–30 days',
  days_31_to_60: '31–60 days',
  days_61_to_90: '61–90 days',
  days_91_to_120: '91–120 days',
  days_over_120: 'Over 120 days',
  over_90_share: 'Over 90 days',
  denial_rate_by_charges: 'Denial rate by charges',
};

/** What stands above a column: its name in words. What it means is told beside the table. */
export function columnWords(name: string): string {
  const words =
    known[name] ??
    name
      .replace(/_amount$/, '')
      .replace(/^is_/, '')
      .replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** `0.9512` as `95.12%`. */
export function percentOf(rate: string): string {
  return `${(Number(rate) * 100).toFixed(2)}%`;
}

/** A value as it is read, on the screen and in a file. */
export function textOf({ type }: ColumnTold, value: ReportValue): string {
  if (value === null) {
    return '';
  }
  switch (type) {
    case 'rate':
      return percentOf(String(value));
    case 'flag':
      return value === true ? 'yes' : 'no';
    default:
      return String(value);
  }
}

/** The columns of an answer, as tables and files are made of them. */
export function tableColumns(columns: readonly ColumnTold[]): readonly ReportColumn<AnswerRow>[] {
  return columns.map((column, at): ReportColumn<AnswerRow> => {
    const base = { id: column.name, name: columnWords(column.name) };
    const value = ({ values }: AnswerRow) => values[at] ?? null;
    const number = (row: AnswerRow) => {
      const found = value(row);
      return typeof found === 'number' ? found : undefined;
    };
    switch (column.type) {
      case 'money':
        return { ...base, kind: 'dollars', value: (row) => number(row) as Cents | undefined };
      case 'count':
        return { ...base, kind: 'count', value: number };
      case 'rate':
      case 'days':
        return {
          ...base,
          kind: 'text',
          isNumber: true,
          value: (row) => textOf(column, value(row)),
          // What there is nothing of stands before all that there is something of.
          sortBy: (row) => Number(value(row) ?? -Number.MAX_VALUE),
        };
      case 'text':
      case 'date':
      case 'instant':
      case 'flag':
        return { ...base, kind: 'text', value: (row) => textOf(column, value(row)) };
    }
  });
}

/**
 * Where the claims behind a row are: the other report, asked the same and of the rows that agree with this one.
 * @param behind that report; where it is not known, nothing leads there.
 */
export function addressBehind(
  { drillsInto }: Pick<ReportTold, 'drillsInto'>,
  behind: Pick<ReportTold, 'columns'> | undefined,
  { columns, asked: { asOf, from, to, knownAt, where = [] } }: Pick<ReportAnswered, 'columns' | 'asked'>,
  row: Pick<AnswerRow, 'values'>,
): string | undefined {
  if (drillsInto === undefined || behind === undefined) {
    return undefined;
  }
  const question: Question = {
    asOf,
    from,
    to,
    ...(knownAt !== undefined && { knownAt }),
    where: [
      // What the row itself was found by, it is still found by.
      ...where.filter(
        ({ column }) => !drillsInto.by.includes(column) && behind.columns.some(({ name }) => name === column),
      ),
      ...drillsInto.by.map((column) => ({ column, value: valueIn(columns, row, column) })),
    ],
  };
  return addressOfReport(drillsInto.report, question);
}
