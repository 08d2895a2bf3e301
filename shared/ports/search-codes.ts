import type { CodeSetEdition, CodeSetRegister, FoundCodes, SearchableKind } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { editionOn } from '#domain/code-sets/code-set-register.ts';
import { packSearchIndex, type SearchableRow } from '#domain/code-sets/search/pack-search-index.ts';
import { openSearchIndex, type SearchIndex } from '#domain/code-sets/search/search-index.ts';
import { termsOfLabel } from '#domain/code-sets/search/terms-of-label.ts';
import { seedDiagnoses } from '#domain/code-sets/seed-diagnoses.ts';
import { seedProcedures } from '#domain/code-sets/seed-procedures.ts';
import type { CodeSetStore } from './code-set-store.ts';

export interface CodeSearch {
  /**
   * The codes of each kind that the words mean most likely, best first, in the edition that governs the day; in the
   * codes that come with the program where none was loaded that does.
   */
  search(
    this: void,
    words: string,
    asked: { readonly kinds: readonly SearchableKind[]; readonly on: PlainDate; readonly limit: number },
  ): Promise<FoundCodes[]>;
  /** The same indexes, for whoever searches them for many words at once. */
  indexes(
    this: void,
    kinds: readonly SearchableKind[],
    on: PlainDate,
  ): Promise<ReadonlyMap<SearchableKind, SearchIndex>>;
}

/** How many indexes are kept: this year's and the last one's of each kind. */
const keptIndexes = 6;

/** Reads the search index of an edition when it is first searched, and keeps it. */
export function codeSearch(store: Pick<CodeSetStore, 'registers' | 'getTable'>): CodeSearch {
  const kept = new Map<string, Promise<SearchIndex>>();
  const keep = (key: string, read: () => Promise<SearchIndex>): Promise<SearchIndex> => {
    const known = kept.get(key) ?? read();
    // What was searched last stands last, and what was searched longest ago goes.
    kept.delete(key);
    kept.set(key, known);
    for (const oldest of [...kept.keys()].slice(0, Math.max(kept.size - keptIndexes, 0))) {
      kept.delete(oldest);
    }
    known.catch(() => kept.delete(key));
    return known;
  };
  const indexOf = (kind: SearchableKind, edition: CodeSetEdition | undefined): Promise<SearchIndex> => {
    if (edition === undefined) {
      return keep(`seed ${kind}`, () => Promise.resolve(seedIndex(kind)));
    }
    const tableKey = searchKeyOf(edition);
    return keep(tableKey, async () => openSearchIndex(await store.getTable({ tableKey })));
  };
  const indexes: CodeSearch['indexes'] = async (kinds, on) => {
    const registers = new Map<string, CodeSetRegister>(
      (await store.registers()).map((register) => [register.kind, register]),
    );
    return new Map(
      await Promise.all(
        kinds.map(async (kind) => {
          const register = registers.get(kind);
          const edition = register === undefined ? undefined : editionOn(register, on);
          return [kind, await indexOf(kind, edition)] as const;
        }),
      ),
    );
  };
  return {
    search: async (words, { kinds, on, limit }) =>
      [...(await indexes(kinds, on))].map(([kind, index]) => ({
        kind,
        edition: index.edition,
        codes: index.search(words, limit),
      })),
    indexes,
  };
}

/** Where the search index of an edition lies; those that were loaded first do not say it, and have it beside their table. */
export function searchKeyOf({ tableKey, searchKey }: Pick<CodeSetEdition, 'tableKey' | 'searchKey'>): string {
  return searchKey ?? tableKey.replace(/\.bin$/, '.search.bin');
}

const seedRows: Readonly<Record<SearchableKind, readonly SearchableRow[]>> = {
  'icd-10-cm': seedDiagnoses,
  hcpcs: seedProcedures.filter(({ code }) => !/^\d/.test(code)),
  cpt: seedProcedures.filter(({ code }) => /^\d/.test(code)),
};

function seedIndex(kind: SearchableKind): SearchIndex {
  const rows = seedRows[kind].map((row) => ({ ...row, terms: termsOfLabel(row.label) }));
  return openSearchIndex(packSearchIndex({ table: kind, edition: 'seed', isWhole: false }, rows));
}
