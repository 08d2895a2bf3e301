import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import type { Practice } from '#contracts/practice.ts';
import { csvHeaderName } from '../../frame/csv-cells.ts';
import { csvTemplates } from './csv-templates.ts';

/** One mapped column of a file at hand. */
export interface MappedColumn {
  readonly index: number;
  /** As the mapping writes it. */
  readonly header: string;
  readonly values: ReadonlyMap<string, string> | undefined;
  readonly split: { readonly by: string; readonly take: number } | undefined;
}

/** A mapping laid over the header of a file. */
export interface CompiledMapping {
  readonly mapping: CsvMapping;
  /** By field. Of two columns for one field the first with something in it counts. */
  readonly columns: ReadonlyMap<string, readonly MappedColumn[]>;
  readonly constants: ReadonlyMap<string, string>;
}

/** Which mapping a header fits; or, when none does, the nearest and what it lacks. */
export type MappingForHeader =
  | { readonly mapping: CsvMapping; readonly nearest?: never }
  | {
      readonly mapping?: never;
      readonly nearest: { readonly mapping: CsvMapping; readonly missing: readonly string[] };
    };

/**
 * The mapping of a practice for a file, found by its header: one whose required columns are all there, of several the
 * one that knows most of the columns; the practice's own go before the templates.
 * @param header the cells of the header row.
 */
export function mappingForHeader(
  practice: Pick<Practice, 'intake'>,
  header: readonly string[],
): MappingForHeader {
  const names = new Set(header.map(csvHeaderName));
  const candidates = [...practice.intake.csvMappings, ...csvTemplates.map(({ mapping }) => mapping)].map(
    (mapping) => {
      const required = mapping.required.length > 0 ? mapping.required : mapping.columns.map((c) => c.header);
      const missing = required.filter((name) => !names.has(csvHeaderName(name)));
      const known = mapping.columns.filter((column) => names.has(csvHeaderName(column.header))).length;
      return { mapping, missing, known };
    },
  );
  const [best] = candidates
    .filter(({ missing }) => missing.length === 0)
    .toSorted((a, b) => b.known - a.known);
  if (best !== undefined) {
    return { mapping: best.mapping };
  }
  const [nearest] = candidates.toSorted((a, b) => a.missing.length - b.missing.length || b.known - a.known);
  if (nearest === undefined) {
    throw new Error('There are no templates of CSV files; csv-templates.ts has them.');
  }
  return { nearest };
}

/** Lays a mapping over a header. */
export function compileMapping(mapping: CsvMapping, header: readonly string[]): CompiledMapping {
  const indexes = new Map(header.map((cell, index) => [csvHeaderName(cell), index]));
  const columns = new Map<string, MappedColumn[]>();
  for (const column of mapping.columns) {
    const index = indexes.get(csvHeaderName(column.header));
    if (index !== undefined) {
      const values =
        column.values === undefined
          ? undefined
          : new Map(
              Object.entries(column.values).map(([from, to]): [string, string] => [from.toUpperCase(), to]),
            );
      const mapped = { index, header: column.header, values, split: column.split };
      columns.set(column.field, [...(columns.get(column.field) ?? []), mapped]);
    }
  }
  return {
    mapping,
    columns,
    constants: new Map(mapping.constants.map(({ field, value }): [string, string] => [field, value])),
  };
}
