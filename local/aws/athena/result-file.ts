/** Writes an answer as Athena does: a line of names, each value in quotes, nothing at all where there is none. */
export function writeResultFile(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const cell = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  return [names, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** Reads what {@link writeResultFile} wrote, its first line too. */
export function readResultFile(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      const { value, next } = quotedValue(text, at + 1);
      row.push(value);
      at = next;
    } else {
      row.push(null);
    }
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}

function quotedValue(text: string, start: number): { value: string; next: number } {
  let end = text.indexOf('"', start);
  while (text[end + 1] === '"') {
    end = text.indexOf('"', end + 2);
  }
  return { value: text.slice(start, end).replaceAll('""', '"'), next: end + 1 };
}
