import type { PlainDate } from '#contracts/dates.ts';
import type { AddOnRow } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { columnName, Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { quarterEdition } from './edition-names.ts';
import { ordinalDate, procedureCode } from './fields.ts';

/** Stands for primaries that the Medicare contractor defines. */
const contractorDefined = 'CCCCC';

const columns = {
  addOn: ['add on code'],
  primary: ['primary code'],
  type: ['aoc edit type'],
  from: ['aoc edit effdt', 'aoc edit eff dt'],
  to: ['aoc edit deldt', 'aoc edit del dt'],
  addOnEnd: ['aoc deldt', 'aoc del dt'],
  primaryEnd: ['primary code deldt', 'primary code del dt'],
} as const;

interface AddOn {
  readonly line: number;
  type: AddOnRow['type'];
  readonly primaries: Set<string>;
  readonly end: PlainDate | undefined;
}

class AddOnReader extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #context: FileContext;
  readonly #addOns = new Map<string, AddOn>();
  readonly #seen = new Set<string>();
  #columns: Columns<keyof typeof columns> | undefined;

  constructor(give: GiveRow, context: FileContext, separator: ',' | '\t') {
    super(separator);
    this.#give = give;
    this.#context = context;
  }

  claim(): EditionClaim {
    const [, year, quarter] = /AOC_V(20\d\d)Q([1-4])/i.exec(this.#context.name) ?? [];
    return year === undefined ? {} : quarterEdition(Number(year), Number(quarter));
  }

  protected override record(cells: readonly string[], line: number): void {
    const table = this.#columns;
    if (table === undefined) {
      // A notice comes before the header.
      if (cells.map(columnName).includes('add on code')) {
        this.#columns = new Columns(cells, line, columns, ['from', 'to', 'addOnEnd', 'primaryEnd']);
      }
      return;
    }
    if (isBlank(cells)) {
      return;
    }
    table.check(cells, line);
    const code = procedureCode(table.cell(cells, 'addOn'), line, 'add-on code');
    const primary = table.cell(cells, 'primary');
    const type = typeOf(table.cell(cells, 'type'), line);
    const key = `${code} ${primary} ${table.cell(cells, 'from')}`;
    if (this.#seen.has(key)) {
      refuse(line, `add-on ${code} with primary ${shown(primary)} once more`, 'each pair once');
    }
    this.#seen.add(key);
    const date = (column: 'to' | 'addOnEnd' | 'primaryEnd'): PlainDate | undefined => {
      const text = table.cell(cells, column);
      return text === '' ? undefined : ordinalDate(text, line, column);
    };
    const addOn = this.#addOns.get(code) ?? {
      line,
      type,
      primaries: new Set<string>(),
      end: date('addOnEnd'),
    };
    this.#addOns.set(code, addOn);
    addOn.type = strictest(addOn.type, type);
    // A pair that was ended says nothing of claims from this edition on.
    const isOver = date('to') !== undefined || date('primaryEnd') !== undefined;
    if (primary !== contractorDefined && !isOver) {
      addOn.primaries.add(procedureCode(primary, line, 'primary code'));
    }
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "Add-On Code", "Primary Code" and "AOC Edit Type"');
    }
    for (const [code, { type, primaries, end, line }] of this.#addOns) {
      const row = { code, type, primaries: [...primaries].toSorted() };
      this.#give('ncci-add-on', end === undefined ? row : { ...row, to: end }, line);
    }
  }
}

function typeOf(text: string, line: number): AddOnRow['type'] {
  const type = { '1': 1, I: 1, '2': 2, II: 2, '3': 3, III: 3 }[text];
  return type === 1 || type === 2 || type === 3 ? type : refuse(line, `type ${shown(text)}`, '1, 2 or 3');
}

/** Lists of two types for one add-on leave open what the payer knows more: the wider one holds. */
function strictest(one: AddOnRow['type'], other: AddOnRow['type']): AddOnRow['type'] {
  return one === other ? one : 3;
}

/** Add-on code edits with a header, separated by commas or tabs; the workbook saved as CSV has this form. */
export const addOnEdits: CodeSetFormat = {
  name: 'NCCI add-on code edits',
  kinds: ['ncci-add-on'],
  several: 'alternatives',
  matches: (head) =>
    head.slice(0, 60).some((line) => /add[-_ ]?on[-_ ]?code/i.test(line) && /primary[-_ ]?code/i.test(line)),
  open: (give, context) => new AddOnReader(give, context, isTabbed(context) ? '\t' : ','),
};

function isTabbed({ head }: FileContext): boolean {
  return head.some((line) => line.includes('\t') && /primary[-_ ]?code/i.test(line));
}
