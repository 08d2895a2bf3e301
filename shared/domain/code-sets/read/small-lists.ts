import type { PlainDate } from '#contracts/dates.ts';
import { placesOfService } from '../places-of-service.ts';
import type { CodeSetKind, CodeSetRows, EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, FileContext, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { columnName, Columns, DelimitedReader, isBlank } from './delimited.ts';
import { saidByNames } from './edition-names.ts';
import { writtenDate, zeroFilled } from './fields.ts';

/** How a list with one header and a row to a line is read. */
interface SmallList<Name extends string, Kind extends CodeSetKind> {
  readonly name: string;
  readonly kind: Kind;
  /** The columns by the names that they go by; the first is the one that a list is known by. */
  readonly columns: Readonly<Record<Name, readonly string[]>>;
  readonly optional?: readonly NoInfer<Name>[];
  /** Whether a header that has other columns too is refused: words that we must not keep. */
  readonly isExact?: boolean;
  /** Undefined for a row that is no code of the list. */
  readonly row: (cell: (name: NoInfer<Name>) => string, line: number) => CodeSetRows[Kind] | undefined;
  readonly claim?: (name: string) => EditionClaim;
}

function smallList<Name extends string, Kind extends CodeSetKind>(
  list: SmallList<Name, Kind>,
): CodeSetFormat {
  return {
    name: list.name,
    kinds: [list.kind],
    several: 'alternatives',
    matches: ([first = '']) => {
      const header = new Set(first.split(',').map(columnName));
      const names = Object.entries<readonly string[]>(list.columns);
      return names.every(
        ([name, forms]) =>
          list.optional?.includes(name as Name) === true || forms.some((form) => header.has(form)),
      );
    },
    open: (give, context) => new SmallListReader(list, give, context),
  };
}

class SmallListReader<Name extends string, Kind extends CodeSetKind>
  extends DelimitedReader
  implements CodeSetReading
{
  readonly #list: SmallList<Name, Kind>;
  readonly #give: GiveRow;
  readonly #context: FileContext;
  #columns: Columns<Name> | undefined;

  constructor(list: SmallList<Name, Kind>, give: GiveRow, context: FileContext) {
    super(',');
    this.#list = list;
    this.#give = give;
    this.#context = context;
  }

  claim(): EditionClaim {
    return saidByNames(this.#context, (name) => this.#list.claim?.(name) ?? {});
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    const columns = this.#columns;
    if (columns === undefined) {
      this.#columns = new Columns(cells, line, this.#list.columns, this.#list.optional);
      if (this.#list.isExact === true) {
        this.#refuseOthers(cells, line);
      }
      return;
    }
    columns.check(cells, line);
    const row = this.#list.row((name) => columns.cell(cells, name), line);
    if (row !== undefined) {
      this.#give(this.#list.kind, row, line);
    }
  }

  protected override ended(): void {
    // Nothing is left open.
  }

  #refuseOthers(cells: readonly string[], line: number): void {
    const known = new Set(Object.values<readonly string[]>(this.#list.columns).flat());
    const other = cells.map(columnName).find((name) => !known.has(name));
    if (other !== undefined) {
      refuse(
        line,
        `the column ${shown(other)}`,
        `the columns ${[...known].join(', ')} and no others`,
        'Leave out the words: they belong to their publisher, and only the values are kept.',
      );
    }
  }
}

function period(
  cell: (name: 'from' | 'to') => string,
  line: number,
): { readonly from?: PlainDate; readonly to?: PlainDate } {
  const [from, to] = [cell('from'), cell('to')];
  const days = {
    ...(from === '' ? {} : { from: writtenDate(from, line, 'from') }),
    ...(to === '' ? {} : { to: writtenDate(to, line, 'to') }),
  };
  if (days.from !== undefined && days.to !== undefined && days.to < days.from) {
    refuse(line, `a period from ${days.from} to ${days.to}`, 'one that ends after it begins');
  }
  return days;
}

/** Places of service. Where the list does not say which are facilities, CMS's assignment of 2024 does. */
export const placeOfServiceList = smallList({
  name: 'place of service codes',
  kind: 'place-of-service',
  columns: {
    code: ['pos code', 'place of service code'],
    label: ['pos name', 'place of service name', 'description'],
    type: ['pos type'],
  },
  optional: ['type'],
  row: (cell, line) => {
    const label = cell('label');
    if (/^unassigned/i.test(label)) {
      return undefined;
    }
    const code = zeroFilled(cell('code'), 2, line, 'place of service');
    const type = cell('type');
    return {
      code,
      label,
      isFacility: type === '' ? placesOfService.find(code)?.isFacility === true : type === 'Facility',
    };
  },
});

function adjustmentCodes(kind: 'carc' | 'rarc', name: string, form: RegExp): CodeSetFormat {
  return smallList({
    name,
    kind,
    columns: { code: [kind], from: ['from'], to: ['to'] },
    optional: ['from', 'to'],
    isExact: true,
    row: (cell, line) => {
      const code = cell('code');
      if (!form.test(code)) {
        refuse(line, `code ${shown(code)}`, `the value of a ${name.replace(/s$/, '')}`);
      }
      return { code, ...period(cell, line) };
    },
  });
}

/** Values of claim adjustment reason codes, from the operator's own list: `carc,from,to`. */
export const adjustmentReasons = adjustmentCodes(
  'carc',
  'claim adjustment reason codes',
  /^(?:\d{1,3}|[A-Z]\d{1,2})$/,
);

/** Values of remittance advice remark codes, from the operator's own list: `rarc,from,to`. */
export const remarkCodes = adjustmentCodes('rarc', 'remittance advice remark codes', /^(?:MA?|N)\d{1,3}$/);

/** The health care provider taxonomy as its publisher (NUCC) gives it: versions .0 hold from April, .1 from October. */
export const taxonomy = smallList({
  name: 'provider taxonomy',
  kind: 'taxonomy',
  columns: {
    code: ['code'],
    grouping: ['grouping'],
    classification: ['classification'],
    specialization: ['specialization'],
  },
  row: (cell, line) => {
    const code = cell('code');
    return /^[0-9A-Z]{9}X$/.test(code)
      ? {
          code,
          grouping: cell('grouping'),
          classification: cell('classification'),
          specialization: cell('specialization'),
        }
      : refuse(line, `code ${shown(code)}`, 'ten characters that end in X, as 207Q00000X');
  },
  claim: (name) => {
    const [, year, half] = /taxonomy_(\d\d)([01])/i.exec(name) ?? [];
    return year === undefined
      ? {}
      : {
          edition: `v${year}.${half ?? ''}`,
          from: `20${year}-${half === '0' ? '04' : '10'}-01` as PlainDate,
        };
  },
});

/** A practice's own list of CPT codes, under its own licence: `cpt,label,from,to`. */
export const ownProcedures = smallList({
  name: 'list of CPT codes of your own',
  kind: 'cpt',
  columns: { code: ['cpt', 'cpt code'], label: ['label'], from: ['from'], to: ['to'] },
  optional: ['from', 'to'],
  row: (cell, line) => {
    const [code, label] = [cell('code'), cell('label')];
    if (!/^\d{4}[0-9AFMTU]$/.test(code)) {
      refuse(line, `code ${shown(code)}`, 'a CPT code of five characters, as 99213 or 0001U');
    }
    if (label === '' || label.length > 200) {
      refuse(
        line,
        `a label of ${label.length} characters`,
        '1 to 200 characters of your own words or your licence',
      );
    }
    return { code, label, ...period(cell, line) };
  },
});
