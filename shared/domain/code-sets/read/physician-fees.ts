import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, refuseFile, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { quarterEdition, quarterOfMonth, saidByNames } from './edition-names.ts';
import { feeColumns, PhysicianFeeRows, type FeeColumn } from './physician-fee-rows.ts';

/** The names of the columns stand in several rows, one above another. */
const mostHeaderRows = 4;

class PhysicianFeeReader extends DelimitedReader implements CodeSetReading {
  readonly #rows: PhysicianFeeRows;
  readonly #above: (readonly string[])[] = [];
  #columns: Columns<FeeColumn> | undefined;
  #claim: EditionClaim = {};

  constructor(give: GiveRow) {
    super(',');
    this.#rows = new PhysicianFeeRows(give);
  }

  claim(): EditionClaim {
    return { ...this.#claim, ...this.#rows.factors };
  }

  protected override record(cells: readonly string[], line: number): void {
    const table = this.#columns;
    if (table === undefined) {
      this.#readAbove(cells, line);
    } else if (!isBlank(cells)) {
      table.check(cells, line);
      this.#rows.row((name) => table.cell(cells, name), line);
    }
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row that begins with HCPCS, MOD, DESCRIPTION');
    }
  }

  #readAbove(cells: readonly string[], line: number): void {
    const [, year, month = ''] =
      /(20\d\d) National Physician Fee Schedule Relative Value File (\w+) Release/i.exec(cells.join(' ')) ??
      [];
    const quarter = quarterOfMonth(month);
    if (year !== undefined && quarter !== undefined) {
      this.#claim = quarterEdition(Number(year), quarter);
    }
    this.#above.push(cells);
    if (this.#above.length > mostHeaderRows) {
      this.#above.shift();
    }
    if (cells[0]?.trim() === 'HCPCS' && cells[1]?.trim() === 'MOD') {
      this.#columns = new Columns(
        cells.map((_, column) => this.#nameOf(column)),
        line,
        feeColumns,
      );
    }
  }

  /** The name of a column from top to bottom. The description's column holds titles, and its content is never read. */
  #nameOf(column: number): string {
    return this.#above.map((row) => (column === 2 ? '' : (row[column] ?? '').trim())).join(' ');
  }
}

/**
 * The relative value file of the Medicare physician fee schedule (`PPRRVU`) as CSV. Columns are found by their names, which
 * stand in several rows: 2025 has 31 columns, 2026 one more in their midst. Descriptions are not kept: they belong to the
 * publisher of CPT.
 */
export const physicianFees: CodeSetFormat = {
  name: 'physician fee schedule relative value file',
  kinds: ['mpfs'],
  several: 'alternatives',
  matches: (head) => head.slice(0, 40).some((line) => /^HCPCS,MOD,DESCRIPTION,/i.test(line)),
  open: (give) => new PhysicianFeeReader(give),
};

/** Where the columns of the text stand, from 1, both ends included. Descriptions, in 8-57, are left out. */
const textPlaces: Readonly<Record<FeeColumn, readonly [first: number, last: number]>> = {
  code: [1, 5],
  modifier: [6, 7],
  status: [58, 58],
  work: [60, 65],
  practiceNonFacility: [66, 72],
  practiceFacility: [75, 81],
  malpractice: [84, 90],
  totalNonFacility: [91, 96],
  totalFacility: [97, 102],
  component: [103, 103],
  globalDays: [104, 106],
  preoperative: [107, 109],
  intraoperative: [110, 112],
  postoperative: [113, 115],
  multiple: [116, 116],
  bilateral: [117, 117],
  assistant: [118, 118],
  coSurgeon: [119, 119],
  team: [120, 120],
  endoscopicBase: [128, 132],
  factor: [134, 140],
};
/** As it has been for years; a text of other columns is none of these, and the CSV beside it is read. */
const textRow =
  /^[0-9A-Z]{5}[0-9A-Z ]{2}.{50}[A-Z].[ \d.]{6}[ \d.]{7}(?:NA| {2})[ \d.]{7}(?:NA| {2})[ \d.]{7}[ \d.]{12}[ \d][0-9A-Z]{3}(?:[ \d.]{3}){3}[0-9 ]{5} {7}[0-9A-Z ]{5} [ \d.]{7}/;
/** Notices of the owners of the codes. */
const notice = /^HDR(?: |$)/;

/** `PPRRVU2025_Oct.txt` or `PPRRVU25_JAN.txt`, in `rvu25d.zip`. */
function claimOfText(context: FileContext): EditionClaim {
  return saidByNames(context, (name) => {
    const [, year, month = ''] = /PPRRVU(?:20)?(\d\d)_?([A-Z]{3})/i.exec(name) ?? [];
    const [, yearOfArchive, letter = ''] = /(?<![a-z])rvu(\d\d)([a-d])/i.exec(name) ?? [];
    const quarter = year === undefined ? 'abcd'.indexOf(letter.toLowerCase()) + 1 : quarterOfMonth(month);
    const short = year ?? yearOfArchive;
    return short === undefined || quarter === undefined ? {} : quarterEdition(2000 + Number(short), quarter);
  });
}

/** The same as text in columns. It does not say its release itself; its name does. */
export const physicianFeesText: CodeSetFormat = {
  name: 'physician fee schedule relative value file in columns',
  kinds: ['mpfs'],
  several: 'alternatives',
  matches: (head) => {
    const rows = head.filter((line) => !notice.test(line));
    return rows.length > 0 && rows.slice(0, 20).every((line) => textRow.test(line));
  },
  open: (give, context) => {
    const rows = new PhysicianFeeRows(give);
    let hasRow = false;
    return {
      line(text, line) {
        if (notice.test(text) || text.trim() === '') {
          return;
        }
        if (!textRow.test(text)) {
          refuse(
            line,
            `${shown(text)} of ${text.length} characters`,
            'a code, its values and indicators in the columns of the record layout',
          );
        }
        hasRow = true;
        rows.row((name) => {
          const [first, last] = textPlaces[name];
          return text.slice(first - 1, last).trim();
        }, line);
      },
      end() {
        if (!hasRow) {
          refuseFile('no service', 'lines of services with their values');
        }
      },
      claim: () => ({ ...claimOfText(context), ...rows.factors }),
    };
  },
};
