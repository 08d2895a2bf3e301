import type { PlainDate } from '#contracts/dates.ts';
import type { AddOnPrimary, AddOnRow } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import { compareTexts } from '../text-order.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, refuseFile, shown } from './code-set-refused.ts';
import { columnName, Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { quarterEdition, quarterFrom, saidByNames } from './edition-names.ts';
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
type AddOnColumn = keyof typeof columns;

interface AddOn {
  readonly line: number;
  /** Every pair, those with primaries that the contractor defines included. */
  readonly pairs: { readonly type: AddOnRow['type']; readonly primary: AddOnPrimary }[];
  readonly end: PlainDate | undefined;
}

/** Gathers the pairs of each add-on, whichever form they come in; what was ended keeps its days. */
class AddOnRows {
  readonly #give: GiveRow;
  readonly #addOns = new Map<string, AddOn>();
  readonly #seen = new Set<string>();

  constructor(give: GiveRow) {
    this.#give = give;
  }

  pair(cell: (name: AddOnColumn) => string, line: number): void {
    const code = procedureCode(cell('addOn'), line, 'add-on code');
    const primary = cell('primary');
    const type = typeOf(cell('type'), line);
    const key = `${code} ${primary} ${cell('from')}`;
    if (this.#seen.has(key)) {
      refuse(line, `add-on ${code} with primary ${shown(primary)} once more`, 'each pair once');
    }
    this.#seen.add(key);
    const date = (column: 'from' | 'to' | 'addOnEnd' | 'primaryEnd'): PlainDate | undefined => {
      const text = cell(column);
      return text === '' ? undefined : ordinalDate(text, line, column);
    };
    const addOn = this.#addOns.get(code) ?? { line, pairs: [], end: date('addOnEnd') };
    this.#addOns.set(code, addOn);
    const from = date('from');
    const [to] = [date('to'), date('primaryEnd')].filter((day) => day !== undefined).toSorted(compareTexts);
    addOn.pairs.push({
      type,
      primary: {
        code: primary === contractorDefined ? primary : procedureCode(primary, line, 'primary code'),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      },
    });
  }

  end(): void {
    if (this.#addOns.size === 0) {
      refuseFile('no add-on code', 'pairs of an add-on code and a primary');
    }
    for (const [code, { pairs, end, line }] of this.#addOns) {
      const from = firstOf(pairs.map(({ primary }) => primary.from));
      this.#give(
        'ncci-add-on',
        {
          code,
          type: typeOfPairs(pairs),
          primaries: pairs
            .map(({ primary }) => primary)
            .filter((primary) => primary.code !== contractorDefined)
            .toSorted(byCodeAndDay),
          ...(from === undefined ? {} : { from }),
          ...(end === undefined ? {} : { to: end }),
        },
        line,
      );
    }
  }
}

function byCodeAndDay(one: AddOnPrimary, other: AddOnPrimary): number {
  return compareTexts(one.code, other.code) || compareTexts(one.from ?? '', other.from ?? '');
}

/** A code is an add-on from its first pair on; one pair without a day leaves that open. */
function firstOf(days: readonly (PlainDate | undefined)[]): PlainDate | undefined {
  const known = days.filter((day) => day !== undefined).toSorted(compareTexts);
  return known.length === days.length ? known[0] : undefined;
}

function typeOf(text: string, line: number): AddOnRow['type'] {
  const type = { '1': 1, I: 1, '2': 2, II: 2, '3': 3, III: 3 }[text];
  return type === 1 || type === 2 || type === 3 ? type : refuse(line, `type ${shown(text)}`, '1, 2 or 3');
}

/** Of pairs that have not ended, where there are any. Two types leave open what the payer knows more: 3 holds. */
function typeOfPairs(pairs: AddOn['pairs']): AddOnRow['type'] {
  const open = pairs.filter(({ primary }) => primary.to === undefined);
  const [type = 3, ...others] = new Set((open.length > 0 ? open : pairs).map((pair) => pair.type));
  return others.length === 0 ? type : 3;
}

/** `AOC_V2026Q4-MCR.txt` in `add-code-edits-medicare-effective-10012026.zip`. */
function claimOf(context: FileContext): EditionClaim {
  return saidByNames(context, (name) => {
    const [, year, quarter] = /AOC_V(20\d\d)Q([1-4])/i.exec(name) ?? [];
    const [, month = '', day = '', yearOfArchive = ''] = /effective-(\d\d)(\d\d)(20\d\d)/i.exec(name) ?? [];
    return year === undefined
      ? quarterFrom(`${yearOfArchive}-${month}-${day}`)
      : quarterEdition(Number(year), Number(quarter));
  });
}

class AddOnReader extends DelimitedReader implements CodeSetReading {
  readonly #rows: AddOnRows;
  readonly #context: FileContext;
  #columns: Columns<AddOnColumn> | undefined;

  constructor(give: GiveRow, context: FileContext, separator: ',' | '\t') {
    super(separator);
    this.#rows = new AddOnRows(give);
    this.#context = context;
  }

  claim(): EditionClaim {
    return claimOf(this.#context);
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
    if (!isBlank(cells)) {
      table.check(cells, line);
      this.#rows.pair((name) => table.cell(cells, name), line);
    }
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "Add-On Code", "Primary Code" and "AOC Edit Type"');
    }
    this.#rows.end();
  }
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

/** The columns of the workbook without anything between them; days as year and day of the year, blank where none is. */
const textRow = /^([123])([0-9A-Z]{5})(\d{7}| {7})([0-9A-Z]{5})(\d{7}| {7})(\d{7})(\d{7}| {7})/;

/** Notes stand behind the columns; without any, the blanks before them may be cut off. */
const textLength = 39;

/** The same as text in columns, without a header: what lies in the archive beside the workbook. */
export const addOnEditsText: CodeSetFormat = {
  name: 'NCCI add-on code edits in columns',
  kinds: ['ncci-add-on'],
  several: 'alternatives',
  matches: (head) =>
    head.length > 0 && head.slice(0, 20).every((line) => textRow.test(line.padEnd(textLength))),
  open: (give, context) => {
    const rows = new AddOnRows(give);
    return {
      line(text, line) {
        if (text.trim() === '') {
          return;
        }
        const [found, type, addOn, addOnEnd, primary, primaryEnd, from, to] =
          textRow.exec(text.padEnd(textLength)) ?? [];
        if (found === undefined) {
          refuse(
            line,
            shown(text),
            'columns 1 type, 2-6 add-on code, 7-13 its end, 14-18 primary code, 19-25 its end, 26-32 first day, 33-39 end',
          );
        }
        const cells = { type, addOn, addOnEnd, primary, primaryEnd, from, to };
        rows.pair((name) => (cells[name] ?? '').trim(), line);
      },
      end: () => rows.end(),
      claim: () => claimOf(context),
    };
  },
};
