import type { Assertion } from '#contracts/coding.ts';
import { sayingAt } from '../../code-sets/search/understand-query.ts';
import type { NoteWord } from './read-note.ts';

/** Words of notes that code sets have too and that name nothing there: what is done with a patient, and when. */
const plain: ReadonlySet<string> = new Set(
  `patient pt presents present here today follow followup up visit return recheck check seen come came continue
   start started stop stopped restart increase increased decrease decreased add change dose daily twice once
   week month day year hour minute ago since until before after during night morning evening old man woman
   female male boy girl mother father history normal abnormal exam examination findings finding assessment
   plan well controlled stable better worse improved improving worsening goal good fair poor new last next time
   home work school given give taking take takes took use used using also very some any more most all other
   both each without not no none than then into onto about out off over under again still only per mg mcg ml
   cm x show shows showed noted note report reported complain complaint level lab test result positive negative
   consistent likely possible discussed reviewed review refer referral ordered order needed need care clinic
   office medical problem condition status current currently regimen medication drug tablet cream tolerated
   feel feels felt get gets getting help helped long short side area region type stage grade class due main
   mild moderate severe acute chronic right left bilateral upper lower recurrent single episode initial
   subsequent encounter unspecified late early high low small large red hot warm cold dry clear soft hard
   heart lung skin eye ear nose throat mouth head neck back chest abdomen knee hip shoulder elbow wrist hand
   finger toe foot ankle leg arm thigh face nail joint bone blood urine stool body limb tooth breast
   family personal ray screening screen surveillance exercise breathing routine training due start
   return rest sleep drink eat food water uncomplicated complicated drug dose dosing session service procedure treatment therapy`.split(
    /\s+/,
  ),
);

/** Whether a word names something by itself; others only tell which. */
export function isNaming(word: string): boolean {
  return !plain.has(word);
}

/** What a stretch of a note says, in words that code sets have. */
export interface SaidWords {
  /** By word: the words of the note that say it. */
  readonly by: ReadonlyMap<string, readonly NoteWord[]>;
  /** Words of the note that stand in a saying: code sets need not have them. */
  readonly sayings: ReadonlySet<string>;
}

/** How code sets say that something is a relative's, or was. */
const assertedBy: Partial<Record<Assertion, readonly string[]>> = {
  family: ['family', 'history'],
  past: ['personal', 'history'],
};

/** The words of a stretch, and those by which code sets call what its sayings mean, and that it is asserted so. */
export function saidWords(words: readonly NoteWord[], assertion: Assertion): SaidWords {
  const by = new Map<string, readonly NoteWord[]>();
  const sayings = new Set<string>();
  const say = (word: string, own: readonly NoteWord[]): void => {
    const known = by.get(word);
    if (known === undefined || own.length < known.length) {
      by.set(word, own);
    }
  };
  const plainWords = words.map(({ word }) => word);
  let index = 0;
  while (index < words.length) {
    const one = words[index];
    if (one !== undefined) {
      say(one.word, [one]);
    }
    const saying = sayingAt(plainWords, index);
    if (saying === undefined) {
      index += 1;
      continue;
    }
    const own = words.slice(index, index + saying.length);
    for (const one of own) {
      sayings.add(one.word);
      say(one.word, [one]);
    }
    for (const word of saying.ways.flat()) {
      say(word, own);
    }
    index += saying.length;
  }
  const [first] = words;
  for (const word of first === undefined ? [] : (assertedBy[assertion] ?? [])) {
    by.set(word, by.get(word) ?? words.slice(0, 1));
  }
  return { by, sayings };
}
