import type { Practice } from '#contracts/practice.ts';
import type { Edit } from './edit.ts';
import { edits } from './edits.ts';
import { editsOfRules } from './rules/edit-of-rule.ts';

/** Every edit that a practice's claims are held against: those of the scrubber, and the practice's own rules that are not off. */
export function editsOf(
  { scrub }: Pick<Practice, 'scrub'>,
  general: readonly Edit[] = edits,
): readonly Edit[] {
  return [...general, ...editsOfRules(scrub.rules)];
}
