import * as z from 'zod';
import type { CutoverKind, CutoverProblem } from '#contracts/cutover.ts';
import { csvCells, csvHeaderName, csvSeparators } from '../intake/frame/csv-cells.ts';
import type { Frame } from '../intake/frame/framer.ts';
import { cutoverKinds, kindOfColumns, totalsMark } from './cutover-columns.ts';

/** One row by the names of its columns; cells are trimmed, and empty ones are left out. */
export interface CutoverRow {
  /** Line of a CSV file, position of a record in JSON. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

export type ReadRow =
  | {
      readonly row: CutoverRow;
      /** Columns that the row could have; of a CSV file those of its header. */
      readonly columns: ReadonlySet<string>;
      readonly kind: CutoverKind | undefined;
      readonly isTotals: boolean;
      readonly problem?: never;
    }
  | { readonly problem: CutoverProblem };

const JsonRow = z.record(z.string(), z.string());

/** Reads one record of a file of an old system, CSV or JSON, as a row by column. Both have the same columns. */
export function readCutoverRow(frame: Frame, format: 'csv' | 'json'): ReadRow {
  const row = frame.line === undefined || format === 'json' ? frame.number : frame.line;
  if (frame.problem !== undefined) {
    const { found, expected, howToFix } = frame.problem;
    return { problem: { row, column: '', found, expected, howToFix } };
  }
  return format === 'csv' ? readCsvRow(frame, row) : readJsonRow(frame, row);
}

function readCsvRow({ text, context }: Frame, row: number): ReadRow {
  const separator = csvSeparators.find((sign) => sign === context?.['separator']) ?? ',';
  const header = csvCells(context?.['header'] ?? '', separator).map(csvHeaderName);
  const columns = new Set(header.filter((name) => name !== ''));
  const cells = filled(header, csvCells(text, separator));
  const kind = kindOfColumns(columns);
  const name = cells.get(cutoverKinds[kind].nameColumn) ?? '';
  return { row: { row, cells }, columns, kind, isTotals: name.toUpperCase() === totalsMark };
}

function readJsonRow({ text, context }: Frame, row: number): ReadRow {
  const member = context?.['member'] ?? '';
  const read = JsonRow.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    return {
      problem: {
        row,
        column: '',
        found: `something else than texts at ${issue?.path.join('.') || member}`,
        expected: 'an object in which every value is a text',
        howToFix:
          'Write every value as a text in quotation marks, with the columns of the template as names.',
      },
    };
  }
  const names = Object.keys(read.data);
  const kind = (['claims', 'patients', 'coverages'] as const).find((one) => one === member);
  return {
    row: { row, cells: filled(names, Object.values(read.data)) },
    columns: new Set(names),
    kind,
    isTotals: member === 'totals',
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function filled(header: readonly string[], values: readonly string[]): Map<string, string> {
  return new Map(
    header
      .map((name, index): [string, string] => [name, (values[index] ?? '').trim()])
      .filter(([name, value]) => name !== '' && value !== ''),
  );
}
