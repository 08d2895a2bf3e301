import { listOf, textOf, type Draft } from '../draft.ts';
import { faultOf, type FieldPlace } from './field-place.ts';
import css from './fields.module.css';

interface CodesEditorProps {
  readonly place: FieldPlace;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: Draft) => void;
  /** Where no label is shown. */
  readonly label?: string;
}

/** A few short codes in one field, with a space between: modifiers, numbers of diagnoses. */
export function CodesEditor({ place, draft, onDraft, label }: CodesEditorProps) {
  const isWrong = Object.keys(place.faults).some((path) => path.startsWith(`${place.path.join('.')}.`));
  return (
    <input
      id={['field', ...place.path].join('-')}
      className={`${css['input']} ${css['capitals']}`}
      {...(label !== undefined && { 'aria-label': label })}
      aria-invalid={isWrong || faultOf(place) !== undefined}
      autoComplete="off"
      value={listOf(draft).map(textOf).join(' ')}
      onChange={({ target }) => onDraft(target.value === '' ? [] : target.value.toUpperCase().split(/[\s,]/))}
    />
  );
}
