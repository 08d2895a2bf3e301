/** What may stand between the cells of a row. */
export const csvSeparators = [',', ';', '\t', '|'] as const;
export type CsvSeparator = (typeof csvSeparators)[number];

/**
 * The cells of one row that a framer has cut out. A cell in quotation marks may hold separators and line ends, and a
 * quotation mark written twice; a quotation mark inside any other cell is a character like any other (RFC 4180 has none).
 */
export function csvCells(row: string, separator: CsvSeparator): string[] {
  if (!row.includes('"')) {
    return row.split(separator);
  }
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (row.charAt(at) === '"') {
      const end = closingQuote(row, at + 1);
      cells.push(row.slice(at + 1, end).replaceAll('""', '"'));
      at = row.indexOf(separator, end);
    } else {
      const end = row.indexOf(separator, at);
      cells.push(row.slice(at, end === -1 ? row.length : end));
      at = end;
    }
    if (at === -1) {
      return cells;
    }
    at += 1;
  }
}

function closingQuote(row: string, from: number): number {
  let at = row.indexOf('"', from);
  while (at !== -1 && row.charAt(at + 1) === '"') {
    at = row.indexOf('"', at + 2);
  }
  return at === -1 ? row.length : at;
}

/** A column's name as it is compared: case and blanks do not count. */
export function csvHeaderName(cell: string): string {
  return cell.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
