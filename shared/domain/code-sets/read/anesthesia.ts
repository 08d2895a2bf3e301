import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, refuseFile, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank } from './delimited.ts';
import { saidByNames, yearEdition } from './edition-names.ts';
import { scaled, zeroFilled } from './fields.ts';

const textRow = /^(\d{5}) +(\d{2}) {4}(\S.*?) {3,}(\d{4,5})$/;

function claimOf(context: FileContext): EditionClaim {
  return saidByNames(context, (name) => {
    const year = /ANES(20\d\d)/i.exec(name)?.[1];
    return year === undefined ? {} : yearEdition(year);
  });
}

class AnesthesiaTable extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #context: FileContext;
  #columns: Columns<'contractor' | 'locality' | 'name' | 'factor'> | undefined;
  #national: number | undefined;

  constructor(give: GiveRow, context: FileContext) {
    super(',');
    this.#give = give;
    this.#context = context;
  }

  claim(): EditionClaim {
    const claim = claimOf(this.#context);
    return this.#national === undefined ? claim : { ...claim, factors: { anesthesia: this.#national } };
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      const national = cells.map((cell) => /cf of (\d+\.\d+)/i.exec(cell)?.[1]).find(Boolean) ?? '';
      this.#national = scaled(national, 4, line, 'national factor');
      const head = cells.map((cell) => (/cf of/i.test(cell) ? 'factor' : cell));
      this.#columns = new Columns(head, line, {
        contractor: ['contractor'],
        locality: ['locality'],
        name: ['locality name'],
        factor: ['factor'],
      });
      return;
    }
    this.#columns.check(cells, line);
    this.#give(
      'anesthesia',
      {
        contractor: zeroFilled(this.#columns.cell(cells, 'contractor'), 5, line, 'contractor'),
        locality: zeroFilled(this.#columns.cell(cells, 'locality'), 2, line, 'locality'),
        name: this.#columns.cell(cells, 'name').replace(/\*+$/, ''),
        factorTenThousandths: scaled(this.#columns.cell(cells, 'factor'), 4, line, 'factor'),
      },
      line,
    );
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      refuseFile('an empty file', 'contractors with their factor');
    }
  }
}

/** Anesthesia conversion factors by locality, as CSV; the header names the national one. */
export const anesthesiaTable: CodeSetFormat = {
  name: 'anesthesia conversion factors',
  kinds: ['anesthesia'],
  several: 'alternatives',
  matches: (head) => /^Contractor,Locality,Locality Name,.*Anes CF of/i.test(head[0] ?? ''),
  open: (give, context) => new AnesthesiaTable(give, context),
};

/** The same as text in columns, the factor in hundredths without its point. */
export const anesthesiaText: CodeSetFormat = {
  name: 'anesthesia conversion factors in columns',
  kinds: ['anesthesia'],
  several: 'alternatives',
  matches: (head) => head.length > 2 && head.slice(0, 20).every((line) => textRow.test(line)),
  open: (give, context) => ({
    line(text, line) {
      const [, contractor, locality = '', name = '', factor = ''] = textRow.exec(text) ?? [];
      if (contractor !== undefined) {
        give(
          'anesthesia',
          {
            contractor,
            locality,
            name: name.replace(/\*+$/, ''),
            factorTenThousandths: Number(factor) * 100,
          },
          line,
        );
      } else if (text.trim() !== '') {
        refuse(line, shown(text), 'a contractor, a locality, its name and a factor in hundredths');
      }
    },
    end() {
      // Every line was read on its own.
    },
    claim: () => claimOf(context),
  }),
};
