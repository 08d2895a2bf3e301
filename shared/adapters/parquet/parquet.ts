import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Column, ColumnType } from '#contracts/warehouse/column.ts';
import type { TableRow } from '#ports/warehouse-files.ts';

const elements: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  money: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 2 },
  count: { type: 'INT32' },
  flag: { type: 'BOOLEAN' },
};

/** Rows a group: few enough to skip much by their statistics, many enough to be read at once. */
const rowsAGroup = 100_000;

/** Rows as one Parquet file; what a row does not say is null. The same rows give the same bytes. */
export function parquetOf(columns: readonly Column[], rows: readonly TableRow[]): Uint8Array {
  const buffer = parquetWriteBuffer({
    createdBy: 'claimwright',
    rowGroupSize: rowsAGroup,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type, mayBeEmpty }): SchemaElement => ({
        name,
        ...elements[type],
        repetition_type: mayBeEmpty === true ? 'OPTIONAL' : 'REQUIRED',
      })),
    ],
    columnData: columns.map(({ name, type }) => ({
      name,
      data: rows.map((row) => valueOf(row[name] ?? null, type)),
    })),
  });
  return new Uint8Array(buffer);
}

const dayMilliseconds = 86_400_000;

/** Cents become the unscaled decimal, days and instants the numbers that Parquet keeps them as. */
function valueOf(value: string | number | boolean | null, type: ColumnType): unknown {
  if (value === null) {
    return null;
  }
  switch (type) {
    case 'money':
      return BigInt(value);
    case 'date':
      return Date.parse(String(value)) / dayMilliseconds;
    case 'instant':
      return BigInt(Date.parse(String(value)));
    case 'text':
    case 'count':
    case 'flag':
      return value;
  }
}
