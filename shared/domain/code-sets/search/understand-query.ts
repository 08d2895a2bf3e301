import { clinicalWords } from './clinical-words.ts';
import { layWords } from './lay-words.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wordsIn } from './words.ts';

/** Words of which a row has at least one. */
export interface OneOf {
  readonly places: readonly number[];
  /** 1 for the word itself, less for one that it may have meant. */
  readonly quality: number;
}

/** One thing that was asked for: a word, or several that mean one thing. */
export interface Wanted {
  /** Each is a way to say it, and what a row must have for it: something of every group. */
  readonly ways: readonly (readonly OneOf[])[];
  /** As it was typed, for what is also a code. */
  readonly typed: string;
}

/** What more than this is typed is not looked at. */
const longestQuery = 200;
const mostWords = 12;

const begun = 0.8;
const misspelt = [1, 0.7, 0.5] as const;
const otherWay = 0.95;

interface LayPhrases {
  /** What each phrase means, its words made the same way as typed words are. */
  readonly meanings: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** All words of the phrases: they are spelt well, although no row has them. */
  readonly words: ReadonlySet<string>;
  readonly mostWords: number;
}

let layPhrases: LayPhrases | undefined;

/** The lay words by what is typed; made when first asked, once. */
function knownPhrases(): LayPhrases {
  if (layPhrases === undefined) {
    const meanings = new Map<string, (readonly string[])[]>();
    const words = new Set<string>();
    let most = 1;
    for (const [said, meant] of [...layWords, ...clinicalWords]) {
      for (const phrase of said.split('|').map(wordsIn)) {
        for (const word of phrase) {
          words.add(word);
        }
        most = Math.max(most, phrase.length);
        const key = phrase.join(' ');
        meanings.set(key, [...(meanings.get(key) ?? []), ...meant.split('|').map(wordsIn)]);
      }
    }
    layPhrases = { meanings, words, mostWords: most };
  }
  return layPhrases;
}

/** What a row of words means in the words of the code sets, where it is a saying: each way to say it. */
export interface Saying {
  readonly length: number;
  readonly ways: readonly (readonly string[])[];
}

/** The longest saying that begins at a word of a text, whose words are made as `wordsIn` makes them. */
export function sayingAt(words: readonly string[], index: number): Saying | undefined {
  const { meanings, mostWords: most } = knownPhrases();
  for (let length = Math.min(most, words.length - index); length > 0; length--) {
    const ways = meanings.get(words.slice(index, index + length).join(' '));
    if (ways !== undefined) {
      return { length, ways };
    }
  }
  return undefined;
}

/** A word that was typed: as it is, or the word near it that most rows have. */
interface TypedWord {
  readonly typed: string;
  readonly text: string;
  readonly meant: OneOf;
}

/** What a query asks for, in the words that the index has. What nothing is known of is in it too, with no way. */
export function understandQuery(query: string, vocabulary: Vocabulary): Wanted[] {
  const known = knownPhrases();
  // An A that something follows is an article; at the end it is a kind, as in "hepatitis A".
  const words = wordsIn(query.slice(0, longestQuery))
    .filter((word, place, all) => word !== 'a' || place === all.length - 1)
    .slice(0, mostWords)
    .map((word, place, all) => understood(word, vocabulary, known, place === all.length - 1));
  const wanted: Wanted[] = [];
  let index = 0;
  while (index < words.length) {
    const { length, meant } = phraseAt(words, index, known);
    const own = words.slice(index, index + length);
    const quality = Math.min(...own.map((word) => word.meant.quality || 1));
    wanted.push({
      typed: own.map(({ typed }) => typed).join(' '),
      ways: [
        own.map((word) => word.meant),
        ...meant.map((way) =>
          way.map((word): OneOf => {
            const place = vocabulary.find(word);
            return { places: place === undefined ? [] : [place], quality: quality * otherWay };
          }),
        ),
      ].filter((way) => way.every(({ places }) => places.length > 0)),
    });
    index += length;
  }
  return wanted;
}

/** The word itself; else those that it begins, where it may be typed half; else those that are nearest. */
function understood(typed: string, vocabulary: Vocabulary, known: LayPhrases, isLast: boolean): TypedWord {
  const place = vocabulary.find(typed);
  if (place !== undefined) {
    return { typed, text: typed, meant: { places: [place], quality: 1 } };
  }
  if (known.words.has(typed)) {
    return { typed, text: typed, meant: { places: [], quality: 0 } };
  }
  const [from, before] = vocabulary.beginningWith(typed);
  if (before > from && (isLast || typed.length >= 4)) {
    const places = Array.from({ length: before - from }, (_, offset) => from + offset);
    return { typed, text: typed, meant: { places, quality: begun } };
  }
  const { places, mistakes } = vocabulary.nearest(typed);
  const [likeliest] = places.toSorted(
    (one, other) => vocabulary.rowCountAt(other) - vocabulary.rowCountAt(one),
  );
  return {
    typed,
    text: likeliest === undefined ? typed : vocabulary.textAt(likeliest),
    meant: { places, quality: misspelt[mistakes] ?? 0 },
  };
}

function phraseAt(
  words: readonly TypedWord[],
  index: number,
  { meanings, mostWords: most }: LayPhrases,
): { readonly length: number; readonly meant: readonly (readonly string[])[] } {
  for (let length = Math.min(most, words.length - index); length > 0; length--) {
    const phrase = words.slice(index, index + length).map(({ text }) => text);
    const meant = meanings.get(phrase.join(' '));
    if (meant !== undefined) {
      return { length, meant };
    }
  }
  return { length: 1, meant: [] };
}
