import { keyOf } from '../packed/code-key.ts';
import { RowNotPackable, type TablePacker } from '../packed/table-format.ts';
import { tableFormats } from '../packed/table-formats.ts';
import type { Sections } from '../packed/packed-file.ts';
import type { ProcedurePairRow } from '../code-tables.ts';
import type { CodeSetKind, CodeSetRows } from '../rows.ts';
import { refuse, refuseFile } from './code-set-refused.ts';

/** The rows of one table while files are read. */
export interface CollectedRows<Kind extends CodeSetKind = CodeSetKind> {
  readonly rowCount: number;
  add(row: CodeSetRows[Kind], line: number): void;
}

/** The rows of all tables but those of pairs: some ten thousands at most, each code once. */
export class CollectedList<Kind extends CodeSetKind> implements CollectedRows<Kind> {
  readonly rows: CodeSetRows[Kind][] = [];
  readonly #lines = new Map<string, number>();

  get rowCount(): number {
    return this.rows.length;
  }

  add(row: CodeSetRows[Kind], line: number): void {
    const key = identityOf(row);
    const before = this.#lines.get(key);
    if (before !== undefined) {
      refuse(line, `${key.trim()} once more, as on line ${before}`, 'each code once');
    }
    this.#lines.set(key, line);
    this.rows.push(row);
  }
}

function identityOf(row: CodeSetRows[CodeSetKind]): string {
  if ('zip' in row) {
    return row.zip;
  }
  if ('counties' in row) {
    return `${row.contractor} ${row.locality} ${row.counties}`;
  }
  if ('contractor' in row) {
    return `${row.contractor} ${row.locality}`;
  }
  if ('column1' in row) {
    return `${row.column1} ${row.column2}`;
  }
  return 'modifier' in row ? `${row.code} ${row.modifier}` : row.code;
}

/** Pairs come by the million: they are packed as they are read, and no row is kept as an object. */
export class CollectedPairs implements CollectedRows<'ncci-ptp-practitioner'> {
  readonly #packer: TablePacker<ProcedurePairRow> = tableFormats['ncci-ptp-practitioner'].packer();
  #keys = new Float64Array(1_024);
  #lines = new Uint32Array(1_024);
  readonly #columns1 = new Set<string>();
  #column1 = '';
  #count = 0;

  /** The codes that pairs begin with, each once. */
  get columns1(): ReadonlySet<string> {
    return this.#columns1;
  }

  get rowCount(): number {
    return this.#count;
  }

  add(row: ProcedurePairRow, line: number): void {
    if (this.#count === this.#keys.length) {
      this.#keys = grown(this.#keys, new Float64Array(this.#count * 2));
      this.#lines = grown(this.#lines, new Uint32Array(this.#count * 2));
    }
    this.#packer.add(row);
    if (row.column1 !== this.#column1) {
      // Pairs mostly come in the order of their first codes.
      this.#column1 = row.column1;
      this.#columns1.add(row.column1);
    }
    // Only to say on which line a pair came twice.
    this.#keys[this.#count] = keyOfPair(row.column1, row.column2);
    this.#lines[this.#count] = line;
    this.#count += 1;
  }

  /** Errors: a pair that came twice with the same days refuses the file. */
  packed(): { readonly rowCount: number; readonly sections: Sections } {
    try {
      return this.#packer.finish();
    } catch (error) {
      if (error instanceof RowNotPackable) {
        return this.#refuseTwice(error.message);
      }
      throw error;
    }
  }

  #refuseTwice(sentence: string): never {
    const [, one = '', other = ''] = /pair (\w+) and (\w+)/.exec(sentence) ?? [];
    const key = keyOfPair(one, other);
    const lines = [...this.#lines.subarray(0, this.#count)].filter((_, row) => this.#keys[row] === key);
    const found = `the pair ${one} ${other} more than once with the same days (lines ${lines.join(', ')})`;
    const last = lines.at(-1);
    return last === undefined
      ? refuseFile(found, 'each pair once for a period')
      : refuse(last, found, 'each pair once for a period');
  }
}

/** Two codes of five characters in one number: the key of a code has room for ten. */
function keyOfPair(column1: string, column2: string): number {
  return keyOf(column1) + keyOf(column2) / 37 ** 5;
}

function grown<Numbers extends Float64Array | Uint32Array>(before: Numbers, after: Numbers): Numbers {
  after.set(before);
  return after;
}
