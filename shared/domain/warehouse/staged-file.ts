import * as z from 'zod';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { ColumnType, WarehouseTable } from '#contracts/warehouse/column.ts';
import { factTables, type FactName, type FactTable } from '#contracts/warehouse/tables.ts';
import { derivation as derivationNow } from './export-state.ts';
import { hashOfLines, type StagedFacts, type StagedRow } from './staged-facts.ts';

/** Staged facts as the export book knows them. */
export interface StagedFile {
  readonly key: string;
  readonly contentHash: string;
  readonly rows: number;
  /** Of the rules by which its rows were derived; where it is not known it may be any before this one. */
  readonly derivation?: number | undefined;
}

/** The facts of a file, or what is wrong with it: file, row, column, found and expected, a sentence each. */
export type StagedFileRead =
  | { readonly facts: StagedFacts; readonly problems?: never }
  | { readonly facts?: never; readonly problems: readonly string[] };

type Value = string | number | boolean | null;

const values: Readonly<Record<ColumnType, z.ZodType<Exclude<Value, null>>>> = {
  text: z.string(),
  date: PlainDate,
  instant: Instant,
  money: z.int(),
  count: z.int32(),
  flag: z.boolean(),
};
const expectedOf: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  date: 'a day as YYYY-MM-DD',
  instant: 'a moment of UTC',
  money: 'whole cents',
  count: 'a whole number of 32 bits',
  flag: 'true or false',
};

/** Rows of a table. In files that were written before, columns that came later are missing, and empty. */
function rowSchema({ columns }: Pick<WarehouseTable, 'columns'>, isOlder: boolean) {
  const shape: Record<string, z.ZodType<Value>> = {};
  for (const column of columns) {
    const value = values[column.type];
    const mayBeEmpty = column.mayBeEmpty === true;
    shape[column.name] = mayBeEmpty ? (isOlder ? value.nullable().default(null) : value.nullable()) : value;
  }
  return z.strictObject({ ...shape, fact_id: z.string(), posting_date: PlainDate });
}

type RowSchemas = ReadonlyMap<string, { readonly table: FactTable; readonly row: z.ZodType<StagedRow> }>;

const schemasOf = (isOlder: boolean): RowSchemas =>
  new Map(factTables.map((table) => [table.name, { table, row: rowSchema(table, isOlder) }]));
const [schemasNow, schemasBefore] = [schemasOf(false), schemasOf(true)];

const Line = z.tuple([z.string(), z.unknown()]);

/** So many sentences are told of one file. */
const mostProblems = 10;

/** Reads what was staged, row by row by the columns of its table, and holds the whole of it to its hash. */
export function readStagedFile(file: StagedFile, lines: readonly string[]): StagedFileRead {
  const isOlder = file.derivation === undefined || file.derivation < derivationNow;
  const schemas = isOlder ? schemasBefore : schemasNow;
  const facts = new Map<FactName, StagedRow[]>();
  const problems: string[] = [];
  for (const [index, line] of lines.entries()) {
    const read = readRow(line, schemas);
    if (read.row === undefined) {
      const where = `${file.key}, row ${index + 1}`;
      problems.push(
        ...read.wrong.map((wrong) => `${where}${wrong}${isOlder ? `; ${ageOf(file.derivation)}` : ''}`),
      );
    } else {
      const rows = facts.get(read.name) ?? [];
      rows.push(read.row);
      facts.set(read.name, rows);
    }
    if (problems.length >= mostProblems) {
      break;
    }
  }
  if (problems.length === 0 && hashOfLines(lines) !== file.contentHash) {
    problems.push(
      `${file.key} has ${lines.length} rows that are not those that were staged; expected ${file.rows} rows with the hash ${file.contentHash}`,
    );
  }
  return problems.length === 0 ? { facts } : { problems };
}

type RowRead =
  | { readonly name: FactName; readonly row: StagedRow }
  | { readonly row?: never; readonly wrong: readonly string[] };

function readRow(text: string, schemas: RowSchemas): RowRead {
  const line = Line.safeParse(parsed(text));
  if (!line.success) {
    return { wrong: [': it breaks off or is no row; expected ["<table>", {<columns>}]'] };
  }
  const [name, given] = line.data;
  const schema = schemas.get(name);
  if (schema === undefined) {
    return { wrong: [': it is of a table that the warehouse does not have; expected one of its facts'] };
  }
  const read = schema.row.safeParse(given);
  return read.success
    ? { name: schema.table.name, row: read.data }
    : { wrong: read.error.issues.flatMap((issue) => wrongIn(schema.table, given, issue)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is said of a row never repeats its text: nobody knows what stands where it should not. */
function wrongIn(table: FactTable, given: unknown, issue: z.core.$ZodIssue): string[] {
  const of = ` (${table.name})`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (name) =>
        `${of}: it has a column ${/^\w{1,40}$/.test(name) ? name : 'of another name'}; expected only those of version ${table.version} of the table`,
    );
  }
  const name = String(issue.path[0] ?? '');
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) {
    return [`${of}: it is no row; expected one value for each column`];
  }
  const found = isRecord(given) ? foundIn(given[name]) : 'missing';
  return [`${of}: column ${name} is ${found}; expected ${expectedOf[column.type]}`];
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null;
}

function foundIn(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'other text';
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return value === null ? 'empty' : 'a list or an object';
  }
}

function ageOf(derivation: number | undefined): string {
  return derivation === undefined
    ? `the file is from before derivation ${derivationNow}`
    : `the file is of derivation ${derivation}, the rules are of ${derivationNow}`;
}
