import type { CodeSetKind, CodeSetRows, EditionClaim } from '../rows.ts';
import type { LineTaker } from './lines.ts';

/** Takes a row of a table, and the line that it stands on. */
export type GiveRow = <Kind extends CodeSetKind>(kind: Kind, row: CodeSetRows[Kind], line: number) => void;

/** What is known of a file beside its content. */
export interface FileContext {
  /** Its name, or that of the entry in an archive: for the edition only, never for what kind of file it is. */
  readonly name: string;
  /** The name of the archive that it came in. */
  readonly archive?: string;
  /** The table that whoever loads it says it is, for files that do not say so themselves. */
  readonly table?: CodeSetKind;
  /** Its first lines. */
  readonly head: readonly string[];
}

/** The reading of one file. */
export interface CodeSetReading extends LineTaker {
  /** After the end: what the file says of its edition. */
  claim(): EditionClaim;
}

/** One layout that a publisher uses. */
export interface CodeSetFormat {
  /** For people: `ICD-10-CM order file`. */
  readonly name: string;
  readonly kinds: readonly CodeSetKind[];
  /**
   * What several files of the format in one load are: parts of one table, the same table more than once, of which one is
   * taken, or the table with excerpts of it, of which the longest is taken.
   */
  readonly several: 'parts' | 'alternatives' | 'longest';
  /** Whether a file has rows of every kind, not of one of them. */
  readonly givesAllKinds?: boolean;
  /** Whether the first lines of a file are of this layout. */
  matches(this: void, head: readonly string[]): boolean;
  open(this: void, give: GiveRow, context: FileContext): CodeSetReading;
}
