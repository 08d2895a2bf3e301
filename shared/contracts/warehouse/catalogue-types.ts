import { partitionColumns, type Column, type ColumnType, type WarehouseTable } from './column.ts';

/** How the catalogue, and with it Athena and everything that reads Hive's types, names what a column holds. */
const catalogueTypes: Readonly<Record<ColumnType, string>> = {
  text: 'string',
  date: 'date',
  instant: 'timestamp',
  money: 'decimal(18,2)',
  count: 'int',
  flag: 'boolean',
};

export const catalogueTypeOf = ({ type }: Pick<Column, 'type'>): string => catalogueTypes[type];

/** What the files of a table are partitioned by, the outermost first. */
export function partitionsOf({ sort }: Pick<WarehouseTable, 'sort'>): readonly Column[] {
  return sort === 'fact' ? partitionColumns : partitionColumns.slice(0, 1);
}
