/** A stretch of a text that something is said of. */
export interface MarkedStretch<Meaning> {
  readonly start: number;
  readonly end: number;
  readonly means: Meaning;
}

export interface TextPiece<Meaning> {
  readonly text: string;
  readonly start: number;
  /** All that is said of this piece; nothing for what is not marked. */
  readonly means: readonly Meaning[];
}

/**
 * The pieces of a text, one after the other, each with all that is said of it: stretches may overlap, and what lies
 * outside of the text is cut off.
 */
export function markedPieces<Meaning>(
  text: string,
  stretches: readonly MarkedStretch<Meaning>[],
): readonly TextPiece<Meaning>[] {
  const inside = stretches
    .map(({ start, end, means }) => ({
      start: Math.max(0, start),
      end: Math.min(text.length, end),
      means,
    }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].toSorted(
    (one, other) => one - other,
  );
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    return {
      text: text.slice(start, end),
      start,
      means: inside
        .filter((stretch) => stretch.start <= start && stretch.end >= end)
        .map(({ means }) => means),
    };
  });
}
