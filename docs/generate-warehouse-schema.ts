import { partitionColumns, type Column, type WarehouseTable } from '#contracts/warehouse/column.ts';
import { dimensionTables, factTables, warehouseTables } from '#contracts/warehouse/tables.ts';

function row({ name, type, mayBeEmpty, meaning }: Column): string {
  return `| ${name} | ${type} | ${mayBeEmpty === true ? 'yes' : ''} | ${asForm(meaning)} |`;
}

/** A form such as that of a month is code in the page. */
function asForm(meaning: string): string {
  return meaning.replaceAll('YYYY-MM', '`YYYY-MM`');
}

function section({ name, sort, mart, grain, version, columns }: WarehouseTable): string {
  return [
    `## ${name}`,
    '',
    `${grain}${grain.endsWith('.') ? '' : '.'} A ${sort} of the ${mart} mart, version ${version}.`,
    '',
    '| column | type | may be empty | what it is |',
    '|---|---|---|---|',
    ...columns.map(row),
    '',
  ].join('\n');
}

function list(tables: readonly WarehouseTable[]): string[] {
  return tables.map(({ name, grain }) => `| [${name}](#${name}) | ${grain} |`);
}

/** The page of the tables of the warehouse, made from their contracts. */
export function warehouseSchemaPage(): string {
  return [
    '# Tables of the warehouse',
    '',
    'Made by `npm run docs` from the contracts of the tables; do not edit.',
    '',
    'Rows of a fact are only added, never changed; the row of a dimension holds from one moment until the next row of its key. Columns are only ever added, at the end of a table and as such that may be empty, and the version of the table rises with it: who reads the older columns goes on reading them.',
    '',
    'Types: `money` is DECIMAL(18,2) in dollars, `date` a day, `instant` a timestamp of UTC with milliseconds, `count` a whole number of 32 bits, `flag` true or false, `text` as it is.',
    '',
    'Files are partitioned by what is not in them:',
    '',
    '| partition | what it is |',
    '|---|---|',
    ...partitionColumns.map(
      ({ name, meaning }) =>
        `| ${name} | ${asForm(meaning)}${name === 'posting_month' ? ' Of facts alone.' : ''} |`,
    ),
    '',
    '| fact | what a row is |',
    '|---|---|',
    ...list(factTables),
    '',
    '| dimension | what a row is |',
    '|---|---|',
    ...list(dimensionTables),
    '',
    ...warehouseTables.map(section),
  ].join('\n');
}
