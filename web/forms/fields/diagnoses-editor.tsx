import { useRef } from 'react';
import { CodeField } from '../../codes/code-field.tsx';
import { Button } from '../../parts/button.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { useToday } from '../../parts/now.tsx';
import { listOf, textOf } from '../draft.ts';
import type { FieldShape } from '../field-shape.ts';
import type { EditorProps } from './nested-field.tsx';
import { faultOf, within } from './field-place.ts';
import { Labelled } from './labelled.tsx';
import { useRowIds } from './row-ids.ts';
import css from './fields.module.css';

/** Diagnoses under the numbers by which charge lines point at them, found by words or typed. Enter goes to the next one. */
export function DiagnosesEditor({
  shape,
  place,
  draft,
  onDraft,
  isRequired,
}: EditorProps<Extract<FieldShape, { kind: 'list' }>>) {
  const box = useRef<HTMLDivElement>(null);
  const given = listOf(draft).map(textOf);
  const codes = given.length === 0 ? [''] : given;
  const rows = useRowIds(codes.length);
  const today = useToday();
  const on = place.claim?.serviceDateFrom ?? today;
  const faults = codes.flatMap((_, index) => {
    const fault = faultOf(within(place, index));
    return fault === undefined ? [] : [`Diagnosis ${index + 1}: ${fault}`];
  });
  const focusOn = (index: number) => drawAndFocus(() => box.current?.querySelectorAll('input')[index]);
  const add = () => {
    onDraft([...codes, '']);
    focusOn(codes.length);
  };
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div ref={box} className={css['codes']}>
        {codes.map((code, index) => (
          <div key={rows.ids[index]} className={css['codeBox']}>
            <span aria-hidden="true">{index + 1}</span>
            <CodeField
              sort="diagnosis"
              label={`Diagnosis ${index + 1}`}
              value={code}
              onValue={(typed) => onDraft(codes.with(index, typed))}
              on={on}
              isWrong={faultOf(within(place, index)) !== undefined}
              onEnter={() => {
                if (index + 1 < codes.length) {
                  focusOn(index + 1);
                } else if (code !== '' && codes.length < shape.atMost) {
                  add();
                }
              }}
              onKey={(event) => {
                if (event.key === 'Backspace' && code === '' && codes.length > 1) {
                  event.preventDefault();
                  rows.takeOut(index);
                  onDraft(codes.filter((_, at) => at !== index));
                  focusOn(Math.max(0, index - 1));
                }
              }}
            />
          </div>
        ))}
        {codes.length < shape.atMost && (
          <Button look="quiet" onPress={add} label="Add a diagnosis">
            + Add
          </Button>
        )}
      </div>
      {faults.map((fault) => (
        <span key={fault} className={css['fault']}>
          {fault}
        </span>
      ))}
    </Labelled>
  );
}
