import type { Assertion, CodeSuggestion, CodeSuggestions, Evidence } from '#contracts/coding.ts';
import { withDot, withoutDot, type CodeTables } from '../../code-sets/code-tables.ts';
import type { FoundCode, SearchIndex } from '../../code-sets/search/search-index.ts';
import type { SuggestedFor } from './suggest-codes.ts';
import { warningsOf } from './suggestion-warnings.ts';

/** A condition that somebody else read out of a note, and the diagnoses that it may be, the likeliest first. */
export interface InferredCondition {
  readonly evidence: Evidence;
  readonly assertion: Assertion;
  /** From 0 to 1: how sure it is that the words are a condition. */
  readonly score: number;
  readonly concepts: readonly { readonly code: string; readonly score: number }[];
}

const shownAlternatives = 5;

/** A condition with the first of its diagnoses that the edition in force has. */
interface Known {
  readonly condition: InferredCondition;
  readonly found: FoundCode;
  readonly confidence: number;
  readonly alternatives: readonly FoundCode[];
}

/**
 * Suggestions of diagnoses from conditions that were inferred elsewhere, in the words and by the edition in force here:
 * a code that it does not have is not suggested.
 */
export function suggestInferred(
  conditions: readonly InferredCondition[],
  index: SearchIndex,
  tables: CodeTables,
  asked: SuggestedFor,
): Pick<CodeSuggestions, 'suggestions' | 'setAside' | 'notes'> {
  const known = conditions.flatMap((condition) => knownOf(condition, index));
  const present = known.filter(({ condition }) => isCoded(condition));
  const uncertain = known.filter(({ condition }) => condition.assertion === 'uncertain');
  const best = [...Map.groupBy(present, ({ found }) => found.code).values()]
    .map((own) => own.toSorted((one, other) => other.confidence - one.confidence))
    .toSorted((one, other) => (other[0]?.confidence ?? 0) - (one[0]?.confidence ?? 0))
    .slice(0, asked.limit);
  const unknown = conditions.length - known.length;
  return {
    suggestions: best.flatMap((own, place) => {
      const [first] = own;
      return first === undefined
        ? []
        : [
            suggestionOf(first, own, place + 1, {
              others: best.flatMap(([one]) => one?.found ?? []),
              uncertain: uncertain
                .filter((one) => isNear(one.condition.evidence, first.condition.evidence))
                .map(({ found }) => found),
              held: { ...asked, index, tables },
            }),
          ];
    }),
    setAside: known
      .filter(({ condition }) => !isCoded(condition))
      .map(({ condition: { assertion, evidence }, found }) => ({
        assertion,
        evidence,
        words: `${found.label}: ${asideWords[assertion] ?? 'it is told of otherwise.'}`,
      })),
    notes:
      unknown === 0
        ? []
        : [
            `${unknown} ${unknown === 1 ? 'condition has' : 'conditions have'} no code that the edition ${index.edition} has.`,
          ],
  };
}

const asideWords: Partial<Record<Assertion, string>> = {
  negated: 'the note says that it is not there.',
  uncertain: 'the note calls it possible only, and in an office that is not coded (guideline IV.H).',
  family: "it is a relative's.",
};

function isCoded({ assertion }: InferredCondition): boolean {
  return assertion === 'present' || assertion === 'past';
}

/** Characters within which one thing is said beside another. */
const nearCharacters = 120;

function isNear(one: Evidence, other: Evidence): boolean {
  return one.textId === other.textId && Math.abs(one.start - other.start) <= nearCharacters;
}

function knownOf(condition: InferredCondition, index: SearchIndex): readonly Known[] {
  const found = condition.concepts.flatMap(({ code, score }) => {
    const [row] = index.search(withoutDot(code), 1);
    return row?.code === withoutDot(code) ? [{ row, score }] : [];
  });
  const [first, ...others] = found;
  return first === undefined
    ? []
    : [
        {
          condition,
          found: first.row,
          confidence: Math.max(1, Math.min(100, Math.round(100 * condition.score * first.score))),
          alternatives: others.slice(0, shownAlternatives).map(({ row }) => row),
        },
      ];
}

function suggestionOf(
  { condition, found, confidence, alternatives }: Known,
  all: readonly Known[],
  rank: number,
  {
    others,
    uncertain,
    held,
  }: Parameters<typeof warningsOf>[1] & { readonly held: Parameters<typeof warningsOf>[2] },
): CodeSuggestion {
  return {
    kind: 'icd-10-cm',
    code: withDot(found.code),
    description: found.label,
    isBillable: found.isBillable,
    rank,
    confidence,
    assertion: condition.assertion,
    why: [`Inferred from the note by the service${all.length > 1 ? `, in ${all.length} places` : ''}.`],
    evidence: all.map((one) => one.condition.evidence),
    alternatives: alternatives.map(({ code, label, isBillable }) => ({
      code: withDot(code),
      description: label,
      isBillable,
    })),
    warnings: warningsOf(found, { others, uncertain }, held),
  };
}
