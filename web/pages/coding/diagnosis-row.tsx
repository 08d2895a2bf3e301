import type { PlainDate } from '#contracts/dates.ts';
import { CodeField } from '../../codes/code-field.tsx';
import { CodeMeaning } from '../../codes/code-meaning.tsx';
import { faultOf, idOf, type FieldPlace } from '../../forms/fields/field-place.ts';
import fields from '../../forms/fields/fields.module.css';
import { Button } from '../../parts/button.tsx';
import { FindingRow } from './code-finding.tsx';
import css from './coding.module.css';
import type { PlacedFinding } from './finding-places.ts';

interface DiagnosisRowProps {
  readonly number: number;
  readonly code: string;
  readonly place: FieldPlace;
  readonly on: PlainDate;
  readonly findings: readonly PlacedFinding[];
  readonly onCode: (code: string) => void;
  readonly onEnter: () => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onTakeOut: (() => void) | undefined;
}

/** A diagnosis under its number, with its words. */
export function DiagnosisRow({
  number,
  code,
  place,
  on,
  findings,
  onCode,
  onEnter,
  onMove,
  onTakeOut,
}: DiagnosisRowProps) {
  const id = idOf(place);
  const fault = faultOf(place);
  return (
    <div className={css['row']} data-diagnosis={number - 1}>
      <div className={css['diagnosis']}>
        <span className={css['number']} aria-hidden="true">
          {number}
        </span>
        <CodeField
          id={id}
          sort="diagnosis"
          label={`Diagnosis ${number}`}
          placeholder="Code or words"
          value={code}
          onValue={onCode}
          on={on}
          isWrong={fault !== undefined}
          describedBy={`${id}-meaning`}
          onEnter={onEnter}
          onKey={(event) => {
            const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
            if (step === -1 || step === 1) {
              event.preventDefault();
              onMove(step);
            } else if (event.key === 'Backspace' && code === '' && onTakeOut !== undefined) {
              event.preventDefault();
              onTakeOut();
            }
          }}
        />
        <CodeMeaning id={`${id}-meaning`} sort="diagnosis" code={code} on={on} />
        {onTakeOut !== undefined && (
          <Button isSmall look="quiet" label={`Take out diagnosis ${number}`} onPress={onTakeOut}>
            ✕
          </Button>
        )}
      </div>
      {fault !== undefined && <span className={fields['fault']}>{fault}</span>}
      {findings.length > 0 && (
        <ul className={css['rowFindings']}>
          {findings.map(({ finding }) => (
            <FindingRow
              key={`${finding.editId} ${finding.found}`}
              id={`${id}-${finding.editId}`}
              finding={finding}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
