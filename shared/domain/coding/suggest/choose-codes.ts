import { labelWords } from './label-words.ts';
import type { Candidate } from './find-candidates.ts';
import type { NoteWord } from './read-note.ts';
import { isNaming } from './said-words.ts';

/** What a stretch of a note means most likely, and what it may mean else. */
export interface Chosen {
  readonly best: Candidate;
  readonly alternatives: readonly Candidate[];
}

const categoryLength = 3;
const mostAlternatives = 8;
/** A code that the same words and more speak for is chosen though it is less common, down to this share of the score. */
const specificShare = 0.6;

/**
 * Of each sentence the codes that most is said for. Words that spoke for one code speak for another only beside a word
 * of its own.
 */
export function chooseCodes(candidates: readonly Candidate[]): readonly Chosen[] {
  return [...Map.groupBy(candidates, ({ sentence }) => sentence).values()].flatMap(chooseOfSentence);
}

function chooseOfSentence(candidates: readonly Candidate[]): readonly Chosen[] {
  const sorted = candidates
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score || (one.found.code < other.found.code ? -1 : 1));
  const taken = new Set<NoteWord>();
  const chosen: { readonly best: Candidate; readonly alternatives: Candidate[] }[] = [];
  for (const candidate of sorted) {
    if (candidate.by.some((word) => !taken.has(word) && isNaming(word.word))) {
      const best = moreSpecific(candidate, sorted);
      chosen.push({ best, alternatives: best === candidate ? [] : [candidate] });
      for (const word of best.by) {
        taken.add(word);
      }
      continue;
    }
    const known = chosen.find(({ best }) => best.by.some((word) => candidate.by.includes(word)));
    const isNew =
      known !== undefined &&
      ![known.best, ...known.alternatives].some(({ found }) => found.code === candidate.found.code);
    if (isNew && known.alternatives.length < mostAlternatives) {
      known.alternatives.push(candidate);
    }
  }
  return chosen;
}

/**
 * The code that all the same words speak for, and others too, and that leaves nothing more unsaid. To another category
 * only a word leads that names something: an acute illness is no other illness.
 */
function moreSpecific(candidate: Candidate, sorted: readonly Candidate[]): Candidate {
  const own = new Set(candidate.by);
  return (
    sorted.find(
      ({ by, score, unsaid, found }) =>
        score >= specificShare * candidate.score &&
        by.length > own.size &&
        by.filter((word) => own.has(word)).length === own.size &&
        unsaid.length <= candidate.unsaid.length &&
        (found.code.slice(0, categoryLength) === candidate.found.code.slice(0, categoryLength) ||
          by.some((word) => !own.has(word) && isNaming(word.word))) &&
        !labelWords(found.label).isOther,
    ) ?? candidate
  );
}
