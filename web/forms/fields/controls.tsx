import type { KeyboardEvent } from 'react';
import { textOf } from '../draft.ts';
import type { FieldShape } from '../field-shape.ts';
import type { EditorProps } from './nested-field.tsx';
import { controlProps } from './labelled.tsx';
import css from './fields.module.css';

type Control = Pick<EditorProps, 'place' | 'draft' | 'onDraft'> & {
  /** Where no label is shown: in a table. */
  readonly label?: string;
  /** Enter goes on and does not hand the form in. */
  readonly onEnter?: () => void;
};

function hearEnter(onEnter: (() => void) | undefined) {
  return (event: KeyboardEvent<HTMLInputElement>) => {
    if (onEnter !== undefined && event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onEnter();
    }
  };
}

export function TextInput({
  shape,
  place,
  draft,
  onDraft,
  label,
  onEnter,
}: Control & { readonly shape: Extract<FieldShape, { kind: 'text' | 'number' }> }) {
  const control = {
    ...controlProps(place, label),
    value: textOf(draft),
    autoComplete: 'off',
  };
  if (shape.kind === 'text' && shape.isLong) {
    return (
      <textarea
        {...control}
        className={css['area']}
        rows={3}
        onChange={({ target }) => onDraft(target.value)}
      />
    );
  }
  const isCapitals = shape.kind === 'text' && shape.isCapitals;
  return (
    <input
      {...control}
      className={isCapitals ? `${css['input']} ${css['capitals']}` : css['input']}
      inputMode={shape.kind === 'number' ? 'numeric' : 'text'}
      spellCheck={!isCapitals}
      onKeyDown={hearEnter(onEnter)}
      onChange={({ target }) => onDraft(isCapitals ? target.value.toUpperCase() : target.value)}
    />
  );
}

export function DollarInput({ place, draft, onDraft, label, onEnter }: Control) {
  return (
    <div className={`${css['money']} ${css['short']}`}>
      <span aria-hidden="true">$</span>
      <input
        {...controlProps(place, label)}
        className={css['input']}
        inputMode="decimal"
        autoComplete="off"
        value={textOf(draft)}
        onKeyDown={hearEnter(onEnter)}
        onChange={({ target }) => onDraft(target.value)}
      />
    </div>
  );
}
