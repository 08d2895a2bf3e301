import { wordsIn } from '../../code-sets/search/words.ts';

/** On which side of the body. */
export type Side = 'right' | 'left' | 'both' | 'not-told';

/** What the words of a code ask of a note. */
export interface LabelWords {
  /** What must be there, each once. */
  readonly asked: readonly string[];
  /** What it says is not there; nobody need say so. */
  readonly excluded: readonly string[];
  /** Undefined of what has no side. */
  readonly side: Side | undefined;
  /** It leaves open what others of its kind tell. */
  readonly isUnspecified: boolean;
  /** It is for what has a name and no code of its own. */
  readonly isOther: boolean;
}

/** Words by which titles tell codes apart and notes do not tell anything. */
const silent: ReadonlySet<string> = new Set(
  'unspecified specified unsp other nos nec elsewhere classified initial encounter first visit part site and or the due unilateral'.split(
    ' ',
  ),
);
const sides: Readonly<Record<string, Side>> = {
  right: 'right',
  left: 'left',
  bilateral: 'both',
  both: 'both',
};

const remembered = new Map<string, LabelWords>();
const mostRemembered = 20_000;

/** The words of a code's title, by what they ask of a note. What official titles put in brackets may be said or not. */
export function labelWords(label: string): LabelWords {
  const known = remembered.get(label);
  if (known !== undefined) {
    return known;
  }
  if (remembered.size >= mostRemembered) {
    remembered.clear();
  }
  const made = readLabel(label);
  remembered.set(label, made);
  return made;
}

function readLabel(label: string): LabelWords {
  const asked = new Set<string>();
  const excluded = new Set<string>();
  let side: Side | undefined;
  for (const part of label.replaceAll(/[([][^)\]]*[)\]]/g, ' ').split(/[,;]/)) {
    let isExcluded = false;
    for (const word of wordsIn(part)) {
      const told = sides[word];
      if (word === 'without' || word === 'not') {
        isExcluded = true;
      } else if (told !== undefined) {
        side = told;
      } else if (isExcluded) {
        excluded.add(word);
      } else if (!silent.has(word)) {
        asked.add(word);
      }
    }
  }
  const isUnspecified = /\bunspecified\b|\bnot specified\b/i.test(label);
  return {
    asked: [...asked],
    excluded: [...excluded],
    side:
      side ??
      (/\bunspecified (?:side|ear|eye|knee|hip|shoulder|ankle|foot|leg|arm|elbow|wrist|hand|limb|lower limb|upper limb|lower leg|finger|toe|breast|forearm|thigh|upper arm|joint)\b/i.test(
        label,
      )
        ? 'not-told'
        : undefined),
    isUnspecified,
    isOther: /\bother\b/i.test(label) && !/\bother than\b/i.test(label),
  };
}
