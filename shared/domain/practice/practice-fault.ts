/** Something wrong with a practice document, and where. Nothing in such a document is about a patient. */
export interface PracticeFault {
  /** Fields and positions (from 0) from the document down to the value; empty for the document itself. */
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
  readonly howToFix: string;
}

/** A fault with its place in the file that was read, both counted from 1. */
export interface LocatedFault extends PracticeFault {
  readonly line?: number;
  readonly column?: number;
}

/** `line 12, column 9: payers.0.name: found ":"; expected ...` */
export function faultSentence({ path, line, column, found, expected, howToFix }: LocatedFault): string {
  const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}: `;
  return `${place}${path.join('.') || 'document'}: found ${found}; expected ${expected}. ${howToFix}`;
}
