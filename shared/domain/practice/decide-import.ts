import type { Practice } from '#contracts/practice.ts';
import { untriedRules } from '../scrub/rules/settings-faults.ts';
import { checkPractice } from './check-practice.ts';
import { diffPractice, type PracticeChange } from './diff-practice.ts';
import { faultSentence } from './practice-fault.ts';
import { practiceWarnings } from './practice-warnings.ts';

export type DecidedImport =
  | { readonly outcome: 'refused'; readonly problems: readonly string[] }
  | {
      readonly outcome: 'unchanged' | 'changed';
      /** With the edition it would have. */
      readonly practice: Practice;
      readonly changes: readonly PracticeChange[];
      readonly warnings: readonly string[];
      /** Payers and providers of the edition in force that the document no longer has. */
      readonly dropped: { readonly payerIds: readonly string[]; readonly npis: readonly string[] };
    };

/**
 * Compares a document with the edition in force and gives it its edition. A document that says nothing new is unchanged
 * whatever edition it gives; one made from an older edition than the one in force is refused.
 * @param stored the edition in force; undefined when the practice is new
 * @param keepsEdition whether the document's own edition is its new one, as `practice load` has it
 */
export function decideImport(
  document: unknown,
  stored: Practice | undefined,
  {
    expectEdition,
    keepsEdition = false,
  }: { expectEdition?: number | undefined; keepsEdition?: boolean } = {},
): DecidedImport {
  const checked = checkPractice(document);
  if (checked.faults !== undefined) {
    return { outcome: 'refused', problems: checked.faults.map(faultSentence) };
  }
  const { practice, edition } = checked;
  const before = stored?.edition ?? 0;
  if (expectEdition !== undefined && expectEdition !== before) {
    return refused(
      `edition: found ${before} in force; expected ${expectEdition}. The practice was changed meanwhile; look at the differences again and import again`,
    );
  }
  const untried = untriedRules(stored?.scrub.rules ?? [], practice.scrub.rules);
  if (untried.length > 0) {
    return { outcome: 'refused', problems: untried.map(faultSentence) };
  }
  if (stored === undefined) {
    return changed({ ...practice, edition: edition ?? 1 }, undefined, document);
  }
  if (practice.mode !== stored.mode) {
    return refused(
      `mode: found ${practice.mode}; expected ${stored.mode}. A practice stays live or training for good (mode-fixed); create another practice`,
    );
  }
  const decided = changed(practice, stored, document);
  if (decided.changes.length === 0) {
    return { ...decided, outcome: 'unchanged', practice: stored };
  }
  if (edition !== undefined && (edition < before || (keepsEdition && edition === before))) {
    return refused(
      keepsEdition
        ? `edition: found ${edition}; edition ${before} is loaded already with other content. Raise the edition and load again`
        : `edition: found ${edition}; edition ${before} is in force. Export it again and make your changes there`,
    );
  }
  const next = edition === undefined || edition === before ? before + 1 : edition;
  return { ...decided, practice: { ...practice, edition: next } };
}

function refused(problem: string): DecidedImport {
  return { outcome: 'refused', problems: [problem] };
}

function changed(practice: Practice, stored: Practice | undefined, document: unknown) {
  const payerIds = new Set(practice.payers.map(({ payerId }) => payerId));
  const npis = new Set(practice.providers.map(({ npi }) => npi));
  return {
    outcome: 'changed' as const,
    practice,
    changes: stored === undefined ? [] : diffPractice(stored, practice),
    warnings: practiceWarnings(practice, document).map(faultSentence),
    dropped: {
      payerIds: (stored?.payers ?? []).map(({ payerId }) => payerId).filter((id) => !payerIds.has(id)),
      npis: (stored?.providers ?? []).map(({ npi }) => npi).filter((npi) => !npis.has(npi)),
    },
  };
}
