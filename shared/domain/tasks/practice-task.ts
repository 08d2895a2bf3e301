import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { PracticeTaskKind } from '#contracts/task-kinds.ts';

/** The outcomes that a person may choose for a task of no single claim, by name. */
export function practiceTaskOutcomeNames(kind: PracticeTaskKind): string[] {
  return practiceTaskOutcomes[kind].options.map(({ shape }) => shape.outcome.value);
}
