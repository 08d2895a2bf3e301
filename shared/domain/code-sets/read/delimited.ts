import { csvCells, type CsvSeparator } from '#domain/intake/frame/csv-cells.ts';
import { refuse, refuseFile } from './code-set-refused.ts';
import type { LineTaker } from './lines.ts';

/** More lines than any cell of an official file spans: a quotation mark that is never closed ends here. */
const mostLinesOfRecord = 500;

/** Gives records of cells; a cell in quotation marks may go over several lines. */
export abstract class DelimitedReader implements LineTaker {
  readonly #separator: CsvSeparator;
  #open = '';
  #openLine = 0;
  #openLines = 0;

  constructor(separator: CsvSeparator) {
    this.#separator = separator;
  }

  line(text: string, number: number): void {
    if (this.#openLines === 0) {
      if (isClosed(text)) {
        this.record(csvCells(text, this.#separator), number);
        return;
      }
      this.#open = text;
      this.#openLine = number;
      this.#openLines = 1;
      return;
    }
    this.#open += `\n${text}`;
    this.#openLines += 1;
    if (isClosed(this.#open)) {
      this.record(csvCells(this.#open, this.#separator), this.#openLine);
      this.#openLines = 0;
    } else if (this.#openLines > mostLinesOfRecord) {
      refuse(
        this.#openLine,
        'a quotation mark that is not closed',
        'cells whose quotation marks come in pairs',
      );
    }
  }

  end(): void {
    if (this.#openLines > 0) {
      refuse(
        this.#openLine,
        'a quotation mark that is not closed',
        'cells whose quotation marks come in pairs',
      );
    }
    this.ended();
  }

  /** One record, with the line that it starts on. */
  protected abstract record(cells: readonly string[], line: number): void;
  protected abstract ended(): void;
}

function isClosed(text: string): boolean {
  let isEven = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    isEven = !isEven;
  }
  return isEven;
}

/** A name of a column as it is compared: letters and digits only, lower case. */
export function columnName(cell: string): string {
  return cell
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Where the columns of a table stand, found by the names in its header. */
export class Columns<Name extends string> {
  readonly #places: ReadonlyMap<Name, number>;
  readonly count: number;

  /**
   * `names` says for each column which names it goes by. Errors: a column that is not there refuses the file, unless
   * it is among `optional`.
   */
  constructor(
    header: readonly string[],
    line: number,
    names: Readonly<Record<Name, readonly string[]>>,
    optional: readonly Name[] = [],
  ) {
    const found = header.map(columnName);
    const places = new Map<Name, number>();
    for (const name of Object.keys(names) as Name[]) {
      const place = found.findIndex((cell) => names[name].includes(cell));
      if (place !== -1) {
        places.set(name, place);
      } else if (!optional.includes(name)) {
        refuse(
          line,
          `a header without the column "${names[name][0] ?? name}"`,
          `the columns ${Object.values<readonly string[]>(names)
            .map(([first = '']) => `"${first}"`)
            .join(', ')}`,
        );
      }
    }
    this.#places = places;
    this.count = header.length;
  }

  has(name: Name): boolean {
    return this.#places.has(name);
  }

  /** The cell of a column without blanks around it; empty where the table has no such column. */
  cell(cells: readonly string[], name: Name): string {
    const place = this.#places.get(name);
    return place === undefined ? '' : (cells[place] ?? '').trim();
  }

  /** Errors: a row with more or fewer cells than the header refuses the file: a cell has slipped. */
  check(cells: readonly string[], line: number): void {
    if (cells.length !== this.count) {
      refuse(line, `${cells.length} cells`, `${this.count}, as the header has`);
    }
  }
}

/** Refuses a file whose header never came. */
export function noHeader(what: string): never {
  return refuseFile('no row that names the columns', what);
}
