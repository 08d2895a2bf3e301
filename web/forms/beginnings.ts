import type { Claim } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { draftOf, groupOf, inputOf, sameInput, type Draft } from './draft.ts';
import type { OutcomeForm } from './outcome-forms.ts';
import { presentCorrection } from './present-correction.ts';

/** What a form begins with: what the claim has already of what is asked. */
export function beginning(
  task: Pick<Task, 'kind' | 'compared'>,
  claim: Claim | undefined,
  { outcome, fields }: OutcomeForm,
): Draft | undefined {
  if (task.compared !== undefined) {
    const judgements = task.compared.differences.map(({ number }) => ({ difference: number }));
    return draftOf({ kind: 'group', fields, look: 'plain' }, { judgements });
  }
  const isOfTheClaim = task.kind === 'coding' || outcome === 'coverage-corrected';
  if (claim === undefined || !isOfTheClaim) {
    return undefined;
  }
  const { diagnoses, lines, coverages } = presentCorrection(claim);
  return draftOf({ kind: 'group', fields, look: 'plain' }, { diagnoses, lines, coverages });
}

/** A draft without the corrections that correct nothing: a field that was opened and left as it was. */
export function withoutUnchanged(
  { fields }: OutcomeForm,
  draft: Draft | undefined,
  claim: Claim | undefined,
): Draft | undefined {
  const correction = fields.find(({ shape }) => shape.kind === 'group' && shape.look === 'correction');
  if (claim === undefined || correction?.shape.kind !== 'group') {
    return draft;
  }
  const { shape, name } = correction;
  const typed = groupOf(draft);
  const present = groupOf(draftOf(shape, presentCorrection(claim)));
  const changed = shape.fields
    .filter(
      (field) =>
        !sameInput(
          inputOf(field.shape, groupOf(typed[name])[field.name]),
          inputOf(field.shape, present[field.name]),
        ),
    )
    .map((field) => [field.name, groupOf(typed[name])[field.name]] as const)
    .filter(([, value]) => value !== undefined);
  return { ...typed, [name]: changed.length === 0 ? undefined : Object.fromEntries(changed) };
}
