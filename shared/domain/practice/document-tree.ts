import type { LocatedFault } from './practice-fault.ts';

/** Where something stands in a text, counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

/** A document as its notation gives it, before it is known whether it is a practice. */
export interface DocumentTree {
  readonly value: unknown;
  /** Where the value at a path starts; where its nearest parent does when it is not there. */
  placeOf(path: Path): TextPlace;
  /** Where the name of a field of the object at a path stands. */
  placeOfField(path: Path, field: string): TextPlace;
  /** What is written at a path where the notation took bare text for a number or yes and no; undefined elsewhere. */
  bareText(path: Path): string | undefined;
}

export type ReadTree =
  | { readonly tree: DocumentTree; readonly faults?: never }
  | { readonly tree?: never; readonly faults: readonly LocatedFault[] };

/** Levels of lists and objects in a document; a practice has six. */
export const deepestNesting = 20;

/** Finds the line and column of offsets of a text. */
export function placesIn(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
