import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { columnName, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { yearEdition } from './edition-names.ts';
import { scaled, zeroFilled } from './fields.ts';

const title = /CY (20\d\d) GEOGRAPHIC PRACTICE COST IND/i;
const textRow = /^(\d{5}) +([A-Z]{2}) +(\d{2}) +(\S.*?) +(\d\.\d{3}) +(\d\.\d{3}) +(\d\.\d{3}) *$/;
/** What ends the table: remarks on the table. */
const remark = /^(?:\*|MAC Assignments|NOTE)/i;

interface Index {
  readonly contractor: string;
  readonly state: string;
  readonly locality: string;
  readonly name: string;
  readonly work: string;
  readonly practice: string;
  readonly malpractice: string;
}

function giveIndex(give: GiveRow, index: Index, line: number): void {
  const { state } = index;
  if (!/^[A-Z]{2}$/.test(state)) {
    refuse(line, `state ${shown(state)}`, 'two letters');
  }
  give(
    'gpci',
    {
      contractor: zeroFilled(index.contractor, 5, line, 'contractor'),
      locality: zeroFilled(index.locality, 2, line, 'locality'),
      state,
      name: index.name.replace(/\*+$/, ''),
      workThousandths: scaled(index.work, 3, line, 'work index'),
      practiceThousandths: scaled(index.practice, 3, line, 'practice index'),
      malpracticeThousandths: scaled(index.malpractice, 3, line, 'malpractice index'),
    },
    line,
  );
}

/** Where the columns stand; the year is part of their names, and the work index may come with and without its floor. */
function placesOf(header: readonly string[], line: number): Readonly<Record<keyof Index, number>> {
  const names = header.map(columnName);
  const place = (what: string, ...forms: readonly RegExp[]): number => {
    for (const form of forms) {
      const index = names.findIndex((name) => form.test(name));
      if (index !== -1) {
        return index;
      }
    }
    return refuse(line, `a header without ${what}`, 'contractor, state, locality, and the three indices');
  };
  return {
    contractor: place('the contractor', /^medicare admini?strative contractor/),
    state: place('the state', /^state$/),
    locality: place('the locality number', /^locality number$/),
    name: place('the locality name', /^locality name$/),
    work: place('the work index', /pw gpci with 1 0 floor$/, /pw gpci$/),
    practice: place('the practice index', /pe gpci$/),
    malpractice: place('the malpractice index', /mp gpci$/),
  };
}

class CostIndexTable extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  #places: Readonly<Record<keyof Index, number>> | undefined;
  #claim: EditionClaim = {};

  constructor(give: GiveRow) {
    super(',');
    this.#give = give;
  }

  claim(): EditionClaim {
    return this.#claim;
  }

  protected override record(cells: readonly string[], line: number): void {
    const first = (cells[0] ?? '').trim();
    const year = title.exec(first)?.[1];
    if (isBlank(cells) || remark.test(first)) {
      return;
    }
    if (year !== undefined) {
      this.#claim = yearEdition(year);
      return;
    }
    const places = this.#places;
    if (places === undefined) {
      this.#places = placesOf(cells, line);
      return;
    }
    const cell = (name: keyof Index): string => (cells[places[name]] ?? '').trim();
    giveIndex(
      this.#give,
      {
        contractor: cell('contractor'),
        state: cell('state'),
        locality: cell('locality'),
        name: cell('name'),
        work: cell('work'),
        practice: cell('practice'),
        malpractice: cell('malpractice'),
      },
      line,
    );
  }

  protected override ended(): void {
    if (this.#places === undefined) {
      noHeader('a row with "Locality Number" and the three indices');
    }
  }
}

/** Geographic practice cost indices as CSV. */
export const costIndexTable: CodeSetFormat = {
  name: 'geographic practice cost indices',
  kinds: ['gpci'],
  several: 'alternatives',
  matches: (head) => title.test(head[0] ?? '') && (head[0] ?? '').endsWith(','),
  open: (give) => new CostIndexTable(give),
};

/** The same as text in columns. */
export const costIndexText: CodeSetFormat = {
  name: 'geographic practice cost indices in columns',
  kinds: ['gpci'],
  several: 'alternatives',
  matches: (head) => title.test(head[0] ?? '') && !(head[0] ?? '').endsWith(','),
  open: (give) => {
    let claim: EditionClaim = {};
    return {
      line(text, line) {
        const [
          ,
          contractor,
          state = '',
          locality = '',
          name = '',
          work = '',
          practice = '',
          malpractice = '',
        ] = textRow.exec(text) ?? [];
        const year = title.exec(text)?.[1];
        if (contractor !== undefined) {
          giveIndex(give, { contractor, state, locality, name, work, practice, malpractice }, line);
        } else if (year !== undefined) {
          claim = yearEdition(year);
        } else if (/^\d{5} /.test(text)) {
          refuse(line, shown(text), 'a contractor, a state, a locality, its name and three indices');
        }
      },
      end() {
        // Every line was read on its own.
      },
      claim: () => claim,
    };
  },
};
