/**
 * Things that are shown in their order and have no id of their own, each with a key: what it says, and which of those
 * that say the same it is.
 */
export function keyed<Item>(
  items: readonly Item[],
  saysOf: (item: Item) => string,
): readonly { readonly key: string; readonly item: Item }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const says = saysOf(item);
    const which = (seen.get(says) ?? 0) + 1;
    seen.set(says, which);
    return { key: which === 1 ? says : `${says} (${which})`, item };
  });
}
