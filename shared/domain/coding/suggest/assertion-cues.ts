import type { Assertion } from '#contracts/coding.ts';

/** Words that say of others whether something is there. */
interface Cue {
  readonly assertion: Exclude<Assertion, 'present' | 'done'>;
  /** Of what follows, up to where the sentence turns, or of what stands before it in its part of the sentence. */
  readonly of: 'what-follows' | 'what-is-before';
  readonly said: string;
}

/**
 * What notes say such things with; of several that begin at one word the longest counts. Uncertain is what the official
 * guidelines of ICD-10-CM list for offices (section on uncertain diagnoses): it is not coded there.
 */
const cues: readonly Cue[] = [
  {
    assertion: 'negated',
    of: 'what-follows',
    said: 'no|denies|denied|denying|deny|without|negative for|no evidence of|no sign of|no signs of|absence of|free of|never had|not|no concern for|no history of|no hx of|no known|no longer|no current|no new|ruled out for|cleared of|neither|nor|none of|not consistent with|no suspicion of|no personal history of|unlikely',
  },
  {
    assertion: 'negated',
    of: 'what-is-before',
    said: 'ruled out|was negative|is negative|were negative|negative|absent|not present|not seen|not found|unlikely|excluded|denied|none',
  },
  {
    assertion: 'uncertain',
    of: 'what-follows',
    said: 'possible|possibly|probable|probably|suspected|suspect|suspicion of|suspicious for|likely|most likely|questionable|rule out|r/o|ro|to rule out|concern for|concerning for|consistent with|compatible with|worrisome for|may be|might be|could be|versus|vs|cannot exclude|cannot rule out|differential includes|differential|appears to be|presumed|presumptive|working diagnosis|evaluate for|screen positive for',
  },
  {
    assertion: 'uncertain',
    of: 'what-is-before',
    said: 'suspected|is possible|is likely|is suspected|not excluded|cannot be excluded|cannot be ruled out|to be ruled out|questionable',
  },
  {
    assertion: 'family',
    of: 'what-follows',
    said: 'family history of|fhx of|fh of|family hx of|mother|father|brother|sister|sibling|grandmother|grandfather|aunt|uncle|cousin|parents|mom|dad|son|daughter|maternal|paternal|runs in the family',
  },
  {
    assertion: 'past',
    of: 'what-follows',
    said: 'history of|hx of|h/o|ho|personal history of|past history of|status post|s/p|previous|previously had|prior|remote history of|former|resolved|treated for',
  },
  { assertion: 'past', of: 'what-is-before', said: 'resolved|in the past|has resolved|years ago|as a child' },
  {
    assertion: 'screening',
    of: 'what-follows',
    said: 'screening for|screen for|screening|screened for|screening exam for',
  },
];

/** Where a sentence turns: what is said of what follows a cue ends there. */
const turns: ReadonlySet<string> = new Set(
  'but however although though except reports reported complains endorses admits positive has presents presenting although yet now currently'.split(
    ' ',
  ),
);
/** What a relative has is still the relative's. */
const keepsToRelative: ReadonlySet<string> = new Set(['has', 'have', 'presents', 'now', 'currently']);

function turnsFrom(assertion: Assertion, { word }: WrittenWord): boolean {
  return turns.has(word) && !(assertion === 'family' && keepsToRelative.has(word));
}

interface KnownCue extends Omit<Cue, 'said'> {
  readonly words: readonly string[];
}

const cuesByFirstWord: ReadonlyMap<string, readonly KnownCue[]> = Map.groupBy(
  cues
    .flatMap(({ said, ...cue }) => said.split('|').map((one) => ({ ...cue, words: one.split(/[ /]/) })))
    .toSorted((one, other) => other.words.length - one.words.length),
  ({ words }) => words[0] ?? '',
);

/** A word of a sentence as it is written, in small letters, and the part of the sentence that it stands in. */
export interface WrittenWord {
  readonly word: string;
  readonly part: number;
}

/** Which one counts where several cues speak of a word: the first of these. */
const strength: readonly Assertion[] = ['negated', 'family', 'uncertain', 'screening', 'past'];

/**
 * What a sentence says of each of its words. A cue speaks of itself too: what it is made of is no finding.
 * @param words of one sentence, in its order.
 */
export function assertionsOf(words: readonly WrittenWord[]): readonly Assertion[] {
  const said: (Assertion | undefined)[] = words.map(() => undefined);
  const note = (index: number, assertion: Assertion): void => {
    const known = said[index];
    if (known === undefined || strength.indexOf(assertion) < strength.indexOf(known)) {
      said[index] = assertion;
    }
  };
  let index = 0;
  while (index < words.length) {
    const cue = cueAt(words, index);
    if (cue === undefined) {
      index += 1;
      continue;
    }
    const behind = index + cue.words.length;
    if (cue.of === 'what-follows') {
      for (let place = index; place < words.length; place += 1) {
        const word = words[place];
        if (place >= behind && word !== undefined && turnsFrom(cue.assertion, word)) {
          break;
        }
        note(place, cue.assertion);
      }
    } else {
      const part = words[index]?.part;
      for (let place = behind - 1; place >= 0 && words[place]?.part === part; place -= 1) {
        const word = words[place];
        if (place < index && word !== undefined && turnsFrom(cue.assertion, word)) {
          break;
        }
        note(place, cue.assertion);
      }
    }
    index = behind;
  }
  return said.map((one) => one ?? 'present');
}

function cueAt(words: readonly WrittenWord[], index: number): KnownCue | undefined {
  const known = cuesByFirstWord.get(words[index]?.word ?? '');
  const fitting = known?.filter((cue) =>
    cue.words.every((word, offset) => words[index + offset]?.word === word),
  );
  const longest = fitting?.[0]?.words.length;
  const longestOnes = fitting?.filter(({ words: own }) => own.length === longest) ?? [];
  // "Unlikely" and "suspected" speak of what follows where something follows in their part, else of what is before.
  const part = words[index]?.part;
  const hasMore = words[index + (longest ?? 0)]?.part === part;
  return longestOnes.find(({ of }) => of === (hasMore ? 'what-follows' : 'what-is-before')) ?? longestOnes[0];
}
