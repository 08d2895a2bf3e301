import type { Cents } from '#contracts/cents.ts';
import { decimalText } from '#domain/money/cents.ts';
import type { Session } from './options.ts';
import { printCsv, printJson, printLine, printTable, type Column } from './print.ts';

/** The option by which every report is printed as CSV. */
export const csvOption = ['--csv', 'print the table as CSV'] as const;

/** A column of amounts, in dollars with two decimals. */
export function amount<Row>(title: string, amountOf: (row: Row) => Cents): Column<Row> {
  return { title, cell: (row) => decimalText(amountOf(row)), align: 'right' };
}

/** Prints a report as the command line was asked to: its facts, its table as CSV, or its table for people. */
export function print<Row>(
  session: Session,
  csv: boolean | undefined,
  facts: unknown,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void {
  if (session.options.json) {
    printJson(facts);
  } else if (csv === true) {
    printCsv(rows, columns);
  } else {
    printTable(rows, columns);
  }
}

/** A line for people below a table. */
export function note(session: Session, csv: boolean | undefined, text: string): void {
  if (!session.options.json && csv !== true) {
    printLine(text);
  }
}
