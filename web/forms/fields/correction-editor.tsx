import { Button } from '../../parts/button.tsx';
import { draftOf, groupOf, textOf, type Draft } from '../draft.ts';
import type { Field, FieldShape } from '../field-shape.ts';
import { wordsOfChoice, wordsOfField } from '../field-words.ts';
import { presentCorrection } from '../present-correction.ts';
import { NestedField, type EditorProps } from './nested-field.tsx';
import { namesOf, within } from './field-place.ts';
import { Labelled } from './labelled.tsx';
import css from './fields.module.css';

/** What the claim has, field by field; each is changed for itself, beginning with what is there. */
export function CorrectionEditor({
  shape,
  place,
  draft,
  onDraft,
  isRequired,
}: EditorProps<Extract<FieldShape, { kind: 'group' }>>) {
  const changed = groupOf(draft);
  const present = groupOf(place.claim === undefined ? {} : draftOf(shape, presentCorrection(place.claim)));
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div className={css['changes']}>
        {inUsualOrder(shape.fields).map(({ name, shape: inner }) => {
          const inside = within(place, name);
          const { label } = wordsOfField(namesOf(inside));
          const isChanged = changed[name] !== undefined;
          return (
            <div key={name} className={css['change']} data-changed={isChanged}>
              <div className={css['changeHead']}>
                <span>{label}</span>
                <span>{summaryOf(inner, present[name])}</span>
                {isChanged ? (
                  <Button
                    isSmall
                    look="quiet"
                    label={`Leave ${label.toLowerCase()} as it was`}
                    onPress={() => onDraft({ ...changed, [name]: undefined })}
                  >
                    Leave as it was
                  </Button>
                ) : (
                  <Button
                    isSmall
                    label={`Change ${label.toLowerCase()}`}
                    onPress={() => onDraft({ ...changed, [name]: present[name] ?? emptyOf(inner) })}
                  >
                    Change
                  </Button>
                )}
              </div>
              {isChanged && (
                <NestedField
                  shape={inner}
                  place={inside}
                  draft={changed[name]}
                  isRequired
                  onDraft={(typed) => onDraft({ ...changed, [name]: typed ?? emptyOf(inner) })}
                />
              )}
            </div>
          );
        })}
      </div>
    </Labelled>
  );
}

/** What is corrected most often stands first. */
const usual = ['lines', 'diagnoses', 'coverages', 'authorizationNumber', 'patient', 'placeOfService'];

function inUsualOrder(fields: readonly Field[]): readonly Field[] {
  const place = ({ name }: Field) => (usual.includes(name) ? usual.indexOf(name) : usual.length);
  return fields.toSorted((one, other) => place(one) - place(other));
}

function emptyOf(shape: FieldShape): Draft {
  return shape.kind === 'group' ? {} : shape.kind === 'list' ? [] : '';
}

/** What is there now, on one line. */
function summaryOf(shape: FieldShape, draft: Draft | undefined): string {
  if (draft === undefined || (Array.isArray(draft) && draft.length === 0)) {
    return 'none';
  }
  if (shape.kind === 'list') {
    const rows = (draft as readonly Draft[]).map((row) => summaryOf(shape.of, row));
    return rows.join(shape.of.kind === 'group' ? ' · ' : ', ');
  }
  if (shape.kind === 'group') {
    const typed = groupOf(draft);
    return shape.fields
      .filter(({ name, shape: inner }) => typed[name] !== undefined && inner.kind !== 'group')
      .slice(0, 4)
      .map(({ name, shape: inner }) => summaryOf(inner, typed[name]))
      .filter((text) => text !== 'none')
      .join(' ');
  }
  return shape.kind === 'choice' ? wordsOfChoice(textOf(draft)) : textOf(draft);
}
