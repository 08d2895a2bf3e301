import type { FoundCode, SearchIndex } from '../../code-sets/search/search-index.ts';
import { sayingAt } from '../../code-sets/search/understand-query.ts';
import { wordsIn } from '../../code-sets/search/words.ts';
import { labelWords, type Side } from './label-words.ts';
import type { NoteWord } from './read-note.ts';
import { isNaming, type SaidWords } from './said-words.ts';

/** The side that a note tells of something, and the words that tell it, where they stand beside. */
export interface ToldSide {
  readonly side: Side | undefined;
  readonly by: readonly NoteWord[];
}

/** How well a stretch of a note speaks for a code. */
export interface CodeScore {
  readonly score: number;
  /** Words of the note that speak for it, in their order. */
  readonly by: readonly NoteWord[];
  /** How much of what the title asks is said, from 0 to 1. */
  readonly covered: number;
  /** Words of the title that nobody says. */
  readonly unsaid: readonly string[];
}

/** Of less, a code is not suggested: neither of one vague word nor of half a title. */
const least = { told: 0.4, covered: 0.5 } as const;

/** Of what is common people say less: for each step of commonness so much less is asked. */
const usual = { untold: 0.2 } as const;

/** What is worth how much beside the words of a title. */
const factors = {
  sameSide: 1.1,
  /** The note tells a side, and the code leaves it open, or has none. */
  sideLeftOpen: 0.85,
  /** The code tells a side, and the note does not. */
  sideUntold: 0.6,
  otherSide: 0.05,
  other: 0.8,
  /** For each step of commonness, 0 to 3. */
  common: 0.12,
} as const;

/** A word that an index does not have is of our own words for a title. */
const leastWeight = 0.05;

/**
 * How well words speak for a code; undefined where they do not. What its title asks and nobody says speaks against it,
 * as does a side that differs.
 */
export function scoreCode(
  { label }: FoundCode,
  said: SaidWords,
  told: ToldSide,
  { weightOf }: Pick<SearchIndex, 'weightOf'>,
  commonness: number,
): CodeScore | undefined {
  const title = labelWords(label);
  if (title.excluded.some((word) => said.by.has(word))) {
    return undefined;
  }
  const by = new Set<NoteWord>();
  const unsaid: string[] = [];
  let saidWeight = 0;
  let unsaidWeight = 0;
  for (const [word, ways] of waysToSay(title.asked)) {
    const found = ways.find((way) => way.every((one) => said.by.has(one)));
    const weight = Math.max(weightOf(word), leastWeight);
    if (found === undefined) {
      unsaidWeight += weight * (1 - usual.untold * commonness);
      unsaid.push(word);
    } else {
      saidWeight += weight;
      addWords(by, found, said);
    }
  }
  const covered = saidWeight / (saidWeight + unsaidWeight);
  if (saidWeight < least.told || covered < least.covered || ![...by].some(({ word }) => isNaming(word))) {
    return undefined;
  }
  return {
    score:
      saidWeight *
      covered ** 1.5 *
      sideFactor(title.side, told.side) *
      (title.isOther ? factors.other : 1) *
      (1 + factors.common * commonness),
    by: inOrder(by, title.side, told),
    covered,
    unsaid,
  };
}

/** What of a title below a heading is not said costs so much of the score; what is said adds. */
const detail = { unsaid: 0.75, said: 1.08, leftOpen: 1.1 } as const;

/**
 * How well the same words speak for a code below a heading: as they do for the heading, more by each detail that is
 * said, less by each that is not.
 */
export function scoreBelow(
  heading: CodeScore & Pick<FoundCode, 'label'>,
  { label }: FoundCode,
  said: SaidWords,
  told: ToldSide,
  commonness: number,
): CodeScore | undefined {
  const own = labelWords(label);
  const above = labelWords(heading.label);
  if (own.excluded.some((word) => said.by.has(word))) {
    return undefined;
  }
  const by = new Set(heading.by);
  const unsaid: string[] = [...heading.unsaid];
  let factor = 1;
  for (const [word, ways] of waysToSay(own.asked.filter((one) => !above.asked.includes(one)))) {
    const found = ways.find((way) => way.every((one) => said.by.has(one)));
    if (found === undefined) {
      factor *= detail.unsaid;
      unsaid.push(word);
    } else {
      factor *= detail.said;
      addWords(by, found, said);
    }
  }
  return {
    score:
      heading.score *
      factor *
      (sideFactor(own.side, told.side) / sideFactor(above.side, told.side)) *
      (own.isOther ? factors.other : 1) *
      (own.isUnspecified ? detail.leftOpen : 1) *
      (1 + factors.common * commonness),
    by: inOrder(by, own.side, told),
    covered: heading.covered,
    unsaid,
  };
}

function addWords(by: Set<NoteWord>, found: readonly string[], said: SaidWords): void {
  for (const one of found) {
    for (const own of said.by.get(one) ?? []) {
      by.add(own);
    }
  }
}

function inOrder(
  by: ReadonlySet<NoteWord>,
  own: Side | undefined,
  { side, by: sideWords }: ToldSide,
): readonly NoteWord[] {
  const all = own !== undefined && own === side ? new Set([...by, ...sideWords]) : by;
  return [...all].toSorted((one, other) => one.start - other.start);
}

/** Each word of a title, and the ways in which a note may say it: as it is, or as code sets say our own words. */
function waysToSay(
  asked: readonly string[],
): readonly (readonly [word: string, ways: readonly (readonly string[])[]])[] {
  const found: (readonly [string, readonly (readonly string[])[]])[] = [];
  let index = 0;
  while (index < asked.length) {
    const saying = sayingAt(asked, index);
    const length = saying?.length ?? 1;
    for (const word of asked.slice(index, index + length)) {
      found.push([word, [[word], ...(saying?.ways ?? [])]]);
    }
    index += length;
  }
  return found;
}

function sideFactor(own: Side | undefined, told: Side | undefined): number {
  if (own === undefined || own === 'not-told') {
    return told === undefined ? 1 : factors.sideLeftOpen;
  }
  if (told === undefined) {
    return factors.sideUntold;
  }
  return own === told ? factors.sameSide : factors.otherSide;
}

/** The side that words tell, and by which of them; undefined where they tell none. */
export function sideIn(words: readonly NoteWord[]): ToldSide {
  const by = words.filter(({ word }) => sideWords.has(word));
  const told = new Set(by.flatMap(({ word }) => sideWords.get(word) ?? []));
  const [only] = told;
  return { side: told.size > 1 ? 'both' : only, by };
}

const sideWords: ReadonlyMap<string, Side> = new Map(
  (
    [
      ['right', 'right'],
      ['rt', 'right'],
      ['left', 'left'],
      ['lt', 'left'],
      ['bilateral', 'both'],
      ['bilaterally', 'both'],
      ['both', 'both'],
    ] as const
  ).flatMap(([word, side]) => wordsIn(word).map((one) => [one, side] as const)),
);
