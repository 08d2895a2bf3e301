import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { groupOf, listOf, textOf, type Draft, type GroupDraft } from '../draft.ts';
import type { Field, FieldShape } from '../field-shape.ts';
import { wordsOfChoice, wordsOfField } from '../field-words.ts';
import { ChargeLinesEditor } from './charge-lines-editor.tsx';
import { CodesEditor } from './codes-editor.tsx';
import { CorrectionEditor } from './correction-editor.tsx';
import { DollarInput, TextInput } from './controls.tsx';
import { DiagnosesEditor } from './diagnoses-editor.tsx';
import { faultOf, namesOf, within, type FieldPlace } from './field-place.ts';
import { FindButton } from './find-button.tsx';
import { FindingsEditor } from './findings-editor.tsx';
import { controlProps, Labelled } from './labelled.tsx';
import { useRowIds } from './row-ids.ts';
import { DrawField, NestedFields, type EditorProps } from './nested-field.tsx';
import css from './fields.module.css';

export interface FormFieldsProps {
  readonly fields: readonly Field[];
  readonly place: FieldPlace;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: GroupDraft) => void;
}

/** The fields of a whole form. */
export function FormFields(props: FormFieldsProps) {
  return (
    <DrawField value={drawField}>
      <NestedFields {...props} />
    </DrawField>
  );
}

/** The control for a shape. */
function drawField(props: EditorProps): ReactNode {
  const { shape, place, draft, onDraft, isRequired } = props;
  switch (shape.kind) {
    case 'list':
      return <ListEditor {...props} shape={shape} />;
    case 'pairs':
      return <PairsEditor {...props} />;
    case 'group':
      return shape.look === 'correction' ? (
        <CorrectionEditor {...props} shape={shape} />
      ) : (
        <GroupEditor {...props} shape={shape} />
      );
    case 'choice':
      return (
        <Labelled place={place} isRequired={isRequired}>
          <select
            {...controlProps(place)}
            className={css['input']}
            value={textOf(draft)}
            onChange={({ target }) => onDraft(target.value)}
          >
            <option value="">{isRequired ? 'Choose' : 'None'}</option>
            {withPresent(shape.options, textOf(draft)).map((option) => (
              <option key={option} value={option}>
                {shape.words?.[option] ?? wordsOfChoice(option)}
              </option>
            ))}
          </select>
        </Labelled>
      );
    case 'dollars':
      return (
        <Labelled place={place} isRequired={isRequired}>
          <DollarInput place={place} draft={draft} onDraft={onDraft} />
        </Labelled>
      );
    case 'date':
      return (
        <Labelled place={place} isRequired={isRequired}>
          <input
            {...controlProps(place)}
            className={`${css['input']} ${css['short']}`}
            type="date"
            value={textOf(draft)}
            onChange={({ target }) => onDraft(target.value)}
          />
        </Labelled>
      );
    case 'number':
    case 'text':
      return (
        <Labelled place={place} isRequired={isRequired}>
          {shape.kind === 'text' && shape.finds !== undefined ? (
            <div className={css['rowLine']}>
              <TextInput {...props} shape={shape} />
              <FindButton sought={shape.finds} field={wordsOfField(namesOf(place)).label} onFound={onDraft} />
            </div>
          ) : (
            <TextInput {...props} shape={shape} />
          )}
        </Labelled>
      );
  }
}

/** What stands there already may be chosen again, though it is offered no more. */
function withPresent(options: readonly string[], present: string): readonly string[] {
  return present === '' || options.includes(present) ? options : [...options, present];
}

/** Several fields that belong together. One that need not be given is opened by a button. */
function GroupEditor({
  shape,
  place,
  draft,
  onDraft,
  isRequired,
}: EditorProps<Extract<FieldShape, { kind: 'group' }>>) {
  const { label, hint } = wordsOfField(namesOf(place));
  if (!isRequired && draft === undefined) {
    return (
      <Button isSmall onPress={() => onDraft({})}>
        Add {label.toLowerCase()}
      </Button>
    );
  }
  return (
    <fieldset className={css['nest']}>
      <legend className={css['nestHead']}>
        <strong>{label}</strong>
      </legend>
      {hint !== undefined && <span className={css['hint']}>{hint}</span>}
      <div className={css['group']}>
        <NestedFields fields={shape.fields} place={place} draft={draft} onDraft={onDraft} />
      </div>
      {!isRequired && (
        <div>
          <Button isSmall look="quiet" onPress={() => onDraft(undefined)}>
            Take out {label.toLowerCase()}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function ListEditor(props: EditorProps<Extract<FieldShape, { kind: 'list' }>>) {
  const { shape, place } = props;
  if (shape.look === 'charge-lines' && shape.of.kind === 'group') {
    return <ChargeLinesEditor {...props} />;
  }
  if (shape.look === 'diagnoses') {
    return <DiagnosesEditor {...props} />;
  }
  if (shape.look === 'codes') {
    return (
      <Labelled place={place} isRequired={props.isRequired}>
        <CodesEditor place={place} draft={props.draft} onDraft={props.onDraft} />
      </Labelled>
    );
  }
  return shape.look === 'findings' && place.claim?.scrub !== undefined ? (
    <FindingsEditor {...props} findings={place.claim.scrub.findings} />
  ) : (
    <PlainList {...props} />
  );
}

/** Rows that are added and taken out one by one. */
function PlainList({
  shape,
  place,
  draft,
  onDraft,
  isRequired,
}: EditorProps<Extract<FieldShape, { kind: 'list' }>>) {
  const given = listOf(draft);
  const items = given.length === 0 && shape.atLeast > 0 ? [emptyOf(shape.of)] : given;
  const rows = useRowIds(items.length);
  const change = (at: number, inner: Draft | undefined) =>
    onDraft(items.map((item, index) => (index === at ? (inner ?? emptyOf(shape.of)) : item)));
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div className={css['rows']}>
        {items.map((item, index) => (
          <ListRow
            key={rows.ids[index]}
            shape={shape.of}
            place={within(place, index)}
            draft={item}
            number={index + 1}
            onDraft={(inner) => change(index, inner)}
            onTakeOut={
              items.length > shape.atLeast
                ? () => {
                    rows.takeOut(index);
                    onDraft(items.filter((_, other) => other !== index));
                  }
                : undefined
            }
          />
        ))}
        {items.length < shape.atMost && (
          <div>
            <Button isSmall onPress={() => onDraft([...items, emptyOf(shape.of)])}>
              Add another
            </Button>
          </div>
        )}
      </div>
    </Labelled>
  );
}

function ListRow({
  shape,
  place,
  draft,
  number,
  onDraft,
  onTakeOut,
}: {
  readonly shape: FieldShape;
  readonly place: FieldPlace;
  readonly draft: Draft;
  readonly number: number;
  readonly onDraft: (draft: Draft | undefined) => void;
  readonly onTakeOut: (() => void) | undefined;
}) {
  const takeOut = onTakeOut !== undefined && (
    <Button isSmall look="quiet" label={`Take out number ${number}`} onPress={onTakeOut}>
      ✕
    </Button>
  );
  if (shape.kind !== 'group') {
    const fault = faultOf(place);
    const name = `${wordsOfField(namesOf(place)).label}, number ${number}`;
    return (
      <>
        <div className={css['rowLine']}>
          <input
            id={place.path.join('-')}
            className={`${css['input']} ${css['capitals']}`}
            aria-label={name}
            aria-invalid={fault !== undefined}
            autoComplete="off"
            value={textOf(draft)}
            onChange={({ target }) => onDraft(target.value.toUpperCase())}
          />
          {shape.kind === 'text' && shape.finds !== undefined && (
            <FindButton sought={shape.finds} field={name} onFound={onDraft} />
          )}
          {takeOut}
        </div>
        {fault !== undefined && <span className={css['fault']}>{fault}</span>}
      </>
    );
  }
  return (
    <fieldset className={css['nest']} aria-label={`Number ${number}`}>
      <div className={css['nestHead']}>
        <strong>{number}</strong>
        {takeOut}
      </div>
      <div className={css['group']}>
        <NestedFields fields={shape.fields} place={place} draft={draft} onDraft={onDraft} />
      </div>
    </fieldset>
  );
}

function emptyOf(shape: FieldShape): Draft {
  return shape.kind === 'group' || shape.kind === 'pairs' ? {} : '';
}

/** Which line of ours each line of theirs decides. */
function PairsEditor({ place, draft, onDraft, isRequired }: EditorProps) {
  const pairs = Object.entries(groupOf(draft));
  const rows = useRowIds(pairs.length);
  const change = (at: number, pair: readonly [string, string]) =>
    onDraft(
      Object.fromEntries(pairs.map(([name, value], index) => (index === at ? pair : [name, textOf(value)]))),
    );
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div className={css['rows']}>
        {pairs.map(([name, value], index) => (
          <div key={rows.ids[index]} className={css['rowLine']}>
            <input
              className={css['input']}
              inputMode="numeric"
              aria-label="Line of the payer"
              placeholder="Payer’s line"
              value={name}
              onChange={({ target }) => change(index, [target.value, textOf(value)])}
            />
            →
            <input
              className={css['input']}
              inputMode="numeric"
              aria-label="Line of the claim"
              placeholder="Our line"
              value={textOf(value)}
              onChange={({ target }) => change(index, [name, target.value])}
            />
          </div>
        ))}
        {!pairs.some(([name]) => name === '') && (
          <div>
            <Button isSmall onPress={() => onDraft({ ...groupOf(draft), '': '' })}>
              Add a line
            </Button>
          </div>
        )}
      </div>
    </Labelled>
  );
}
