import type { Edition, TableName } from '../code-tables.ts';
import { openPackedFile, UnreadablePackedFile, writePackedFile, type OpenedFile } from './packed-file.ts';
import type { OpenedContent, OpenedEdition, TableContent, TableRows } from './table-contents.ts';
import type { TableFormat } from './table-format.ts';
import { tableFormats } from './table-formats.ts';

/** An edition of one table by its name. */
export type EditionOf<Name extends TableName> = Edition & { readonly table: Name };

/** Takes the rows of an edition as they are read, and then answers the packed file. */
export interface EditionPacker<Row> {
  /** @throws RowNotPackable for a row whose code has another form than a code. */
  add(this: void, row: Row): void;
  /** @throws RowNotPackable when a row was there twice. */
  finish(this: void): Uint8Array;
}

/** Packs an edition whose rows come one after the other, in any order. */
export function editionPacker<Name extends TableName>(
  edition: EditionOf<Name>,
): EditionPacker<TableRows[Name]> {
  const { add, finish } = formatOf(edition.table).packer();
  return {
    add,
    finish: () => {
      const { rowCount, sections } = finish();
      const { table, edition: name, from, to, isWhole } = edition;
      return writePackedFile(
        {
          holds: 'table',
          table,
          edition: name,
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          isWhole,
          rowCount,
        },
        sections,
      );
    },
  };
}

/**
 * Packs an edition.
 * @throws RowNotPackable when a row's code is none, or a row is there twice.
 */
export function pack<Name extends TableName>(
  edition: EditionOf<Name>,
  rows: Iterable<TableRows[Name]>,
): Uint8Array {
  const { add, finish } = editionPacker(edition);
  for (const row of rows) {
    add(row);
  }
  return finish();
}

/**
 * Opens a packed edition of whatever table: views over the bytes, which must not change any more.
 * @throws UnreadablePackedFile when the file is damaged, of another version, or no table.
 */
export function open(bytes: Uint8Array): OpenedEdition {
  const file = openPackedFile(bytes);
  return openAs(file, file.header.table) as OpenedEdition;
}

/**
 * Opens a packed edition of one table.
 * @throws UnreadablePackedFile when the file is damaged, of another version, or of another table.
 */
export function openTable<Name extends TableName>(
  bytes: Uint8Array,
  table: Name,
): EditionOf<Name> & OpenedContent<Name> {
  return openAs(openPackedFile(bytes), table);
}

function openAs<Name extends TableName>(
  file: OpenedFile,
  table: Name,
): EditionOf<Name> & OpenedContent<Name> {
  const { holds, table: found, edition, from, to, isWhole } = file.header;
  if (holds !== 'table' || found !== table) {
    throw new UnreadablePackedFile(`it holds the ${holds} ${found}, where the table ${table} should lie`);
  }
  const described: EditionOf<Name> = {
    table,
    edition,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    isWhole,
  };
  return { ...described, ...formatOf(table).open(file) };
}

function formatOf<Name extends TableName>(table: Name): TableFormat<TableRows[Name], TableContent<Name>> {
  return tableFormats[table];
}
