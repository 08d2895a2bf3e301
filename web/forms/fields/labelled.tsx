import type { ReactNode } from 'react';
import { wordsOfField } from '../field-words.ts';
import { faultOf, idOf, namesOf, type FieldPlace } from './field-place.ts';
import css from './fields.module.css';

interface LabelledProps {
  readonly place: FieldPlace;
  readonly isRequired: boolean;
  readonly children: ReactNode;
  /** Several controls under one name. */
  readonly isGroup?: boolean;
}

/** A control with its name, what to fill in, and what is wrong with what was filled in. */
export function Labelled({ place, isRequired, children, isGroup = false }: LabelledProps) {
  const { label, hint } = wordsOfField(namesOf(place));
  const id = idOf(place);
  const fault = faultOf(place);
  const name = (
    <>
      {label}
      {!isRequired && <em>optional</em>}
    </>
  );
  return (
    <div className={css['field']} {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label` })}>
      {isGroup ? (
        <span id={`${id}-label`} className={css['label']}>
          {name}
        </span>
      ) : (
        <label htmlFor={id} className={css['label']}>
          {name}
        </label>
      )}
      {children}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css['hint']}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span id={`${id}-fault`} className={css['fault']}>
          {fault}
        </span>
      )}
    </div>
  );
}

/** What a control must say of itself, so that its name, hint and fault are read with it. */
export function controlProps(place: FieldPlace, label?: string) {
  const id = idOf(place);
  const isWrong = faultOf(place) !== undefined;
  const { hint } = wordsOfField(namesOf(place));
  const describedBy = [isWrong ? `${id}-fault` : '', hint === undefined ? '' : `${id}-hint`].filter(Boolean);
  return {
    id,
    'aria-invalid': isWrong,
    ...(label === undefined
      ? describedBy.length > 0 && { 'aria-describedby': describedBy.join(' ') }
      : { 'aria-label': label }),
  };
}
