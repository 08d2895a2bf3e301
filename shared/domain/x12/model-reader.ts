import type { Finding } from './findings.ts';
import type { ReadModel, ReadPart } from './guides/models.ts';
import type { LoopView } from './tree.ts';

/** Takes one thing that is wrong with a transaction. */
export type Report = (finding: Finding) => void;

/**
 * How the transactions of one guide become typed models, and what is checked beyond structure: balances and situations
 * that the file alone decides.
 *
 * Loops that can occur without limit, such as the claims of an 837, are read one by one as they close and let go, so
 * that a transaction of any length is read in the memory of its longest claim.
 */
export interface ModelReader {
  /** Ids of the loops that are read one by one; none when transactions are read whole. */
  readonly partLoops: readonly string[];
  /** Starts a transaction. */
  start(): OpenModel;
}

/** A transaction while it is read. Each function may throw `UnusableTransaction`. */
export interface OpenModel {
  /** A part's loop has closed; `above` are the loops around it, the transaction first. */
  part?(loop: LoopView, above: readonly LoopView[], report: Report): ReadPart;
  /** A loop that may hold parts has closed; `occurrences` tells how many loops of an id were directly in it. */
  closed?(loop: LoopView, occurrences: (loopId: string) => number, report: Report): void;
  /** The transaction has ended. `parts` are those that nobody took. */
  finish(transaction: LoopView, parts: readonly ReadPart[], controlNumber: string, report: Report): ReadModel;
}
