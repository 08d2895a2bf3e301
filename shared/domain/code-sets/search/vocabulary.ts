import { textsOf } from '../packed/columns.ts';
import type { OpenedFile } from '../packed/packed-file.ts';
import { lettersApart, lettersOf, mistakesBetween, mistakesIn } from './near-words.ts';

/** The words of a search index, in the order of the alphabet, as they lie in its file. */
export interface Vocabulary {
  /** The place of a word; undefined for one that no row has. */
  find(this: void, word: string): number | undefined;
  textAt(this: void, place: number): string;
  /** How many rows have the word at a place. */
  rowCountAt(this: void, place: number): number;
  /** The places of the words that begin so: from the first to before the last. */
  beginningWith(this: void, beginning: string): readonly [from: number, before: number];
  /** The words with the fewest wrong letters, and how many these are; none when all are too far. */
  nearest(this: void, word: string): { readonly places: readonly number[]; readonly mistakes: number };
}

export function openVocabulary(file: OpenedFile): Vocabulary {
  const ends = file.numbers('word ends');
  const bytes = file.bytes('word text');
  const rowEnds = file.numbers('rows of word ends');
  const letters = file.numbers('word letters');
  const startOf = (place: number): number => (place === 0 ? 0 : (ends[place - 1] ?? 0));

  /** Below 0 where the word at the place comes before the given one. */
  const compareAt = (place: number, word: string): number => {
    const start = startOf(place);
    const length = (ends[place] ?? 0) - start;
    const common = Math.min(length, word.length);
    for (let index = 0; index < common; index++) {
      const difference = (bytes[start + index] ?? 0) - word.charCodeAt(index);
      if (difference !== 0) {
        return difference;
      }
    }
    return length - word.length;
  };
  const firstFrom = (word: string): number => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareAt(middle, word) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {
    find: (word) => {
      const place = firstFrom(word);
      return place < ends.length && compareAt(place, word) === 0 ? place : undefined;
    },
    textAt: textsOf(file, 'word'),
    rowCountAt: (place) => (rowEnds[place] ?? 0) - (place === 0 ? 0 : (rowEnds[place - 1] ?? 0)),
    // The brace is the character behind z.
    beginningWith: (beginning) => [firstFrom(beginning), firstFrom(`${beginning}{`)],
    nearest: (word) => {
      let most: number = mistakesIn(word);
      const own = lettersOf(word);
      let places: number[] = [];
      let fewest = most + 1;
      for (let place = 0; most > 0 && place < ends.length; place++) {
        if (lettersApart(own, letters[place] ?? 0) > 2 * most) {
          continue;
        }
        const mistakes = mistakesBetween(word, bytes, startOf(place), ends[place] ?? 0, most);
        if (mistakes < fewest) {
          fewest = mistakes;
          most = mistakes;
          places = [place];
        } else if (mistakes === fewest && mistakes <= most) {
          places.push(place);
        }
      }
      return { places, mistakes: fewest };
    },
  };
}
