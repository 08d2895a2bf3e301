import { useState } from 'react';

interface RowIds {
  /** One for each row, the same as long as the row is there. */
  readonly ids: readonly string[];
  /** To be said with the row that is taken out, so that the others stay who they are. */
  readonly takeOut: (index: number) => void;
}

/** The ids of the first rows stay, those of rows at the end go or are added. */
export function idsFor(count: number, before: readonly string[], fresh: () => string): readonly string[] {
  return before.length >= count
    ? before.slice(0, count)
    : [...before, ...Array.from({ length: count - before.length }, fresh)];
}

/** Who the rows of a list are that a person types: what is typed says nothing of it. */
export function useRowIds(count: number): RowIds {
  const [known, setKnown] = useState<readonly string[]>(() => idsFor(count, [], freshId));
  const ids = known.length === count ? known : idsFor(count, known, freshId);
  if (ids !== known) {
    setKnown(ids);
  }
  return { ids, takeOut: (index) => setKnown(ids.toSpliced(index, 1)) };
}

function freshId(): string {
  return crypto.randomUUID();
}
