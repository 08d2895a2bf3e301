import type { Assertion, CodingText } from '#contracts/coding.ts';
import { assertionsOf } from './assertion-cues.ts';
import { noteSections, type SectionKind } from './note-sections.ts';
import { wordsIn } from '../../code-sets/search/words.ts';

/** A word of a note. */
export interface NoteWord {
  /** As search indexes have it. */
  readonly word: string;
  /** In small letters, as it is written. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  readonly assertion: Assertion;
  /** Parts of a sentence are numbered from 0; commas, semicolons, brackets and dashes stand between them. */
  readonly part: number;
}

/** A sentence, or an entry of a list. */
export interface NoteSentence {
  readonly textId: CodingText['textId'];
  readonly section: SectionKind;
  readonly start: number;
  readonly end: number;
  readonly words: readonly NoteWord[];
}

/** The end of a sentence: a full stop behind a word, and not one of a number or an abbreviation. */
const sentenceEnd =
  /(?<!\b(?:dr|mr|mrs|ms|st|vs|approx|pt|hx|no|e\.g|i\.e|etc))[.!?](?=\s|$)|\n+|(?<=^|[\s:])\(?\d{1,2}[.)](?=\s+\S)|(?<=^|\n)\s*[-*•#]\s+/gi;
const partEnd = /[,;()[\]]|\s[-–—]\s|:\s|\s\+\s/;
/** A letter with an accent is one of its word: "Sjögren" is no "gren". */
const wordOrMark =
  /w\/o|w\/|[\p{Ll}\p{Lu}0-9][\p{Ll}\p{Lu}\p{M}0-9'’]*|[,;()[\]]|\s[-–—]\s|:\s|\s\+\s|(?<=\w)\/(?=\w)/giu;

/** The sentences of a text, each with its words and what it says of them. */
export function readNote({ textId, text }: Pick<CodingText, 'textId' | 'text'>): readonly NoteSentence[] {
  return noteSections(text).flatMap(({ kind, start, end }) =>
    sentencesOf(text, start, end).map(([from, to]) => ({
      textId,
      section: kind,
      start: from,
      end: to,
      words: wordsOfSentence(text, from, to, kind),
    })),
  );
}

function sentencesOf(text: string, start: number, end: number): readonly (readonly [number, number])[] {
  const section = text.slice(start, end);
  const found: (readonly [number, number])[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (section.slice(from, to).trim() !== '') {
      found.push([start + from, start + to]);
    }
  };
  for (const match of section.matchAll(sentenceEnd)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(section.length);
  return found;
}

function wordsOfSentence(text: string, from: number, to: number, section: SectionKind): readonly NoteWord[] {
  let part = 0;
  const written: {
    readonly word: string;
    readonly start: number;
    readonly end: number;
    readonly part: number;
  }[] = [];
  for (const match of text.slice(from, to).matchAll(wordOrMark)) {
    const [mark] = match;
    if (partEnd.test(mark)) {
      part += 1;
    } else if (mark !== '/') {
      const start = from + match.index;
      const word = mark
        .toLowerCase()
        .replace(/^w\/o$/, 'without')
        .replace(/^w\/$/, 'with')
        .replaceAll('’', "'");
      written.push({ word, start, end: start + mark.length, part });
    }
  }
  const assertions = assertionsOf(written);
  return written.flatMap(({ word, ...place }, index): NoteWord[] => {
    const [known] = wordsIn(word);
    const said = assertions[index] ?? 'present';
    const assertion = section === 'family-history' && said !== 'negated' ? 'family' : said;
    return known === undefined ? [] : [{ ...place, word: known, written: word, assertion }];
  });
}
