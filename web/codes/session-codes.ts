/** What a code is for, as far as people look for it. */
export type CodeSort = 'diagnosis' | 'procedure' | 'modifier';

/** A code with its words, as it is shown and taken. */
export interface KnownCode {
  readonly code: string;
  readonly label: string;
}

interface CodesAtHand {
  readonly favorites: readonly KnownCode[];
  /** Taken last stands first. */
  readonly recent: readonly KnownCode[];
}

const mostRecent = 8;
const mostFavorites = 20;
const none: CodesAtHand = { favorites: [], recent: [] };

/**
 * The codes that a person took last and those kept at hand, in the memory of this page: gone with the tab, at sign-out
 * and when another person signs in.
 */
export class SessionCodes {
  readonly #atHand = new Map<CodeSort, CodesAtHand>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The very same object until it changes. */
  readonly atHand = (sort: CodeSort): CodesAtHand => this.#atHand.get(sort) ?? none;

  /** It was taken for a claim. */
  remember(sort: CodeSort, taken: KnownCode): void {
    const { recent, favorites } = this.atHand(sort);
    this.#keep(sort, { favorites, recent: [taken, ...without(recent, taken)].slice(0, mostRecent) });
  }

  isFavorite(sort: CodeSort, code: string): boolean {
    return this.atHand(sort).favorites.some((known) => known.code === code);
  }

  toggleFavorite(sort: CodeSort, which: KnownCode): void {
    const { recent, favorites } = this.atHand(sort);
    const others = without(favorites, which);
    this.#keep(sort, {
      recent,
      favorites: others.length < favorites.length ? others : [...favorites, which].slice(-mostFavorites),
    });
  }

  forgetAll(): void {
    this.#atHand.clear();
    this.#tell();
  }

  #keep(sort: CodeSort, codes: CodesAtHand): void {
    this.#atHand.set(sort, codes);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function without(codes: readonly KnownCode[], { code }: KnownCode): readonly KnownCode[] {
  return codes.filter((known) => known.code !== code);
}
