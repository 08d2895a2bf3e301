import type { PlainDate } from '#contracts/dates.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank } from './delimited.ts';
import { quarterEdition, quarterOfMonth, saidByNames } from './edition-names.ts';
import { compactDate, procedureCode } from './fields.ts';

/** Of the record's 320 columns, the last ones are blank and may be cut off. */
const leastColumns = 293;
const textLine = /^[0-9A-Z ]{3}[0-9A-Z]{2}\d{5}[3478]/;

/** A record of the file, its continuation lines included. */
interface HcpcsRecord {
  readonly line: number;
  /** 3: a code; 7: a modifier. */
  readonly recordId: string;
  readonly code: string;
  readonly short: string;
  readonly coverage: string;
  readonly added: string;
  readonly changed: string;
  readonly ended: string;
  readonly action: string;
  long: string;
}

/** Gives each code and modifier once its last line was read. */
class HcpcsRows {
  readonly #give: GiveRow;
  #open: HcpcsRecord | undefined;

  constructor(give: GiveRow) {
    this.#give = give;
  }

  start(record: HcpcsRecord): void {
    this.end();
    this.#open = record;
  }

  goOn(recordId: string, code: string, more: string, line: number): void {
    if (this.#open?.code !== code || Number(this.#open.recordId) + 1 !== Number(recordId)) {
      refuse(
        line,
        `a continuation (record ${recordId}) of ${shown(code)}`,
        `the first line of ${shown(code)} right before it`,
      );
    }
    this.#open.long = `${this.#open.long} ${more}`.trim();
  }

  end(): void {
    const record = this.#open;
    this.#open = undefined;
    // Dental codes are the property of another publisher; CMS leaves them out of this file.
    if (record === undefined || (record.recordId === '3' && record.code.startsWith('D'))) {
      return;
    }
    const { code, short: label, long: longLabel, coverage, line } = record;
    const period = periodOf(record);
    if (record.recordId === '7') {
      if (!/^[0-9A-Z]{2}$/.test(code)) {
        refuse(line, `modifier ${shown(code)}`, 'two letters or digits in columns 4-5');
      }
      this.#give('modifiers', { code, label: label === '' ? longLabel : label, ...period }, line);
    } else {
      this.#give(
        'hcpcs',
        { code: procedureCode(code, line, 'code'), label, longLabel, coverage, ...period },
        line,
      );
    }
  }
}

/** In force from the day it was added, or taken up again, to the day before it was ended. */
function periodOf({ line, added, changed, ended, action }: HcpcsRecord): {
  from?: PlainDate;
  to?: PlainDate;
} {
  const from = action === 'R' && changed !== '' ? changed : added;
  return {
    ...(from === '' ? {} : { from: compactDate(from, line, 'date of addition') }),
    ...(ended === '' ? {} : { to: compactDate(ended, line, 'date of termination') }),
  };
}

/** `HCPC2026_OCT_ANWEB.txt` in `october-2026-alpha-numeric-hcpcs-file.zip`. */
function claimOf(context: FileContext): EditionClaim {
  return saidByNames(context, (name) => {
    const [, year, month = ''] = /HCPC(20\d\d)_([A-Z]{3})/i.exec(name) ?? [];
    const [, ofArchive = '', yearOfArchive] = /([a-z]+)-(20\d\d)-alpha-numeric/i.exec(name) ?? [];
    const quarter = quarterOfMonth(month === '' ? ofArchive : month);
    return quarter === undefined ? {} : quarterEdition(Number(year ?? yearOfArchive), quarter);
  });
}

/** HCPCS Level II as text: 320 columns, a code and a modifier each with continuation lines for its long description. */
export const hcpcsText: CodeSetFormat = {
  name: 'HCPCS Level II record file',
  kinds: ['hcpcs', 'modifiers'],
  givesAllKinds: true,
  several: 'alternatives',
  matches: (head) =>
    head.length > 0 && head.slice(0, 20).every((line) => textLine.test(line) && line.length >= leastColumns),
  open: (give, context) => {
    const rows = new HcpcsRows(give);
    return {
      line(text, line) {
        if (text.trim() === '') {
          return;
        }
        if (!textLine.test(text) || text.length < leastColumns) {
          refuse(
            line,
            `${shown(text)} of ${text.length} characters`,
            'a record of 320 columns, with 3, 4, 7 or 8 in column 11',
          );
        }
        const field = (from: number, to: number): string => text.slice(from - 1, to).trim();
        const recordId = field(11, 11);
        const code = field(1, 5);
        if (recordId === '4' || recordId === '8') {
          rows.goOn(recordId, code, field(12, 91), line);
          return;
        }
        rows.start({
          line,
          recordId,
          code,
          long: field(12, 91),
          short: field(92, 119),
          coverage: field(230, 230),
          added: field(269, 276),
          changed: field(277, 284),
          ended: field(285, 292),
          action: field(293, 293),
        });
      },
      end: () => rows.end(),
      claim: () => claimOf(context),
    };
  },
};

const columns = {
  code: ['hcpc'],
  record: ['recid'],
  long: ['long description'],
  short: ['short description'],
  coverage: ['cov'],
  added: ['add dt'],
  changed: ['act eff dt'],
  ended: ['term dt'],
  action: ['action cd'],
} as const;

class HcpcsTable extends DelimitedReader implements CodeSetReading {
  readonly #rows: HcpcsRows;
  readonly #context: FileContext;
  #columns: Columns<keyof typeof columns> | undefined;

  constructor(give: GiveRow, context: FileContext) {
    super(',');
    this.#rows = new HcpcsRows(give);
    this.#context = context;
  }

  claim(): EditionClaim {
    return claimOf(this.#context);
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      this.#columns = new Columns(cells, line, columns);
      return;
    }
    this.#columns.check(cells, line);
    const table = this.#columns;
    const cell = (column: keyof typeof columns): string => table.cell(cells, column);
    const recordId = cell('record');
    if (recordId === '4' || recordId === '8') {
      this.#rows.goOn(recordId, cell('code'), cell('long'), line);
    } else if (recordId === '3' || recordId === '7') {
      this.#rows.start({
        line,
        recordId,
        code: cell('code'),
        long: cell('long'),
        short: cell('short'),
        coverage: cell('coverage'),
        added: cell('added'),
        changed: cell('changed'),
        ended: cell('ended'),
        action: cell('action'),
      });
    } else {
      refuse(line, `record ${shown(recordId)}`, '3, 4, 7 or 8 in the column RECID');
    }
  }

  protected override ended(): void {
    this.#rows.end();
  }
}

/** HCPCS Level II as the table that CMS publishes beside the text. */
export const hcpcsTable: CodeSetFormat = {
  name: 'HCPCS Level II table',
  kinds: ['hcpcs', 'modifiers'],
  givesAllKinds: true,
  several: 'alternatives',
  matches: (head) => /^HCPC,SEQNUM,RECID,/i.test(head[0] ?? ''),
  open: (give, context) => new HcpcsTable(give, context),
};
