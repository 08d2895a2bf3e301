import type { ScrubFinding } from '#contracts/claim.ts';
import { Code } from '../../parts/figures.tsx';
import { groupOf, listOf, textOf } from '../draft.ts';
import type { FieldShape } from '../field-shape.ts';
import type { EditorProps } from './nested-field.tsx';
import { Labelled } from './labelled.tsx';
import css from './fields.module.css';

/** Which of the findings that hold the claim are right as they are. */
export function FindingsEditor({
  place,
  draft,
  onDraft,
  isRequired,
  findings,
}: EditorProps<Extract<FieldShape, { kind: 'list' }>> & { readonly findings: readonly ScrubFinding[] }) {
  const chosen = listOf(draft).map(groupOf);
  const isChosen = ({ editId, where }: ScrubFinding) =>
    chosen.some((one) => textOf(one['editId']) === editId && textOf(one['where']) === where);
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div>
        {findings
          .filter(({ result }) => result === 'fail')
          .map((finding) => (
            <label key={`${finding.editId} ${finding.where}`} className={css['tick']}>
              <input
                type="checkbox"
                checked={isChosen(finding)}
                onChange={() =>
                  onDraft(
                    isChosen(finding)
                      ? chosen.filter(
                          (one) =>
                            !(
                              textOf(one['editId']) === finding.editId &&
                              textOf(one['where']) === finding.where
                            ),
                        )
                      : [...chosen, { editId: finding.editId, where: finding.where }],
                  )
                }
              />
              <span>
                {finding.where}: {finding.found}
                <small>
                  <Code>{finding.editId}</Code>
                  {finding.severity === 'warning' ? ' · anybody may attest' : ' · a manager may attest'}
                </small>
              </span>
            </label>
          ))}
      </div>
    </Labelled>
  );
}
