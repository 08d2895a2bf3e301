/**
 * A pure function of something that stays as it is, of a source, and of a text, which remembers its results for as long
 * as that something is used: who goes by a name in a practice is the same until the practice is loaded anew.
 */
export function rememberedOf<Owner extends object, Result>(
  compute: (owner: Owner, sourceSystem: string, text: string) => Result,
): (owner: Owner, sourceSystem: string, text: string) => Result {
  const bySource = new WeakMap<Owner, (sourceSystem: string) => (text: string) => Result>();
  return (owner, sourceSystem, text) => {
    let ofSource = bySource.get(owner);
    if (ofSource === undefined) {
      ofSource = remembered((source) => remembered((one) => compute(owner, source, one)), sourceLimit);
      bySource.set(owner, ofSource);
    }
    return ofSource(sourceSystem)(text);
  };
}

/** A practice has a handful of sources. */
const sourceLimit = 50;

/** Longer texts do not come again and again. */
const longestCharacters = 100;

/**
 * A pure function of a text that remembers its results: codes, ids of providers and names of payers come again with
 * every record of a feed. Bounded: after so many texts it starts anew.
 */
export function remembered<Result>(
  compute: (text: string) => Result,
  textLimit = 5000,
): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) {
      return known.result;
    }
    const result = compute(text);
    if (text.length <= longestCharacters) {
      if (results.size >= textLimit) {
        results.clear();
      }
      // A copy: a piece of a record would keep the whole record in memory.
      results.set(JSON.parse(JSON.stringify(text)) as string, { result });
    }
    return result;
  };
}
