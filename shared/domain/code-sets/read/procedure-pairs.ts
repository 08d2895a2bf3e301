import type { PlainDate } from '#contracts/dates.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, refuseFile, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank } from './delimited.ts';
import { quarterEdition, quarterFrom, quarterOfArchive, saidByNames } from './edition-names.ts';
import { compactDate, procedureCode } from './fields.ts';

const officialLine = /^[0-9A-Z]{5}\t[0-9A-Z]{5}\t[* ]*\t\d{8}\t *(?:\*|\d{8}) *\t *[019]/;
/** A notice and a header of five lines come first; some editions have blank lines among them. */
const mostLinesBefore = 20;
/** What stands where a pair has not ended. */
const notEnded = new Set(['', '*', '99991231']);

type PairTable = 'ncci-ptp-practitioner' | 'ncci-ptp-outpatient';

/** No pair says whom it is for; the names that CMS gives its files do. */
function tableOf({ name, archive = '', table }: FileContext): PairTable {
  const named = tableNamed(name) ?? tableNamed(archive);
  const chosen = table ?? named;
  if (named !== undefined && chosen !== named) {
    return refuseFile(
      `--table ${chosen ?? ''}, and a file whose name says ${named}`,
      'the same from both',
      'Leave out --table, or load the other file.',
    );
  }
  if (chosen !== 'ncci-ptp-practitioner' && chosen !== 'ncci-ptp-outpatient') {
    return refuseFile(
      'pairs of procedures that do not say for whom',
      'the table that they are for',
      'Say --table ncci-ptp-practitioner or --table ncci-ptp-outpatient.',
    );
  }
  return chosen;
}

function tableNamed(name: string): PairTable | undefined {
  if (/ccipra/i.test(name)) {
    return 'ncci-ptp-practitioner';
  }
  return /cciop[hc]/i.test(name) ? 'ncci-ptp-outpatient' : undefined;
}

function indicatorOf(text: string, line: number): '0' | '1' | '9' {
  return text === '0' || text === '1' || text === '9'
    ? text
    : refuse(line, `modifier indicator ${shown(text)}`, '0, 1 or 9');
}

/**
 * The version in the name of CMS's files counts from 1994: `v313` is the fourth quarter of the year 31. The newest pairs
 * of a file come into force with it.
 */
function claimOf(context: FileContext, newest: string): EditionClaim {
  const named = saidByNames(context, (name) => {
    const [, year, quarter] = /v(\d\d)([0-3])r\d/i.exec(name) ?? [];
    return year === undefined
      ? quarterOfArchive(name)
      : quarterEdition(1994 + Number(year), Number(quarter) + 1);
  });
  return named.edition === undefined ? { ...quarterFrom(newest), isConcluded: true } : named;
}

type Tabs = readonly [
  first: number,
  second: number,
  third: number,
  fourth: number,
  fifth: number,
  sixth: number,
];

/** Where the first five tabs of a line stand, and the sixth or its end; undefined where there are fewer. */
function tabsOf(text: string): Tabs | undefined {
  const first = text.indexOf('\t');
  const second = text.indexOf('\t', first + 1);
  const third = text.indexOf('\t', second + 1);
  const fourth = text.indexOf('\t', third + 1);
  const fifth = text.indexOf('\t', fourth + 1);
  if (first === -1 || second <= first || third <= second || fourth <= third || fifth <= fourth) {
    return undefined;
  }
  const sixth = text.indexOf('\t', fifth + 1);
  return [first, second, third, fourth, fifth, sixth === -1 ? text.length : sixth];
}

/** The official text file: a notice, five lines of header, then tabs; `*` stands for a pair that has not ended. */
export const procedurePairsText: CodeSetFormat = {
  name: 'NCCI procedure-to-procedure file',
  kinds: ['ncci-ptp-practitioner', 'ncci-ptp-outpatient'],
  several: 'parts',
  matches: (head) => {
    const first = head.slice(0, mostLinesBefore).findIndex((line) => officialLine.test(line));
    return first > 0 || (first === 0 && head.length > 1 && officialLine.test(head[1] ?? ''));
  },
  open: (give, context) => {
    const table = tableOf(context);
    let isInside = false;
    let newest = '' as PlainDate;
    let column1 = '';
    return {
      line(text, line) {
        if (!isInside) {
          if (!officialLine.test(text)) {
            if (line > mostLinesBefore) {
              refuse(line, shown(text), 'a pair of procedures after at most 20 lines of notice and header');
            }
            return;
          }
          isInside = true;
        }
        const tabs = tabsOf(text);
        if (tabs === undefined) {
          if (text.trim() === '') {
            return;
          }
          refuse(
            line,
            `${text.split('\t').length} cells in ${shown(text)}`,
            'seven: two codes, a flag, two dates, an indicator, a rationale',
          );
        }
        const [first, second, third, fourth, fifth, sixth] = tabs;
        const from = compactDate(text.slice(third + 1, fourth).trim(), line, 'effective date');
        if (from > newest) {
          newest = from;
        }
        const code1 = text.slice(0, first);
        if (code1 !== column1) {
          // Pairs come in the order of their first codes.
          column1 = procedureCode(code1.trim(), line, 'column 1');
        }
        const pair = {
          column1,
          column2: procedureCode(text.slice(first + 1, second).trim(), line, 'column 2'),
          from,
          indicator: indicatorOf(text.slice(fifth + 1, sixth).trim(), line),
        };
        const deleted = text.slice(fourth + 1, fifth).trim();
        if (notEnded.has(deleted)) {
          give(table, pair, line);
          return;
        }
        const to = compactDate(deleted, line, 'deletion date');
        if (to < from) {
          refuse(
            line,
            `deletion date ${to} before the effective date ${from}`,
            'a pair that ends after it begins',
          );
        }
        give(table, { ...pair, to }, line);
      },
      end() {
        if (!isInside) {
          refuseFile('no pair of procedures', 'lines of two codes with their dates');
        }
      },
      claim: () => claimOf(context, newest),
    };
  },
};

const columns = {
  column1: ['column1', 'column 1'],
  column2: ['column2', 'column 2'],
  from: ['effective date', 'effective'],
  to: ['deletion date', 'deletion'],
  indicator: ['modifier indicator', 'modifier'],
} as const;

class PairTableReader extends DelimitedReader implements CodeSetReading {
  readonly #give: GiveRow;
  readonly #context: FileContext;
  readonly #table: PairTable;
  #columns: Columns<keyof typeof columns> | undefined;
  #newest = '';

  constructor(give: GiveRow, context: FileContext) {
    super(',');
    this.#give = give;
    this.#context = context;
    this.#table = tableOf(context);
  }

  claim(): EditionClaim {
    return claimOf(this.#context, this.#newest);
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      this.#columns = new Columns(cells, line, columns, ['from']);
      return;
    }
    this.#columns.check(cells, line);
    const effective = this.#columns.cell(cells, 'from');
    const deleted = this.#columns.cell(cells, 'to');
    if (effective > this.#newest) {
      this.#newest = effective;
    }
    this.#give(
      this.#table,
      {
        column1: procedureCode(this.#columns.cell(cells, 'column1'), line, 'column 1'),
        column2: procedureCode(this.#columns.cell(cells, 'column2'), line, 'column 2'),
        indicator: indicatorOf(this.#columns.cell(cells, 'indicator'), line),
        ...(effective === '' ? {} : { from: compactDate(effective, line, 'effective date') }),
        ...(notEnded.has(deleted) ? {} : { to: compactDate(deleted, line, 'deletion date') }),
      },
      line,
    );
  }

  protected override ended(): void {
    // Nothing is left open.
  }
}

/** Pairs as a table with a header, as they are cut out of the official files. */
export const procedurePairsTable: CodeSetFormat = {
  name: 'table of procedure pairs',
  kinds: ['ncci-ptp-practitioner', 'ncci-ptp-outpatient'],
  several: 'parts',
  matches: (head) => /^"?column ?1"?,"?column ?2"?,/i.test(head[0] ?? ''),
  open: (give, context) => new PairTableReader(give, context),
};
