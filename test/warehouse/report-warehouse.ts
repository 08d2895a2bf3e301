import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType } from '#contracts/warehouse/column.ts';
import type { ReportQuestion, WarehouseReport } from '#contracts/warehouse/report.ts';
import {
  warehouseTables,
  type DimensionName,
  type DimensionRow,
  type FactName,
  type FactRow,
} from '#contracts/warehouse/tables.ts';
import { renderReport } from '#domain/reports/warehouse/render-report.ts';

/** Rows of some tables, by the names of these. */
export type WarehouseRows = {
  readonly [Name in FactName]?: readonly FactRow<Name>[];
} & { readonly [Name in DimensionName]?: readonly DimensionRow<Name>[] };

/** A value of an answer: money in cents, days and instants as text, all else as it is. */
export type Answer = Readonly<Record<string, string | number | boolean | null>>;

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  date: 'DATE',
  instant: 'TIMESTAMP',
  money: 'DECIMAL(18,2)',
  count: 'INTEGER',
  flag: 'BOOLEAN',
};

/** The schema that the tables are in; a table that a report does not declare is not found there. */
export const schema = 'reporting';

/** The tables of the warehouse in DuckDB, in memory, with the rows that a test puts into them. */
export class ReportWarehouse {
  readonly connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  static async open(): Promise<ReportWarehouse> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await connection.run(`CREATE SCHEMA ${schema}`);
    for (const { name, columns, sort } of warehouseTables) {
      const own = columns.map((column) => `${column.name} ${sqlTypes[column.type]}`);
      const partitions = ['practice_id VARCHAR', ...(sort === 'fact' ? ['posting_month VARCHAR'] : [])];
      await connection.run(`CREATE TABLE ${schema}.${name} (${[...own, ...partitions].join(', ')})`);
    }
    return new ReportWarehouse(connection);
  }

  close(): void {
    this.connection.closeSync();
  }

  /** Adds rows of a practice, each to the month of its posting day. */
  async add(practiceId: string, rows: WarehouseRows): Promise<void> {
    for (const { name, columns, sort } of warehouseTables) {
      const ofTable: readonly Readonly<Record<string, Cell>>[] = rows[name as FactName] ?? [];
      const texts = ofTable.map((row) => {
        const values = columns.map((column) => literal(column.type, row[column.name]));
        const month = sort === 'fact' ? [`'${monthOf(row)}'`] : [];
        return `(${[...values, `'${practiceId}'`, ...month].join(', ')})`;
      });
      for (let from = 0; from < texts.length; from += 2000) {
        await this.connection.run(
          `INSERT INTO ${schema}.${name} VALUES ${texts.slice(from, from + 2000).join(', ')}`,
        );
      }
    }
  }

  /** What a report answers. */
  async ask(report: WarehouseReport, question: ReportQuestion): Promise<Answer[]> {
    return this.rowsOf(renderReport(report, question, schema), []);
  }

  /** What a statement answers, with texts for its question marks. */
  async rowsOf(sql: string, values: string[]): Promise<Answer[]> {
    const found = await this.connection.runAndReadAll(sql, values);
    return found
      .getRowObjects()
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  }
}

function monthOf(row: Readonly<Record<string, Cell>>): string {
  return `${row['posting_date'] ?? ''}`.slice(0, 7);
}

type Cell = string | number | boolean | null;

function literal(type: ColumnType, value: Cell | undefined): string {
  if (value === null || value === undefined) {
    return 'NULL';
  }
  switch (type) {
    case 'text':
      return `'${`${value}`.replaceAll("'", "''")}'`;
    case 'date':
      return `DATE '${value}'`;
    case 'instant':
      return `TIMESTAMP '${`${value}`.replace('T', ' ').replace('Z', '')}'`;
    case 'money':
      return dollarsOf(Number(value));
    case 'count':
    case 'flag':
      return `${value}`;
  }
}

/** Cents as dollars, without a detour by a floating number. */
function dollarsOf(cents: number): string {
  const digits = `${Math.abs(cents)}`.padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function plain(value: DuckDBValue): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (value instanceof DuckDBDecimalValue) {
    return value.scale === 2 ? Number(value.value) : Number(value.value) / 10 ** value.scale;
  }
  if (value instanceof DuckDBDateValue) {
    return value.toString();
  }
  if (value instanceof DuckDBTimestampValue) {
    return `${value.toString().replace(' ', 'T')}Z`;
  }
  throw new Error(`A report answered with ${typeof value}; expected text, a number, money, a day or a flag`);
}
