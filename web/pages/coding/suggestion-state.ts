import type { CodeSuggestion } from '#contracts/coding.ts';
import { placeOfDiagnosis, placeOfLine, type CodingDraft } from './coding-draft.ts';

/** Suggestions in the order in which they are worked: diagnoses before services, the best first; those set aside at the end. */
export function suggestionsToShow(
  suggestions: readonly CodeSuggestion[],
  dismissed: readonly string[],
): readonly CodeSuggestion[] {
  const weight = ({ kind, code, rank }: CodeSuggestion) =>
    (dismissed.includes(code) ? 2000 : 0) + (kind === 'icd-10-cm' ? 0 : 1000) + rank;
  return suggestions.toSorted((one, other) => weight(one) - weight(other));
}

/** Whether a code is coded already. */
export function isInDraft(
  coding: CodingDraft,
  { kind, code }: Pick<CodeSuggestion, 'kind' | 'code'>,
): boolean {
  return kind === 'icd-10-cm'
    ? placeOfDiagnosis(coding, code) !== undefined
    : placeOfLine(coding, code) !== undefined;
}

/** Where it is coded, in words; undefined where it is not. */
export function placeInWords(
  coding: CodingDraft,
  { kind, code }: Pick<CodeSuggestion, 'kind' | 'code'>,
): string | undefined {
  const at = kind === 'icd-10-cm' ? placeOfDiagnosis(coding, code) : placeOfLine(coding, code);
  if (at === undefined) {
    return undefined;
  }
  return kind === 'icd-10-cm' ? `Diagnosis ${at + 1}` : `Line ${at + 1}`;
}
