/** Short words of ours for codes, by the code. */
export type CodeWords = ReadonlyMap<string, string>;

/**
 * Reads a table: each line names a data element by its number (or a place such as `STC01-1` where that decides what a
 * code means), then its codes with their words, each after a bar.
 */
export function readWords(table: string): (readonly [place: string, words: CodeWords])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [place = '', ...entries] = line.split(/\s*\|\s*/);
      return [
        place,
        new Map(
          entries.map((entry): [string, string] => {
            const end = entry.indexOf(' ');
            if (end < 0) throw new Error(`"${entry}" of ${place} has no words`);
            return [entry.slice(0, end), entry.slice(end + 1)];
          }),
        ),
      ] as const;
    });
}
