import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import type { CutoverProblem } from '#contracts/cutover.ts';
import { csvCells, csvHeaderName, csvSeparators } from '../intake/frame/csv-cells.ts';
import { frameCsvRows } from '../intake/frame/csv-rows.ts';
import { usualIntakeLimits } from '../intake/frame/limits.ts';
import { describeFieldName } from '../intake/mask-value.ts';
import { cutoverColumns, neededColumns, numberColumn, totalsMark } from './cutover-columns.ts';

/** One row by the names of its columns; cells are trimmed, and empty ones are left out. */
export interface CutoverRow {
  /** Line of a CSV file, position of a claim in JSON. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

export type CutoverFile =
  | {
      readonly header: readonly string[];
      readonly rows: readonly CutoverRow[];
      readonly totals: CutoverRow;
      readonly problems?: never;
    }
  | { readonly problems: readonly CutoverProblem[] };

const JsonRow = z.record(z.string(), z.string());
const JsonFile = z.strictObject({ claims: z.array(JsonRow), totals: JsonRow });

/**
 * Reads a file of open claims of an old system, CSV or JSON by its content, as rows by column. Both have the same
 * columns, and every value is a text; the control totals are the row that says so instead of a claim number, in JSON
 * `totals`.
 */
export function readCutoverFile(text: string): CutoverFile {
  const read = /^\uFEFF?\s*\{/.test(text) ? readJson(text) : readCsvText(text);
  if (read.problems.length > 0) {
    return { problems: read.problems };
  }
  const header = [...new Set(read.rows.flatMap(({ cells }) => [...cells.keys()]))];
  const named = new Set(read.header ?? header);
  const problems: CutoverProblem[] = [...named]
    .filter((column) => !cutoverColumns.includes(column))
    .map((column) => ({
      column: describeFieldName(column),
      found: `a column ${describeFieldName(column)}`,
      expected: 'only columns of the template',
      howToFix: 'Rename it as in the template, or leave it out.',
    }));
  for (const column of neededColumns) {
    if (!named.has(column)) {
      problems.push({
        column,
        found: 'no such column',
        expected: `a column ${column}`,
        howToFix: 'Add it, as in the template.',
      });
    }
  }
  const isTotals = ({ cells }: CutoverRow): boolean => cells.get(numberColumn)?.toUpperCase() === totalsMark;
  const rows = read.rows.filter((row) => !isTotals(row));
  const [totals, ...others] = read.rows.filter(isTotals);
  if (totals === undefined || others.length > 0) {
    problems.push({
      column: numberColumn,
      found: totals === undefined ? 'no control totals' : `${others.length + 1} rows of control totals`,
      expected: `one row ${totalsMark} with the number of claims and the sums, as the old system prints them`,
      howToFix: "Add it from the old system's own report: it proves that the file is whole.",
    });
  }
  if (rows.length === 0) {
    problems.push({
      column: numberColumn,
      found: 'no claims',
      expected: 'at least one',
      howToFix: 'Export the open claims.',
    });
  }
  return problems.length > 0 || totals === undefined ? { problems } : { header: [...named], rows, totals };
}

interface ReadRows {
  readonly rows: readonly CutoverRow[];
  /** Of a CSV file, where a column may be empty in every row. */
  readonly header?: readonly string[];
  readonly problems: readonly CutoverProblem[];
}

function readCsvText(text: string): ReadRows {
  const framer = frameCsvRows(usualIntakeLimits);
  const frames = [...framer.push(utf8ToBytes(text)), ...framer.finish()];
  const { fileProblem } = framer;
  if (fileProblem !== undefined) {
    const { found, expected, howToFix, line } = fileProblem;
    return {
      rows: [],
      problems: [{ column: '', found, expected, howToFix, ...(line === undefined ? {} : { row: line }) }],
    };
  }
  const context = frames[0]?.context;
  const separator = csvSeparators.find((sign) => sign === context?.['separator']) ?? ',';
  const header = csvCells(context?.['header'] ?? '', separator).map(csvHeaderName);
  const problems: CutoverProblem[] = [];
  const rows: CutoverRow[] = [];
  for (const { line, number, problem, text: row } of frames) {
    if (problem === undefined) {
      rows.push({ row: line ?? number, cells: filled(header, csvCells(row, separator)) });
    } else {
      const { found, expected, howToFix } = problem;
      problems.push({ row: line ?? number, column: '', found, expected, howToFix });
    }
  }
  return { rows, header, problems };
}

function readJson(text: string): ReadRows {
  const problem = (found: string): ReadRows => ({
    rows: [],
    problems: [
      {
        column: '',
        found,
        expected: 'an object with claims, a list of objects with texts, and totals, one such object',
        howToFix:
          'Write every value as a text in quotation marks, with the columns of the template as names.',
      },
    ],
  });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return problem('a text that is not JSON');
  }
  const read = JsonFile.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return problem(`something else at ${issue?.path.join('.') || 'the top'}`);
  }
  const { claims, totals } = read.data;
  const rowOf = (cells: Readonly<Record<string, string>>, index: number): CutoverRow => ({
    row: index + 1,
    cells: filled(Object.keys(cells), Object.values(cells)),
  });
  return {
    rows: [...claims, { ...totals, [numberColumn]: totalsMark }].map(rowOf),
    problems: [],
  };
}

function filled(header: readonly string[], values: readonly string[]): Map<string, string> {
  return new Map(
    header
      .map((name, index): [string, string] => [name, (values[index] ?? '').trim()])
      .filter(([name, value]) => name !== '' && value !== ''),
  );
}
