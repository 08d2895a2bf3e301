import type { PlainDate } from '#contracts/dates.ts';
import type { DiagnosisLimitsRow } from '../code-tables.ts';
import type { EditionClaim } from '../rows.ts';
import type { CodeSetFormat, CodeSetReading, GiveRow } from './code-set-format.ts';
import { refuse, shown } from './code-set-refused.ts';
import { Columns, DelimitedReader, isBlank, noHeader } from './delimited.ts';
import { diagnosisCode, wholeNumber } from './fields.ts';

type Limit =
  | { readonly ages: readonly [fromYears: number, toYears: number] }
  | { readonly sex: 'F' | 'M' }
  | { readonly flag: 'isManifestation' | 'isUnacceptablePrincipal' };

/** The parts of the editor's lists that claims of a practice are checked by. */
const lists = ['age', 'sex', 'manifestation', 'unacceptable principal'] as const;
type ListName = (typeof lists)[number];

function listOf(limit: Limit): ListName {
  if ('ages' in limit) {
    return 'age';
  }
  return 'sex' in limit
    ? 'sex'
    : limit.flag === 'isManifestation'
      ? 'manifestation'
      : 'unacceptable principal';
}

/** Gathers what the lists say of each code. */
class LimitRows {
  readonly #give: GiveRow;
  readonly #rows = new Map<string, { line: number; limits: Limit[] }>();
  readonly #found = new Set<ListName>();

  constructor(give: GiveRow) {
    this.#give = give;
  }

  add(code: string, limit: Limit, line: number): void {
    const row = this.#rows.get(code) ?? { line, limits: [] };
    this.#rows.set(code, row);
    const list = listOf(limit);
    if (row.limits.some((other) => listOf(other) === list)) {
      refuse(line, `${code} twice in the list of ${list}`, 'each code once in a list');
    }
    row.limits.push(limit);
    this.#found.add(list);
  }

  end(): void {
    for (const [code, { line, limits }] of this.#rows) {
      const ages = limits.flatMap((limit) => ('ages' in limit ? [limit.ages] : []))[0];
      const sex = limits.flatMap((limit) => ('sex' in limit ? [limit.sex] : []))[0];
      const isListed = (list: ListName): boolean => limits.some((limit) => listOf(limit) === list);
      const row: DiagnosisLimitsRow = {
        code,
        isManifestation: isListed('manifestation'),
        isUnacceptablePrincipal: isListed('unacceptable principal'),
        ...(ages === undefined ? {} : { ages: { fromYears: ages[0], toYears: ages[1] } }),
        ...(sex === undefined ? {} : { sex }),
      };
      this.#give('mce', row, line);
    }
  }

  get lacks(): readonly ListName[] {
    return lists.filter((list) => !this.#found.has(list));
  }
}

/** Rules of the table that name their ages. */
const agesInWords = /\(ages? (\d+)(?:-(\d+))?/i;

function limitOfWords(group: string, rule: string, line: number): Limit {
  const [, from, to = from] = agesInWords.exec(rule) ?? [];
  if (group === 'Age' && from !== undefined && to !== undefined) {
    return { ages: [wholeNumber(from, line, 'age'), wholeNumber(to, line, 'age')] };
  }
  if (group === 'Sex' && /^(?:Female|Male) Only$/.test(rule)) {
    return { sex: rule.startsWith('F') ? 'F' : 'M' };
  }
  if (rule.startsWith('Manifestation ')) {
    return { flag: 'isManifestation' };
  }
  if (/^Unacceptable Principal/i.test(rule)) {
    return { flag: 'isUnacceptablePrincipal' };
  }
  return refuse(
    line,
    `rule ${shown(rule)} of ${shown(group)}`,
    'ages, a sex, a manifestation or an unacceptable principal diagnosis',
  );
}

class LimitTable extends DelimitedReader implements CodeSetReading {
  readonly #rows: LimitRows;
  #columns: Columns<'code' | 'group' | 'rule'> | undefined;

  constructor(give: GiveRow) {
    super(',');
    this.#rows = new LimitRows(give);
  }

  claim(): EditionClaim {
    return { lacks: this.#rows.lacks };
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      this.#columns = new Columns(cells, line, {
        code: ['icd code'],
        group: ['icd conflict group'],
        rule: ['icd conflict rule'],
      });
      return;
    }
    this.#columns.check(cells, line);
    this.#rows.add(
      diagnosisCode(this.#columns.cell(cells, 'code'), line, 'code'),
      limitOfWords(this.#columns.cell(cells, 'group'), this.#columns.cell(cells, 'rule'), line),
      line,
    );
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "icd_code" and "icd_conflict_rule"');
    }
    this.#rows.end();
  }
}

/** Lists of the Medicare code editor as a table of codes, groups and rules. */
export const diagnosisLimitTable: CodeSetFormat = {
  name: 'Medicare code editor conflicts',
  kinds: ['mce'],
  several: 'alternatives',
  matches: (head) => /^"?icd_code"?,.*icd_conflict_rule/i.test(head[0] ?? ''),
  open: (give) => new LimitTable(give),
};

/**
 * The lists by their names. The ages are those that the editor's manual has had since its version 38; before, the
 * childbearing ages were narrower, and the wider ones find nothing wrong that is right.
 */
const limitsByName: Readonly<Record<string, Limit>> = {
  Newborn_Only: { ages: [0, 0] },
  Pediatric_Only: { ages: [0, 17] },
  Maternity_Only: { ages: [9, 64] },
  Adult_Only: { ages: [15, 124] },
  Female_Only: { sex: 'F' },
  Male_Only: { sex: 'M' },
  Principal_Manifestation: { flag: 'isManifestation' },
  Principal_Unacceptable: { flag: 'isUnacceptablePrincipal' },
};

class LimitLists extends DelimitedReader implements CodeSetReading {
  readonly #rows: LimitRows;
  #columns: Columns<'version' | 'list' | 'type' | 'code'> | undefined;
  #version = '';

  constructor(give: GiveRow) {
    super('\t');
    this.#rows = new LimitRows(give);
  }

  claim(): EditionClaim {
    const [, whole, half] = /^(\d\d)(\.1)?$/.exec(this.#version) ?? [];
    const { lacks } = this.#rows;
    // The versions are those of the fiscal years: 37 came into force with fiscal year 2020.
    const year = Number(whole) + 1983;
    return whole === undefined
      ? { lacks }
      : {
          edition: `v${this.#version}`,
          from: (half === undefined ? `${year - 1}-10-01` : `${year}-04-01`) as PlainDate,
          lacks,
        };
  }

  protected override record(cells: readonly string[], line: number): void {
    if (isBlank(cells)) {
      return;
    }
    if (this.#columns === undefined) {
      this.#columns = new Columns(cells, line, {
        version: ['mce version'],
        list: ['mce edit type'],
        type: ['icd code type'],
        code: ['icd code'],
      });
      return;
    }
    this.#columns.check(cells, line);
    const version = this.#columns.cell(cells, 'version');
    this.#version ||= version;
    if (version !== this.#version) {
      refuse(line, `version ${shown(version)}`, `${this.#version}, as the first line`);
    }
    const limit = limitsByName[this.#columns.cell(cells, 'list')];
    // Lists of procedures are for hospitals, and so are lists that have no name here.
    if (limit !== undefined && this.#columns.cell(cells, 'type') === 'D') {
      this.#rows.add(diagnosisCode(this.#columns.cell(cells, 'code'), line, 'code'), limit, line);
    }
  }

  protected override ended(): void {
    if (this.#columns === undefined) {
      noHeader('a row with "MCE_Version" and "MCE_Edit_Type"');
    }
    this.#rows.end();
  }
}

/** Lists of the Medicare code editor with tabs, each code with its version and the name of its list. */
export const diagnosisLimitLists: CodeSetFormat = {
  name: 'Medicare code editor lists',
  kinds: ['mce'],
  several: 'alternatives',
  matches: (head) => /^MCE_Version\t.*MCE_Edit_Type\t/i.test(head[0] ?? ''),
  open: (give) => new LimitLists(give),
};
