import { catalogueTypeOf, partitionsOf } from '#contracts/warehouse/catalogue-types.ts';
import type { Column, WarehouseTable } from '#contracts/warehouse/column.ts';
import { tablePrefix } from '#contracts/warehouse/places.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';

const longestComment = 255;

function columnText(column: Column): string {
  return `  ${column.name} ${catalogueTypeOf(column).toUpperCase()} COMMENT '${column.meaning.slice(0, longestComment).replaceAll("'", "''")}'`;
}

/** The statement by which a catalogue that is not ours is given a table over the files of one stage. */
export function createTable(table: WarehouseTable): string {
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${table.name} (`,
    table.columns.map(columnText).join(',\n'),
    ')',
    `PARTITIONED BY (${partitionsOf(table)
      .map((column) => `${column.name} ${catalogueTypeOf(column).toUpperCase()}`)
      .join(', ')})`,
    'STORED AS PARQUET',
    `LOCATION 's3://WAREHOUSE_BUCKET/${tablePrefix(table)}'`,
  ].join('\n');
}

/** All tables, for Hive, Spark and Athena. */
export function warehouseDdl(): string {
  return [
    '-- Made by `npm run docs` from the contracts of the tables; do not edit.',
    '-- The stack makes these tables itself; this is for catalogues of others. WAREHOUSE_BUCKET is an output of the stack.',
    '-- A partition is added at the folder that our catalogue names, never by its place in the bucket.',
    '',
    ...warehouseTables.map((table) => `${createTable(table)};\n`),
  ].join('\n');
}
