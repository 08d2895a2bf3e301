/**
 * Something that comes in versions: which one is newer is decided by its source's order, then by when it was read, then
 * by its content.
 */
export interface Versioned {
  readonly order: string;
  readonly hash: string;
  /** The edition of the practice by which it was read: what a later one maps counts more. */
  readonly readBy?: number;
}

/**
 * The newer of two versions. Commutative, associative and idempotent, so that the newest of any number of versions does
 * not depend on the order in which they came, nor on how often.
 */
export function newer<Version extends Versioned>(one: Version, other: Version): Version {
  if (one.order !== other.order) return one.order > other.order ? one : other;
  const [readBy, otherReadBy] = [one.readBy ?? 0, other.readBy ?? 0];
  if (readBy !== otherReadBy) return readBy > otherReadBy ? one : other;
  if (one.hash !== other.hash) return one.hash > other.hash ? one : other;
  return attachmentsOf(one) >= attachmentsOf(other) ? one : other;
}

/**
 * What a version says besides its content, as text: what it points at, the names it goes by, whose it is. Decides
 * between versions that say the same at the same time.
 */
export function attachmentsOf(version: Versioned): string {
  const { refs, names, of, inForce }: Attachments = version;
  return JSON.stringify([refs ?? [], names ?? [], of ?? '', inForce?.from ?? '', inForce?.to ?? '']);
}

interface Attachments extends Versioned {
  readonly refs?: readonly string[];
  readonly names?: readonly string[];
  readonly of?: string;
  readonly inForce?: { readonly from?: string; readonly to?: string };
}

/** The newest version of each thing, in the order of their keys. */
export function newestByKey<Version extends Versioned>(
  versions: readonly Version[],
  keyOf: (version: Version) => string,
): readonly Version[] {
  const newest = new Map<string, Version>();
  for (const version of versions) {
    const key = keyOf(version);
    const known = newest.get(key);
    newest.set(key, known === undefined ? version : newer(known, version));
  }
  const keys = [...newest.keys()].toSorted();
  return keys.flatMap((key) => newest.get(key) ?? []);
}

/** Older before newer; the rest by key, so that the sequence is the same for the same set. */
export function byAge(one: Versioned, other: Versioned): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1;
  if (one.hash === other.hash) return 0;
  return one.hash < other.hash ? -1 : 1;
}
