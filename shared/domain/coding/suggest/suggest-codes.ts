import type { CodeSuggestions, CodingText } from '#contracts/coding.ts';
import type { SearchableKind } from '#contracts/code-sets.ts';
import { withDot } from '../../code-sets/code-tables.ts';
import type { SearchIndex } from '../../code-sets/search/search-index.ts';

export function suggestCodes(
  texts: readonly CodingText[],
  indexes: ReadonlyMap<SearchableKind, SearchIndex>,
  { limit }: { readonly limit: number },
): Omit<CodeSuggestions, 'outcome' | 'by'> {
  const index = indexes.get('icd-10-cm');
  const found = texts.flatMap(({ textId, text }) =>
    [...text.matchAll(/[^\n.;]{4,200}/g)].flatMap((line) =>
      (index?.search(line[0], 1) ?? []).map((one) => ({
        ...one,
        evidence: { textId, start: line.index, end: line.index + line[0].length },
      })),
    ),
  );
  return {
    editions: index === undefined ? [] : [{ kind: 'icd-10-cm', edition: index.edition }],
    suggestions: found
      .filter(({ code }, place) => found.findIndex((other) => other.code === code) === place)
      .slice(0, limit)
      .map(({ code, label, isBillable, evidence }, place) => ({
        kind: 'icd-10-cm',
        code: withDot(code),
        description: label,
        isBillable,
        rank: place + 1,
        confidence: 50,
        assertion: 'present',
        why: ['The note says so.'],
        evidence: [evidence],
        alternatives: [],
        warnings: [],
      })),
    setAside: [],
    notes: [],
  };
}
