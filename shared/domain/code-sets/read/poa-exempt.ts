import { columnName, Columns, DelimitedReader, isBlank } from './delimited.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { fiscalEdition } from './fiscal-editions.ts';
import { diagnosisCode } from './fields.ts';
import type { EditionClaim } from '../rows.ts';

const header = /^Order(\d\d)\tPOAexemptCode\tDescription/i;

class ExemptReader extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  #columns: Columns<'code'> | undefined;
  #claim: EditionClaim = {};

  constructor(give: GiveRow) {
    super('\t');
    this.#give = give;
  }

  claim(): EditionClaim {
    return this.#claim;
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      this.#columns = new Columns(cells, line, { code: ['poaexemptcode'] });
      const year = /\d\d/.exec(columnName(cells[0] ?? ''))?.[0];
      this.#claim = year === undefined ? {} : fiscalEdition(2000 + Number(year), false);
      return;
    }
    this.#give('poa-exempt', { code: diagnosisCode(this.#columns.cell(cells, 'code'), line, 'code') }, line);
  }

  protected override ended(): void {
    // Nothing is left open.
  }
}

/**
 * The list of diagnoses that are exempt from "present on admission": tabs, a header that names the fiscal year. The same
 * archive holds the codes that were added, in the same layout: the longer file is the list.
 */
export const exemptList: CodeSetFormat = {
  name: 'present-on-admission exempt list',
  kinds: ['poa-exempt'],
  several: 'longest',
  matches: (head) => header.test(head[0] ?? ''),
  open: (give) => new ExemptReader(give),
};
