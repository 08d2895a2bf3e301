import type { CodeList } from '../code-tables.ts';
import { codeOf, indexOfKey, keyOf } from './code-key.ts';
import { columnWriter, type ColumnWriter } from './columns.ts';
import type { OpenedFile } from './packed-file.ts';
import { RowNotPackable, type TableFormat, type TablePacker } from './table-format.ts';

/** The columns of a table beside the code that its rows are found by. */
export interface ListColumns<Row> {
  write(this: void, rows: readonly Row[], columns: ColumnWriter): void;
  /** Builds a row anew from its place and its code. */
  open(this: void, file: OpenedFile): (index: number, code: string) => Row;
}

/** A table whose rows are found by one code, each code once: its codes as ascending numbers, and columns beside them. */
export function packedList<Row extends { readonly code: string }>(
  columns: ListColumns<Row>,
): TableFormat<Row, CodeList<Row>> {
  return {
    packer: () => listPacker(columns, ({ code }) => keyOf(code)),
    open: (file) => {
      const { keys, rowAt } = openList(file, columns, codeOf);
      return {
        rowCount: keys.length,
        rows: () => rowsInOrder(keys, rowAt),
        find: (code) => {
          const index = indexOfKey(keys, keyOf(code));
          return index < 0 ? undefined : rowAt(index);
        },
      };
    },
  };
}

/** Packs rows in the order of their keys. */
export function listPacker<Row extends { readonly code: string }>(
  columns: Pick<ListColumns<Row>, 'write'>,
  keyOfRow: (row: Row) => number,
): TablePacker<Row> {
  const given: { key: number; row: Row }[] = [];
  return {
    add: (row) => {
      const key = keyOfRow(row);
      if (key < 0) {
        throw new RowNotPackable(
          `"${row.code}" is no code: expected up to ten digits and capital letters, without a dot or a space.`,
        );
      }
      given.push({ key, row });
    },
    finish: () => {
      given.sort((one, other) => one.key - other.key);
      const twice = given.find(({ key }, index) => key === given[index - 1]?.key);
      if (twice !== undefined) {
        throw new RowNotPackable(`${describe(twice.row)} is there twice: expected each code once.`);
      }
      const writer = columnWriter();
      writer.keys(
        'key',
        Float64Array.from(given, ({ key }) => key),
      );
      columns.write(
        given.map(({ row }) => row),
        writer,
      );
      return { rowCount: given.length, sections: writer.sections };
    },
  };
}

function describe(row: { readonly code: string; readonly modifier?: string }): string {
  return row.modifier === undefined || row.modifier === '' ? row.code : `${row.code}-${row.modifier}`;
}

interface OpenedList<Row> {
  readonly keys: Float64Array;
  readonly rowAt: (index: number) => Row;
}

/** Opens the keys and the columns of a list. */
export function openList<Row>(
  file: OpenedFile,
  columns: Pick<ListColumns<Row>, 'open'>,
  nameOf: (key: number) => string,
): OpenedList<Row> {
  const keys = file.keys('key');
  const build = columns.open(file);
  return { keys, rowAt: (index) => build(index, nameOf(keys[index] ?? 0)) };
}

export function* rowsInOrder<Row>(keys: Float64Array, rowAt: (index: number) => Row): Generator<Row> {
  for (let index = 0; index < keys.length; index++) {
    yield rowAt(index);
  }
}
