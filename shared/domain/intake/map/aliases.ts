import type { SourceAlias } from '#contracts/practice.ts';
import { remembered } from './remembered.ts';

/** A text for comparison: blanks around and in a row, and capitals, make no difference. */
export const foldedId: (text: string) => string = remembered((text) =>
  text.trim().replaceAll(/\s+/g, ' ').toUpperCase(),
);

/** A name for comparison: neither case nor accents nor punctuation make a difference. */
export const foldedName: (text: string) => string = remembered((text) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .toUpperCase(),
);

/** Everything that goes by an alias, by the source (empty: of every source) and the folded alias. */
interface AliasIndex<Entry> {
  readonly byId: ReadonlyMap<string, readonly Entry[]>;
  readonly byName: ReadonlyMap<string, readonly Entry[]>;
}

interface Aliased {
  readonly aliases: readonly SourceAlias[];
}

/** Looked up for every record, and the same until the practice is loaded anew. */
const indexes = new WeakMap<readonly Aliased[], AliasIndex<Aliased>>();

const keyOf = (sourceSystem: string | undefined, folded: string): string =>
  `${sourceSystem ?? ''}\n${folded}`;

function indexOf<Entry extends Aliased>(entries: readonly Entry[]): AliasIndex<Entry> {
  // An index of these entries holds nothing but these entries.
  const known = indexes.get(entries) as AliasIndex<Entry> | undefined;
  if (known !== undefined) {
    return known;
  }
  const byId = new Map<string, Entry[]>();
  const byName = new Map<string, Entry[]>();
  const add = (index: Map<string, Entry[]>, key: string, entry: Entry): void => {
    const others = index.get(key) ?? [];
    if (others.at(-1) !== entry) {
      others.push(entry);
    }
    index.set(key, others);
  };
  for (const entry of entries) {
    for (const { sourceSystem, id, name } of entry.aliases) {
      if (id !== undefined) {
        add(byId, keyOf(sourceSystem, foldedId(id)), entry);
      }
      if (name !== undefined) {
        add(byName, keyOf(sourceSystem, foldedName(name)), entry);
      }
    }
  }
  const index = { byId, byName };
  indexes.set(entries, index);
  return index;
}

/**
 * Which of the practice's own goes by a name in a source: an alias of this very source goes before one of every source,
 * and an id before a name.
 */
export function entryByAlias<Entry extends Aliased>(
  entries: readonly Entry[],
  sourceSystem: string,
  sought: { readonly ids: readonly string[]; readonly name?: string | undefined },
): readonly Entry[] {
  const { byId, byName } = indexOf(entries);
  const ids = sought.ids.map(foldedId).filter((id) => id !== '');
  const name = sought.name === undefined ? '' : foldedName(sought.name);
  for (const scope of [sourceSystem, undefined]) {
    const found = ids.flatMap((id) => byId.get(keyOf(scope, id)) ?? []);
    if (found.length > 0) {
      return found.length === 1 ? found : [...new Set(found)];
    }
    const named = name === '' ? undefined : byName.get(keyOf(scope, name));
    if (named !== undefined) {
      return named;
    }
  }
  return [];
}
