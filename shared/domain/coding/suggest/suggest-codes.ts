import type { SearchableKind } from '#contracts/code-sets.ts';
import type { CodeSuggestion, CodeSuggestions, CodingText, Evidence, SetAside } from '#contracts/coding.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Sex } from '#contracts/encounter.ts';
import { withDot, type CodeTables } from '../../code-sets/code-tables.ts';
import type { SearchIndex } from '../../code-sets/search/search-index.ts';
import { chooseCodes, type Chosen } from './choose-codes.ts';
import { findCandidates, type Candidate } from './find-candidates.ts';
import { labelWords } from './label-words.ts';
import type { SectionKind } from './note-sections.ts';
import { readNote } from './read-note.ts';
import { sideIn } from './score-code.ts';
import { warningsOf } from './suggestion-warnings.ts';

/** What a part of a note counts for; where a note has an assessment, the rest tells how it came to that. */
const sectionWorth: Readonly<Record<SectionKind, readonly [alone: number, besideAssessment: number]>> = {
  assessment: [1, 1],
  unnamed: [0.9, 0.5],
  complaint: [0.7, 0.4],
  'history-of-illness': [0.7, 0.4],
  plan: [0.7, 0.55],
  procedure: [0.9, 0.9],
  results: [0.5, 0.35],
  exam: [0.5, 0.35],
  'past-history': [0.5, 0.4],
  'social-history': [0.5, 0.4],
  'review-of-systems': [0.35, 0.2],
  'family-history': [0.4, 0.3],
  medications: [0.25, 0.2],
  allergies: [0.3, 0.3],
};

const sectionWords: Readonly<Record<SectionKind, string>> = {
  assessment: 'the assessment',
  unnamed: 'the note',
  complaint: 'the complaint',
  'history-of-illness': 'the history of the illness',
  plan: 'the plan',
  procedure: 'the procedure',
  results: 'the results',
  exam: 'the examination',
  'past-history': 'the past history',
  'social-history': 'the social history',
  'review-of-systems': 'the review of systems',
  'family-history': 'the family history',
  medications: 'the medications',
  allergies: 'the allergies',
};

/** Whose visit it was, and when. */
export interface SuggestedFor {
  readonly on: PlainDate;
  readonly sex: Sex;
  readonly ageYears: number;
  /** How many codes of each kind. */
  readonly limit: number;
}

const shownAlternatives = 5;
const mostSetAside = 30;
/** What less is said for would only stand in the way of the others. */
const leastScore = 0.12;
/** Each further place that says the same adds so much. */
const again = 0.05;

/**
 * The codes that notes speak for, best first, with where they do. What is denied, of a relative or only possible is told
 * apart and not suggested. Whatever the order of the texts' words elsewhere, the same note is answered the same.
 * @param indexes of the code sets in force on the day of service.
 */
export function suggestCodes(
  texts: readonly CodingText[],
  indexes: ReadonlyMap<SearchableKind, SearchIndex>,
  tables: CodeTables,
  asked: SuggestedFor,
): Omit<CodeSuggestions, 'outcome' | 'by'> {
  const sentences = texts.flatMap(readNote);
  const hasAssessment = sentences.some(({ section }) => section === 'assessment');
  const told = sideIn(sentences.flatMap(({ words }) => words));
  const noteSide = { side: told.side === 'both' ? undefined : told.side, by: [] };
  const suggestions: CodeSuggestion[] = [];
  const setAside: SetAside[] = [];
  for (const [kind, index] of indexes) {
    const chosen = chooseCodes(
      sentences.flatMap((sentence) => {
        const worth = sectionWorth[sentence.section][hasAssessment ? 1 : 0];
        return findCandidates(sentence, kind, index, noteSide).map((candidate) => ({
          ...candidate,
          score: candidate.score * worth,
        }));
      }),
    );
    const [coded, others] = [
      chosen.filter(({ best }) => isCoded(best)),
      chosen.filter(({ best }) => !isCoded(best)),
    ];
    const suggested = byCode(coded)
      .filter(({ score }) => score >= leastScore)
      .slice(0, asked.limit);
    suggestions.push(
      ...suggested.map((one, place) => ({
        ...suggestionOf(one, place + 1),
        warnings:
          kind === 'icd-10-cm'
            ? warningsOf(
                one.first.best.found,
                {
                  others: suggested.map(({ first }) => first.best.found),
                  uncertain: others
                    .filter(
                      ({ best }) =>
                        best.assertion === 'uncertain' && best.sentence === one.first.best.sentence,
                    )
                    .map(({ best }) => best.found),
                },
                { ...asked, index, tables },
              )
            : [],
      })),
    );
    if (kind === 'icd-10-cm') {
      setAside.push(...others.slice(0, mostSetAside).map(({ best }) => asSetAside(best)));
    }
  }
  return {
    editions: [...indexes].map(([kind, { edition }]) => ({ kind, edition })),
    suggestions,
    setAside,
    notes: texts.length === 0 ? ['There is no note to read: ask the provider.'] : [],
  };
}

/** What is denied, only possible, or a relative's is no diagnosis of the patient's; that it runs in the family may be one. */
function isCoded({ assertion, found, kind }: Candidate): boolean {
  switch (assertion) {
    case 'negated':
    case 'uncertain':
      return false;
    case 'family':
      return /family history/i.test(found.label);
    case 'screening':
      return /screening/i.test(found.label);
    case 'past':
      return kind === 'icd-10-cm';
    default:
      return true;
  }
}

/** A code with all that speaks for it. */
interface Suggested {
  readonly first: Chosen;
  readonly score: number;
  readonly all: readonly Chosen[];
}

/** Each code once, what most speaks for first. */
function byCode(chosen: readonly Chosen[]): readonly Suggested[] {
  return [...Map.groupBy(chosen, ({ best }) => best.found.code).values()]
    .flatMap((own): Suggested[] => {
      const all = own.toSorted((one, other) => other.best.score - one.best.score);
      const [first] = all;
      return first === undefined
        ? []
        : [{ first, all, score: first.best.score * (1 + again * (all.length - 1)) }];
    })
    .toSorted(
      (one, other) =>
        other.score - one.score || (one.first.best.found.code < other.first.best.found.code ? -1 : 1),
    );
}

function suggestionOf({ first, score, all }: Suggested, rank: number): Omit<CodeSuggestion, 'warnings'> {
  const { best, alternatives } = first;
  const { kind, found, assertion } = best;
  return {
    kind,
    code: written(best),
    description: found.label,
    isBillable: found.isBillable,
    rank,
    confidence: Math.max(1, Math.min(100, Math.round(100 * (1 - Math.exp(-1.2 * score))))),
    assertion,
    why: whyOf(first, all),
    evidence: all.map((one) => evidenceOf(one.best)).toSorted((one, other) => one.start - other.start),
    alternatives: alternatives.slice(0, shownAlternatives).map((other) => ({
      code: written(other),
      description: other.found.label,
      isBillable: other.found.isBillable,
    })),
  };
}

function written({ kind, found }: Candidate): string {
  return kind === 'icd-10-cm' ? withDot(found.code) : found.code;
}

const assertionWords: Partial<Record<Candidate['assertion'], string>> = {
  past: 'The note tells of it as of something that was.',
  family: 'The note tells of it of a relative.',
  screening: 'The note tells that it was looked for.',
  done: 'The note tells that it was done.',
};

function whyOf({ best }: Chosen, all: readonly Chosen[]): string[] {
  const { sentence, by, unsaid, assertion, found } = best;
  const { side } = labelWords(found.label);
  const toldSide = sideIn(sentence.words).side;
  const places = new Set(all.map((one) => sectionWords[one.best.sentence.section]));
  const said = assertionWords[assertion];
  return [
    `${capitalized(sectionWords[sentence.section])} says it in ${by.length === 1 ? 'a word' : `${by.length} words`}${all.length > 1 ? `; ${all.length} places do, in ${[...places].join(' and ')}` : ''}.`,
    ...(said === undefined ? [] : [said]),
    ...(side !== undefined && side !== 'not-told' && side !== toldSide
      ? ['The side is told elsewhere in the note.']
      : []),
    ...(unsaid.length === 0 ? [] : [`Nobody says "${unsaid.join('", "')}", which its title has.`]),
  ];
}

const asideWords: Readonly<Record<string, string>> = {
  negated: 'The note says that it is not there.',
  uncertain:
    'The note calls it possible only: in an office what is uncertain is not coded, but the sign or symptom is (guideline IV.H).',
  family: "It is a relative's.",
  screening: 'It was looked for, and is not known to be there.',
  past: 'It was, and is no more.',
};

function asSetAside(candidate: Candidate): SetAside {
  const { assertion, found } = candidate;
  return {
    assertion,
    evidence: evidenceOf(candidate),
    words: `${found.label}: ${asideWords[assertion] ?? 'It is told of otherwise.'}`,
  };
}

function evidenceOf({ sentence, by }: Candidate): Evidence {
  return {
    textId: sentence.textId,
    start: Math.min(...by.map(({ start }) => start)),
    end: Math.max(...by.map(({ end }) => end)),
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
