import type { PhysicianFeeRow } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { quarterEdition, quarterOfMonth } from './edition-names.ts';
import { procedureCode, scaled } from './fields.ts';

/** The names of the columns stand in several rows, one above another. */
const mostHeaderRows = 4;

const columns = {
  code: ['hcpcs'],
  modifier: ['mod'],
  status: ['status code'],
  work: ['work rvu'],
  practiceNonFacility: ['non fac pe rvu'],
  practiceFacility: ['facility pe rvu'],
  malpractice: ['mp rvu'],
  totalNonFacility: ['non facility total'],
  totalFacility: ['facility total'],
  component: ['pctc ind'],
  globalDays: ['glob days'],
  preoperative: ['pre op'],
  intraoperative: ['intra op'],
  postoperative: ['post op'],
  multiple: ['mult proc'],
  bilateral: ['bilat surg'],
  assistant: ['asst surg'],
  coSurgeon: ['co surg'],
  team: ['team surg'],
  endoscopicBase: ['endo base'],
  factor: ['conv factor'],
} as const;
type ColumnName = keyof typeof columns;

class PhysicianFeeReader extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #above: (readonly string[])[] = [];
  #columns: Columns<ColumnName> | undefined;
  #claim: EditionClaim = {};
  #factor: number | undefined;

  constructor(give: GiveRow) {
    super(',');
    this.#give = give;
  }

  claim(): EditionClaim {
    return this.#factor === undefined
      ? this.#claim
      : { ...this.#claim, factors: { conversion: this.#factor } };
  }

  protected override record(cells: readonly string[], line: number): void {
    if (this.#columns === undefined) {
      this.#readAbove(cells, line);
    } else if (!isBlank(cells)) {
      this.#columns.check(cells, line);
      this.#readFee(cells, line, this.#columns);
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
        columns,
      );
    }
  }

  /** The name of a column from top to bottom. The description's column holds titles, and its content is never read. */
  #nameOf(column: number): string {
    return this.#above.map((row) => (column === 2 ? '' : (row[column] ?? '').trim())).join(' ');
  }

  #readFee(cells: readonly string[], line: number, table: Columns<ColumnName>): void {
    const cell = (name: ColumnName): string => table.cell(cells, name);
    const amount = (name: ColumnName): number => scaled(cell(name), 2, line, columns[name][0]);
    const code = procedureCode(cell('code'), line, 'code');
    this.#readFactor(cell('factor'), line);
    const fee: PhysicianFeeRow = {
      code,
      modifier: cell('modifier'),
      status: cell('status'),
      workHundredths: amount('work'),
      practiceNonFacilityHundredths: amount('practiceNonFacility'),
      practiceFacilityHundredths: amount('practiceFacility'),
      malpracticeHundredths: amount('malpractice'),
      componentIndicator: cell('component'),
      globalDays: cell('globalDays'),
      preoperativePercent: amount('preoperative'),
      intraoperativePercent: amount('intraoperative'),
      postoperativePercent: amount('postoperative'),
      multipleIndicator: cell('multiple'),
      bilateralIndicator: cell('bilateral'),
      assistantIndicator: cell('assistant'),
      coSurgeonIndicator: cell('coSurgeon'),
      teamIndicator: cell('team'),
      endoscopicBase: cell('endoscopicBase'),
    };
    checkTotal(fee, fee.practiceNonFacilityHundredths, amount('totalNonFacility'), line);
    checkTotal(fee, fee.practiceFacilityHundredths, amount('totalFacility'), line);
    if (!/^(?:|26|TC|53)$/.test(fee.modifier) || !/^[A-Z]$/.test(fee.status)) {
      refuse(
        line,
        `modifier ${shown(fee.modifier)} and status ${shown(fee.status)}`,
        'modifier 26, TC, 53 or none, and a status of one letter',
      );
    }
    // Dental codes are the property of another publisher, and no physician bills them to Medicare.
    if (!code.startsWith('D')) {
      this.#give('mpfs', fee, line);
    }
  }

  #readFactor(text: string, line: number): void {
    const factor = scaled(text, 4, line, 'conversion factor');
    this.#factor ??= factor;
    if (factor !== this.#factor) {
      refuse(line, `conversion factor ${shown(text)}`, 'the same one on every line');
    }
  }
}

/** The three parts add up to the total that the file states: columns that have slipped do not. */
function checkTotal(
  fee: PhysicianFeeRow,
  practiceHundredths: number,
  totalHundredths: number,
  line: number,
): void {
  const sum = fee.workHundredths + practiceHundredths + fee.malpracticeHundredths;
  if (sum !== totalHundredths) {
    refuse(
      line,
      `work, practice and malpractice of ${fee.code} that add up to ${sum} hundredths, and a total of ${totalHundredths}`,
      'parts that add up to their total',
    );
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
