import type { SourceAlias } from '#contracts/practice.ts';

/** A text for comparison: blanks around and in a row, and capitals, make no difference. */
export function foldedId(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toUpperCase();
}

/** A name for comparison: neither case nor accents nor punctuation make a difference. */
export function foldedName(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .toUpperCase();
}

/**
 * Which of the practice's own goes by a name in a source: an alias of this very source goes before one of every source,
 * and an id before a name.
 */
export function entryByAlias<Entry extends { readonly aliases: readonly SourceAlias[] }>(
  entries: readonly Entry[],
  sourceSystem: string,
  sought: { readonly ids: readonly string[]; readonly name?: string | undefined },
): readonly Entry[] {
  const ids = new Set(sought.ids.filter((id) => id.trim() !== '').map(foldedId));
  const name = sought.name === undefined ? '' : foldedName(sought.name);
  const withAlias = (fits: (alias: SourceAlias) => boolean): Entry[] =>
    entries.filter(({ aliases }) => aliases.some(fits));
  const byId = (alias: SourceAlias): boolean => alias.id !== undefined && ids.has(foldedId(alias.id));
  const byName = (alias: SourceAlias): boolean =>
    name !== '' && alias.name !== undefined && foldedName(alias.name) === name;
  const ofSource = (alias: SourceAlias): boolean => alias.sourceSystem === sourceSystem;
  const ofAll = (alias: SourceAlias): boolean => alias.sourceSystem === undefined;
  for (const scope of [ofSource, ofAll]) {
    for (const fits of [byId, byName]) {
      const found = withAlias((alias) => scope(alias) && fits(alias));
      if (found.length > 0) {
        return found;
      }
    }
  }
  return [];
}
