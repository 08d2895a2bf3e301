/** A stretch of a text, and where it begins there, in UTF-16 units. */
export interface TextPiece {
  readonly text: string;
  readonly start: number;
}

/** Where a text may be cut, the best first: between paragraphs, lines, sentences, words. */
const cuts = ['\n\n', '\n', '. ', ' '] as const;

/**
 * A text in pieces of at most so many bytes of UTF-8, cut where it reads best in the second half of a piece. Put together
 * they are the text; no character is ever cut in two.
 */
export function piecesOfText(text: string, mostBytes: number): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endWithin(text, start, mostBytes);
    const cut = end === text.length ? end : cutBefore(text, start, end);
    pieces.push({ text: text.slice(start, cut), start });
    start = cut;
  }
  return pieces;
}

function endWithin(text: string, start: number, mostBytes: number): number {
  let bytes = 0;
  let index = start;
  while (index < text.length) {
    const point = text.codePointAt(index) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_00_00 ? 3 : 4;
    if (bytes > mostBytes && index > start) {
      return index;
    }
    index += point < 0x1_00_00 ? 1 : 2;
  }
  return index;
}

function cutBefore(text: string, start: number, end: number): number {
  for (const mark of cuts) {
    const at = text.lastIndexOf(mark, end - mark.length);
    if (at >= start + (end - start) / 2) {
      return at + mark.length;
    }
  }
  return end;
}

/** Where a character of a text lies in UTF-16 units, by its place among all characters. */
export function unitAt(text: string, character: number): number {
  let unit = 0;
  for (let passed = 0; passed < character && unit < text.length; passed += 1) {
    unit += (text.codePointAt(unit) ?? 0) < 0x1_00_00 ? 1 : 2;
  }
  return unit;
}
