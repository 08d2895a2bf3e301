import type { PhysicianFeeRow } from '../code-tables.ts';
import type { GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { procedureCode, scaled } from './fields.ts';

/** What the relative value file has of a service, by the names that its columns go by in the CSV. */
export const feeColumns = {
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
export type FeeColumn = keyof typeof feeColumns;

/** Gives the rows of a fee schedule, whichever form it comes in. Descriptions are never read. */
export class PhysicianFeeRows {
  readonly #give: GiveRow;
  #factor: number | undefined;

  constructor(give: GiveRow) {
    this.#give = give;
  }

  /** The conversion factor of all rows; nothing before the first. */
  get factors(): { readonly factors?: { readonly conversion: number } } {
    return this.#factor === undefined ? {} : { factors: { conversion: this.#factor } };
  }

  row(cell: (name: FeeColumn) => string, line: number): void {
    const amount = (name: FeeColumn): number => scaled(cell(name), 2, line, feeColumns[name][0]);
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
