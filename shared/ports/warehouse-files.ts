import type { Column } from '#contracts/warehouse/column.ts';

/** A row of any table: money is whole cents, days and instants are text. */
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;

/** A file that the export book knows is gone, or its bytes are not those that were written. */
export class UnreadableWarehouseFile extends Error {
  override readonly name = 'UnreadableWarehouseFile';
}

/** The files of the warehouse. What is under a key is named by its content, so that it may be written twice. */
export interface WarehouseFiles {
  /** Writes lines of text, compressed. */
  writeLines(key: string, lines: Iterable<string>): Promise<void>;
  /** @throws UnreadableWarehouseFile when there is no such file, or it cannot be expanded. */
  readLines(key: string): Promise<string[]>;
  /** Writes rows as Parquet by the types of the columns: amounts are exact decimals, days are dates, instants are UTC. */
  writeTable(key: string, columns: readonly Column[], rows: readonly TableRow[]): Promise<void>;
  writeJson(key: string, document: unknown): Promise<void>;
  /** How the catalogue names a folder. */
  locationOf(folder: string): string;
}
