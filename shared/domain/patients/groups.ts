/** Who belongs together when each of these pairs does. Keys that no pair names are left by themselves. */
export function groupsOf<Key>(
  keys: Iterable<Key>,
  pairs: Iterable<readonly [Key, Key]>,
): ReadonlyMap<Key, ReadonlySet<Key>> {
  const groups = new Map<Key, Set<Key>>();
  for (const key of keys) {
    groups.set(key, new Set([key]));
  }
  for (const [one, other] of pairs) {
    const [into, from] = [groups.get(one), groups.get(other)];
    if (into !== undefined && from !== undefined && into !== from) {
      for (const key of from) {
        into.add(key);
        groups.set(key, into);
      }
    }
  }
  return groups;
}
