import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { yearEdition } from './edition-names.ts';
import { zeroFilled } from './fields.ts';

const title = /COUNTIES INCLUDED IN (20\d\d) LOCALITIES/i;
const textRow = /^ +(\d{5}) +(\d{2}) /;
/** Where the columns of the text begin. */
const textPlaces = { state: 22, name: 45, counties: 143 } as const;

/** The lines of the two layouts, alike. */
class LocalityRows {
  readonly #give: GiveRow;
  readonly #seen = new Set<string>();
  #state = '';
  edition: EditionClaim = {};

  constructor(give: GiveRow) {
    this.#give = give;
  }

  readTitle(text: string): boolean {
    const year = title.exec(text)?.[1];
    if (year !== undefined) {
      this.edition = yearEdition(year);
    }
    return year !== undefined;
  }

  /** A blank line stands between states. */
  startState(): void {
    this.#state = '';
  }

  row(
    contractor: string,
    locality: string,
    state: string,
    name: string,
    counties: string,
    line: number,
  ): void {
    this.#state = state === '' ? this.#state : state;
    const row = {
      contractor: zeroFilled(contractor, 5, line, 'contractor'),
      locality: zeroFilled(locality, 2, line, 'locality'),
      state: this.#state,
      name: name.replace(/\*+$/, ''),
      counties,
    };
    // A locality of two contractors stands in the file twice.
    const key = JSON.stringify(row);
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      this.#give('localities', row, line);
    }
  }
}

const columns = {
  contractor: ['medicare adminstrative contractor', 'medicare administrative contractor'],
  locality: ['locality number'],
  state: ['state'],
  name: ['fee schedule area'],
  counties: ['counties'],
} as const;

class LocalityTable extends DelimitedReader implements CodeSetReading {
  readonly #rows: LocalityRows;
  #columns: Columns<keyof typeof columns> | undefined;

  constructor(give: GiveRow) {
    super(',');
    this.#rows = new LocalityRows(give);
  }

  claim(): EditionClaim {
    return this.#rows.edition;
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      this.#rows.startState();
    } else if (this.#columns === undefined) {
      if (!this.#rows.readTitle(cells[0] ?? '')) {
        this.#columns = new Columns(cells, line, columns);
      }
    } else if (!(cells[0] ?? '').startsWith('*')) {
      this.#columns.check(cells, line);
      const table = this.#columns;
      const cell = (name: keyof typeof columns): string => table.cell(cells, name);
      this.#rows.row(
        cell('contractor'),
        cell('locality'),
        cell('state'),
        cell('name'),
        cell('counties'),
        line,
      );
    }
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "Locality Number" and "Fee Schedule Area"');
    }
  }
}

/** Counties by Medicare locality, as CSV. A spreadsheet took the leading zeros; they are put back. */
export const localityTable: CodeSetFormat = {
  name: 'localities and their counties',
  kinds: ['localities'],
  several: 'alternatives',
  matches: (head) => title.test(head[0] ?? '') && (head[0] ?? '').includes(','),
  open: (give) => new LocalityTable(give),
};

/** Counties by Medicare locality, as text in columns. States of several localities may go without their name. */
export const localityText: CodeSetFormat = {
  name: 'localities and their counties in columns',
  kinds: ['localities'],
  several: 'alternatives',
  matches: (head) => title.test(head[0] ?? '') && !(head[0] ?? '').includes(','),
  open: (give) => {
    const rows = new LocalityRows(give);
    return {
      line(text, line) {
        const [, contractor, locality] = textRow.exec(text) ?? [];
        if (contractor !== undefined && locality !== undefined) {
          rows.row(
            contractor,
            locality,
            text.slice(textPlaces.state, textPlaces.name).trim(),
            text.slice(textPlaces.name, textPlaces.counties).trim(),
            text.slice(textPlaces.counties).trim(),
            line,
          );
        } else if (text.trim() === '') {
          rows.startState();
        } else if (!rows.readTitle(text) && !/^(?:Medicare Admi|\*)/.test(text)) {
          refuse(line, shown(text), 'a contractor of five digits and a locality of two');
        }
      },
      end() {
        // Every line was read on its own.
      },
      claim: () => rows.edition,
    };
  },
};
