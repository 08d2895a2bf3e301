import type { Cents } from '#contracts/cents.ts';
import { csvCell } from '#domain/staff/csv-cell.ts';
import { dollarText } from '../../words/dollars.ts';

/** A column of a table that is shown, sorted, printed and saved as CSV from one description. */
export type ReportColumn<Row> =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly name: string;
      readonly value: (row: Row) => string;
      /** By what it is ordered, where not by its text. */
      readonly sortBy?: (row: Row) => string | number;
      /** A number in words of its own, for example a percentage: it stands at the right. */
      readonly isNumber?: true;
    }
  | {
      readonly kind: 'count';
      readonly id: string;
      readonly name: string;
      /** Nothing is shown where there is none. */
      readonly value: (row: Row) => number | undefined;
    }
  | {
      readonly kind: 'dollars';
      readonly id: string;
      readonly name: string;
      readonly value: (row: Row) => Cents | undefined;
    };

/** The rows as a CSV file; amounts are in dollars with two decimals, so that a spreadsheet can reckon with them. */
export function reportCsv<Row>(columns: readonly ReportColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => csvCell(name)),
    ...rows.map((row) => columns.map((column) => cellOf(column, row))),
  ];
  return [...lines.map((cells) => cells.join(',')), ''].join('\r\n');
}

function cellOf<Row>(column: ReportColumn<Row>, row: Row): string {
  switch (column.kind) {
    case 'text':
      return csvCell(column.value(row));
    case 'count':
      return String(column.value(row) ?? '');
    case 'dollars': {
      const amount = column.value(row);
      return amount === undefined ? '' : dollarText(amount);
    }
  }
}
