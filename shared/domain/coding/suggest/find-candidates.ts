import type { SearchableKind } from '#contracts/code-sets.ts';
import type { Assertion } from '#contracts/coding.ts';
import { commonnessOf } from '../../code-sets/search/common-codes.ts';
import type { FoundCode, SearchIndex } from '../../code-sets/search/search-index.ts';
import { procedureKind } from '../../scrub/procedure-kind.ts';
import type { SectionKind } from './note-sections.ts';
import type { NoteSentence, NoteWord } from './read-note.ts';
import { saidWords } from './said-words.ts';
import { scoreBelow, scoreCode, sideIn, type CodeScore, type ToldSide } from './score-code.ts';

/** A code that a stretch of a note speaks for. */
export interface Candidate extends CodeScore {
  readonly kind: SearchableKind;
  readonly found: FoundCode;
  readonly assertion: Assertion;
  readonly sentence: NoteSentence;
}

/** How many codes of an index are looked at for a stretch of a note, and how many below each heading. */
const lookedAt = 60;
const lookedAtBelow = 100;
/** Parts of a sentence that are read together. */
const partsTogether = 3;
/** A search reads so many words only. */
const mostWords = 12;

const commonness = {
  'icd-10-cm': commonnessOf('icd-10-cm'),
  hcpcs: commonnessOf('hcpcs'),
  cpt: commonnessOf('cpt'),
} as const;

/** Parts of a note that tell of nothing that was done at the visit. */
const nothingDone: ReadonlySet<SectionKind> = new Set([
  'past-history',
  'family-history',
  'social-history',
  'review-of-systems',
  'medications',
  'allergies',
]);

/** Words of which one stands in a sentence that tells of something that was done. */
const doing: ReadonlySet<string> = new Set(
  `injected injection injections given gave administered performed done drawn collected obtained removed removal
   excised excision drained drainage incision incised repaired repair sutured frozen cryotherapy destroyed
   destruction biopsied biopsy shaved debrided debridement irrigated irrigation lavage splinted splint casted cast
   applied placed inserted vaccine vaccines vaccinated immunization immunized rapid swab ekg ecg tracing ultrasound
   counseled counseling treated`.split(/\s+/),
);

/**
 * The codes of an index that the stretches of a sentence speak for. A heading is no code: what can be billed below it is
 * looked at instead.
 * @param noteSide of what the rest of the note speaks, where it names one side only.
 */
export function findCandidates(
  sentence: NoteSentence,
  kind: SearchableKind,
  index: SearchIndex,
  noteSide: ToldSide,
): readonly Candidate[] {
  if (kind !== 'icd-10-cm' && !tellsOfDoing(sentence)) {
    return [];
  }
  const sentenceSide = sideIn(sentence.words);
  return stretchesOf(sentence).flatMap((stretch) => {
    const assertion = stretch[0]?.assertion ?? 'present';
    const said = saidWords(stretch, assertion);
    const known = stretch.filter(({ word }) => index.weightOf(word) > 0 || said.sayings.has(word));
    const told = [sideIn(stretch), sentenceSide, noteSide].find(({ side }) => side !== undefined) ?? noteSide;
    const scored = new Map<string, Candidate>();
    const keep = (found: FoundCode, score: CodeScore | undefined): void => {
      const factor = assertedAs(assertion, found.label) * chapterWorth(kind, found.code);
      if (score !== undefined && (scored.get(found.code)?.score ?? 0) < score.score * factor) {
        scored.set(found.code, {
          ...score,
          kind,
          found,
          assertion: kind === 'icd-10-cm' || assertion !== 'present' ? assertion : 'done',
          sentence,
          score: score.score * factor,
        });
      }
    };
    for (const query of queriesOf(known)) {
      for (const found of index.search(query, lookedAt)) {
        const score = scoreCode(found, said, told, index, commonness[kind](found.code));
        if (found.isBillable || score === undefined) {
          keep(found, score);
          continue;
        }
        for (const below of index.search(found.code, lookedAtBelow).filter(({ isBillable }) => isBillable)) {
          keep(
            below,
            scoreBelow({ ...score, label: found.label }, below, said, told, commonness[kind](below.code)),
          );
        }
      }
    }
    return [...scored.values()];
  });
}

function tellsOfDoing({ section, words }: NoteSentence): boolean {
  return (
    section === 'procedure' ||
    (!nothingDone.has(section) && words.some(({ word, written }) => doing.has(word) || doing.has(written)))
  );
}

/** Stretches of a sentence that are read together: of one assertion, up to some parts. */
function stretchesOf({ words }: NoteSentence): readonly (readonly NoteWord[])[] {
  const parts: NoteWord[][] = [];
  for (const word of words) {
    const last = parts.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before?.part === word.part && before.assertion === word.assertion) {
      last.push(word);
    } else {
      parts.push([word]);
    }
  }
  return parts.flatMap((first, from) =>
    Array.from({ length: Math.min(partsTogether, parts.length - from) }, (_, more) =>
      parts.slice(from, from + more + 1),
    )
      .filter((together) => together.every(([word]) => word?.assertion === first[0]?.assertion))
      .map((together) => together.flat()),
  );
}

/** A long stretch is asked in pieces that overlap. */
function queriesOf(words: readonly NoteWord[]): readonly string[] {
  const queries: string[] = [];
  for (let from = 0; from === 0 || from + mostWords / 2 < words.length; from += mostWords / 2) {
    const query = words
      .slice(from, from + mostWords)
      .map(({ word }) => word)
      .join(' ');
    if (query !== '') {
      queries.push(query);
    }
  }
  return queries;
}

/** Whether a title is of what a note asserts so, as a factor. */
function assertedAs(assertion: Assertion, label: string): number {
  switch (assertion) {
    case 'family':
      return /family history/i.test(label) ? 1 : 0.5;
    case 'screening':
      return /screening/i.test(label) ? 1 : 0.5;
    case 'past':
      return /history|absence|status|presence/i.test(label) ? 1 : 0.6;
    default:
      return 1;
  }
}

/** What caused an injury is told beside a diagnosis; visits of surgery and of medicine are leveled, not searched. */
function chapterWorth(kind: SearchableKind, code: string): number {
  if (kind === 'icd-10-cm') {
    return /^[V-Y]/.test(code) ? 0.5 : 1;
  }
  return procedureKind(code) === 'visit' ? 0 : 1;
}
