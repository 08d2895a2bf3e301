import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Finding } from '../../describe-issue.ts';
import type { Resolved, ValueProblem } from '../../map/resolved.ts';
import type { CompiledMapping } from './compiled-mapping.ts';

/** What all rows of a file have in common. */
export interface RowSetting {
  readonly practice: Practice;
  readonly compiled: CompiledMapping;
  readonly sourceSystem: string;
  readonly today: PlainDate;
}

/** One row under its mapping: values by field, and everything that turns out to be wrong with them. */
export class CsvRow {
  readonly setting: RowSetting;
  readonly problems: Finding[] = [];
  readonly notes = new Set<string>();
  readonly #cells: readonly string[];

  constructor(cells: readonly string[], setting: RowSetting) {
    this.#cells = cells;
    this.setting = setting;
  }

  /** What stands in the field's column, trimmed; empty when it is not mapped or nothing stands there. */
  text(field: string): string {
    const { columns, constants } = this.setting.compiled;
    const mapped = columns.get(field);
    if (mapped !== undefined) {
      for (const { index, values, split } of mapped) {
        const cell = this.#cells[index] ?? '';
        const piece = (split === undefined ? cell : (cell.split(split.by)[split.take - 1] ?? '')).trim();
        const value = values === undefined ? piece : (values.get(piece.toUpperCase()) ?? piece);
        if (value !== '') {
          return value;
        }
      }
    }
    return constants.size === 0 ? '' : (constants.get(field) ?? '');
  }

  /** Whether the mapping knows a column, or a constant, for the field. */
  has(field: string): boolean {
    const { columns, constants } = this.setting.compiled;
    return columns.has(field) || constants.has(field);
  }

  /** The column of a field as the file calls it; the field's own name when it has none. */
  nameOf(field: string): string {
    return this.setting.compiled.columns.get(field)?.[0]?.header ?? field;
  }

  object(field: string, problem: ValueProblem): void {
    this.problems.push({ field: this.nameOf(field), ...problem });
  }

  missing(field: string, expected: string): void {
    const column = this.nameOf(field);
    this.object(field, {
      code: 'field-missing',
      found: 'nothing',
      expected,
      howToFix: this.has(field)
        ? `Fill in column ${column}.`
        : `Add a column for ${field} to the export and to the mapping.`,
    });
  }

  /** The value, or undefined after its problem was told. */
  take<Value>(field: string, resolved: Resolved<Value>): Value | undefined {
    if (resolved.problem !== undefined) {
      this.object(field, resolved.problem);
      return undefined;
    }
    if (resolved.note !== undefined) {
      this.notes.add(resolved.note);
    }
    return resolved.value;
  }

  /** A text that must be there. */
  required(field: string, expected: string): string | undefined {
    const text = this.text(field);
    if (text === '') {
      this.missing(field, expected);
      return undefined;
    }
    return text;
  }

  optional(field: string): string | undefined {
    const text = this.text(field);
    return text === '' ? undefined : text;
  }
}

/** An object without its members that are undefined; undefined when nothing is left. */
export function known(members: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const kept: Record<string, unknown> = {};
  let isEmpty = true;
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== undefined) {
      kept[name] = value;
      isEmpty = false;
    }
  }
  return isEmpty ? undefined : kept;
}

/** Texts that are looked up for every row: made once, each is found at once again. */
const fieldNames = new Map<string, Map<string, string>>();

/** The field of a person, line or coverage: `lines[2]` and `code` are `lines[2].code`. */
export function fieldIn(prefix: string, field: string): string {
  let ofPrefix = fieldNames.get(prefix);
  if (ofPrefix === undefined) {
    ofPrefix = new Map();
    fieldNames.set(prefix, ofPrefix);
  }
  let name = ofPrefix.get(field);
  if (name === undefined) {
    name = `${prefix}.${field}`;
    ofPrefix.set(field, name);
  }
  return name;
}

/** `diagnoses[1]` to `diagnoses[12]`. */
export function numbered(name: string, most: number): readonly string[] {
  return Array.from({ length: most }, (_, index) => `${name}[${index + 1}]`);
}
