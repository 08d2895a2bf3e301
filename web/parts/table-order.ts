export interface TableSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** Rows by what a column sorts by: numbers by their size, texts as people order them; equal ones stay as they came. */
export function sortedBy<Row>(
  rows: readonly Row[],
  sortOf: ((row: Row) => string | number) | undefined,
  direction: TableSort['direction'],
): readonly Row[] {
  if (sortOf === undefined) {
    return rows;
  }
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => sign * compare(sortOf(one), sortOf(other)));
}

function compare(one: string | number, other: string | number): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), 'en', { numeric: true });
}

interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  /** Counted from 1. */
  readonly page: number;
  readonly pages: number;
}

/** The rows of a page; the last one where there are not so many any more. */
export function pageOf<Row>(rows: readonly Row[], page: number, rowsAtOnce: number): PageOfRows<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / rowsAtOnce));
  const shown = Math.min(Math.max(1, page), pages);
  return { rows: rows.slice((shown - 1) * rowsAtOnce, shown * rowsAtOnce), page: shown, pages };
}
