import type { UnitLimitRow } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { columnName, Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { quarterFrom, quarterOfArchive, saidByNames } from './edition-names.ts';
import { procedureCode, wholeNumber } from './fields.ts';

/** The column of the limits says whom they are for. */
const tables = {
  'practitioner services mue values': 'mue-practitioner',
  'outpatient hospital services mue values': 'mue-outpatient',
  'dme supplier services mue values': 'mue-equipment',
} as const;
const valueNames = Object.keys(tables) as (keyof typeof tables)[];

const counts: Readonly<Record<string, UnitLimitRow['counts']>> = {
  '1': 'line',
  '2': 'day-absolute',
  '3': 'day-clinical',
};

const columns = {
  code: ['hcpcs cpt code'],
  units: valueNames,
  indicator: ['mue adjudication indicator'],
} as const;

class UnitLimitReader extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #context: FileContext;
  #columns: Columns<keyof typeof columns> | undefined;
  #table: (typeof tables)[keyof typeof tables] = 'mue-practitioner';

  constructor(give: GiveRow, context: FileContext) {
    super(',');
    this.#give = give;
    this.#context = context;
  }

  claim(): EditionClaim {
    return saidByNames(this.#context, (name) => {
      const [, month, day = '', year = ''] = /eff[-_ ](\d\d)-(\d\d)-(\d{4})/i.exec(name) ?? [];
      return month === undefined ? quarterOfArchive(name) : quarterFrom(`${year}-${month}-${day}`);
    });
  }

  protected override record(cells: readonly string[], line: number): void {
    if (this.#columns === undefined) {
      const header = cells.map(columnName);
      // A notice comes first, in one cell of many lines.
      if (header[0] === 'hcpcs cpt code') {
        this.#columns = new Columns(cells, line, columns);
        const value = valueNames.find((name) => header.includes(name));
        this.#table = value === undefined ? this.#table : tables[value];
      }
      return;
    }
    if (isBlank(cells)) {
      return;
    }
    this.#columns.check(cells, line);
    const indicator = this.#columns.cell(cells, 'indicator');
    this.#give(
      this.#table,
      {
        code: procedureCode(this.#columns.cell(cells, 'code'), line, 'code'),
        units: wholeNumber(this.#columns.cell(cells, 'units'), line, 'units'),
        counts:
          counts[indicator.slice(0, 1)] ??
          refuse(line, `adjudication indicator ${shown(indicator)}`, 'one that begins with 1, 2 or 3'),
      },
      line,
    );
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "HCPCS/CPT Code" and "MUE Adjudication Indicator"');
    }
  }
}

/**
 * Medically unlikely edits. A notice in one quoted cell of several lines may come first, and the header's first cell has
 * a line end in it.
 */
export const unitLimits: CodeSetFormat = {
  name: 'medically unlikely edits',
  kinds: ['mue-practitioner', 'mue-outpatient', 'mue-equipment'],
  several: 'alternatives',
  matches: (head) => {
    const text = head.slice(0, 60).join(' ');
    return (
      /HCPCS\/ *CPT Code/i.test(text) && /MUE +Values/i.test(text) && /Adjudication +Indicator/i.test(text)
    );
  },
  open: (give, context) => new UnitLimitReader(give, context),
};
