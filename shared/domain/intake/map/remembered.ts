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
