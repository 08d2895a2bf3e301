import Table from 'cli-table3';

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

/** Prints rows as comma-separated values (RFC 4180), the titles first. */
export function printCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
  const line = (cells: readonly string[]): void =>
    printLine(
      cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    );
  line(columns.map(({ title }) => title));
  for (const row of rows) {
    line(columns.map(({ cell }) => cell(row)));
  }
}

/** Prints rows as a table without lines between them, wide as its content. */
export function printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
  const table = new Table({
    head: columns.map((column) => column.title),
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => columns.map((column) => column.cell(row))));
  printLine(table.toString());
}
