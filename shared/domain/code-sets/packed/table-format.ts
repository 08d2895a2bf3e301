import { TellableError } from '#contracts/errors.ts';
import type { OpenedFile, Sections } from './packed-file.ts';
import type { Listed } from './table-contents.ts';

/** Rows that cannot be packed: a code that is none, or a row that is there twice. */
export class RowNotPackable extends TellableError {
  override readonly name = 'RowNotPackable';
}

/** Takes the rows of one table one after the other, in any order. */
export interface TablePacker<Row> {
  /** @throws RowNotPackable for a row whose code has another form than a code. */
  add(this: void, row: Row): void;
  /** @throws RowNotPackable when a row was there twice. */
  finish(this: void): { readonly rowCount: number; readonly sections: Sections };
}

/** How the rows of one table are packed, and asked once they are. */
export interface TableFormat<Row, Content> {
  packer(this: void): TablePacker<Row>;
  open(this: void, file: OpenedFile): Content & Listed<Row>;
}
