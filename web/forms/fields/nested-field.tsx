import { createContext, use, type ReactNode } from 'react';
import { groupOf, type Draft, type GroupDraft } from '../draft.ts';
import type { Field, FieldShape } from '../field-shape.ts';
import { within, type FieldPlace } from './field-place.ts';
import css from './fields.module.css';

export interface EditorProps<Shape extends FieldShape = FieldShape> {
  readonly shape: Shape;
  readonly place: FieldPlace;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: Draft | undefined) => void;
  readonly isRequired: boolean;
}

/** Draws the editor of any shape, for editors in which other shapes stand: it knows them, and they need not know it. */
export const DrawField = createContext<(props: EditorProps) => ReactNode>(() => {
  throw new Error('A field was drawn outside of a form');
});

export function NestedField(props: EditorProps) {
  return use(DrawField)(props);
}

/** The fields of a form or of a group in it. */
export function NestedFields({
  fields,
  place,
  draft,
  onDraft,
}: {
  readonly fields: readonly Field[];
  readonly place: FieldPlace;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: GroupDraft) => void;
}) {
  const typed = groupOf(draft);
  return fields.map(({ name, shape, isRequired }) => (
    <div key={name} className={isWide(shape) ? css['wide'] : undefined}>
      <NestedField
        shape={shape}
        place={within(place, name)}
        draft={typed[name]}
        isRequired={isRequired}
        onDraft={(inner) => onDraft({ ...typed, [name]: inner })}
      />
    </div>
  ));
}

function isWide(shape: FieldShape): boolean {
  return ['list', 'group', 'pairs'].includes(shape.kind) || (shape.kind === 'text' && shape.isLong);
}
