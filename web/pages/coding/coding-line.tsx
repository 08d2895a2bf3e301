import { DollarText, type Cents } from '#contracts/cents.ts';
import type { ModifierChoice } from '#contracts/coding.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { useMemo, useState } from 'react';
import { CodeField } from '../../codes/code-field.tsx';
import { CodeMeaning } from '../../codes/code-meaning.tsx';
import { modifierWords } from '../../codes/modifiers-like.ts';
import { listOf, textOf, type GroupDraft } from '../../forms/draft.ts';
import type { Field } from '../../forms/field-shape.ts';
import { wordsOfField } from '../../forms/field-words.ts';
import { DollarInput, TextInput } from '../../forms/fields/controls.tsx';
import { idOf, namesOf, within, type FieldPlace } from '../../forms/fields/field-place.ts';
import fieldStyles from '../../forms/fields/fields.module.css';
import { NestedFields } from '../../forms/fields/nested-field.tsx';
import { Button } from '../../parts/button.tsx';
import { dollars } from '../../words/dollars.ts';
import { FindingRow, PairRow } from './code-finding.tsx';
import css from './coding.module.css';
import { pointerOfKey, pointersIn, toggledPointer } from './coding-draft.ts';
import type { PlacedFinding } from './finding-places.ts';
import type { PlacedPair } from './use-draft-checks.ts';

interface CodingLineProps {
  readonly number: number;
  readonly line: GroupDraft;
  readonly fields: readonly Field[];
  readonly place: FieldPlace;
  readonly on: PlainDate;
  readonly diagnosisCount: number;
  /** What the practice charges for the line by its fee schedule, in cents. */
  readonly fee: Cents | undefined;
  readonly findings: readonly PlacedFinding[];
  readonly pairs: readonly PlacedPair[];
  readonly onLine: (line: GroupDraft) => void;
  readonly onModifier: (choice: ModifierChoice) => void;
  readonly onEnter: () => void;
  readonly onTakeOut: (() => void) | undefined;
}

const numberShape = { kind: 'number' } as const;
const columns = new Set(['code', 'modifiers', 'diagnosisPointers', 'units', 'charge']);

/** A charge line on one row, under it its words and what is to be said of it. */
export function CodingLine(props: CodingLineProps) {
  const { number, line, fields, place, on, fee, findings, pairs, onLine, onEnter, onTakeOut } = props;
  const others = fields.filter(({ name }) => !columns.has(name));
  const [isOpen, setOpen] = useState(
    others.some(({ name }) => line[name] !== undefined && textOf(line[name]) !== on),
  );
  const code = textOf(line['code']);
  const offered = useMemo(
    () =>
      pairs
        .flatMap(({ pair }) => pair.choices)
        .filter((choice) => choice.on === code && !choice.isOnLine)
        .map(({ modifier, label }) => ({
          code: modifier,
          label,
          isBillable: true,
          group: 'Separates the pair',
        })),
    [pairs, code],
  );
  const faults = faultsWithin(place);
  const isWrong = (name: string) => faults.some(([path]) => path === name || path.startsWith(`${name}.`));
  const meaningId = `${idOf(place)}-meaning`;
  const charge = DollarText.safeParse(textOf(line['charge']).trim()).data;
  return (
    <div className={css['row']} data-line={number - 1}>
      <div className={css['line']}>
        <span className={css['number']} aria-hidden="true">
          {number}
        </span>
        <CodeField
          id={idOf(within(place, 'code'))}
          sort="procedure"
          label={`Code of line ${number}`}
          placeholder="Code or words"
          value={code}
          onValue={(typed) => onLine({ ...line, code: typed })}
          on={on}
          isWrong={isWrong('code')}
          describedBy={meaningId}
          onEnter={onEnter}
        />
        <CodeField
          id={idOf(within(place, 'modifiers'))}
          sort="modifier"
          label={`Modifiers of line ${number}`}
          takesSeveral
          value={listOf(line['modifiers']).map(textOf).join(' ')}
          onValue={(typed) => onLine({ ...line, modifiers: typed === '' ? [] : typed.split(/[\s,]/) })}
          on={on}
          isWrong={isWrong('modifiers')}
          offered={offered}
          onEnter={onEnter}
        />
        <PointersField {...props} isWrong={isWrong('diagnosisPointers')} />
        <TextInput
          shape={numberShape}
          place={within(place, 'units')}
          label={`Units of line ${number}`}
          draft={line['units']}
          onEnter={onEnter}
          onDraft={(units) => onLine({ ...line, units })}
        />
        <DollarInput
          place={within(place, 'charge')}
          label={`Charge of line ${number}`}
          draft={line['charge']}
          onEnter={onEnter}
          onDraft={(typed) => onLine({ ...line, charge: typed })}
        />
        <span className={css['lineTools']}>
          <Button
            isSmall
            look="quiet"
            label={`Day, drug and description of line ${number}`}
            onPress={() => setOpen(!isOpen)}
          >
            ⋯
          </Button>
          {onTakeOut !== undefined && (
            <Button isSmall look="quiet" label={`Take out line ${number}`} onPress={onTakeOut}>
              ✕
            </Button>
          )}
        </span>
      </div>
      <div className={css['lineMeaning']}>
        <CodeMeaning id={meaningId} sort="procedure" code={code} on={on} />
        <ModifierMeanings line={line} />
        {fee !== undefined && charge !== undefined && charge !== fee && (
          <span>Fee schedule {dollars(fee)}</span>
        )}
      </div>
      {faults.map(([path, fault]) => (
        <span key={path} className={fieldStyles['fault']}>
          {labelOf(place, path)}: {fault}
        </span>
      ))}
      {isOpen && (
        <div className={css['lineMore']}>
          <NestedFields fields={others} place={place} draft={line} onDraft={onLine} />
        </div>
      )}
      {(findings.length > 0 || pairs.length > 0) && (
        <ul className={css['rowFindings']}>
          {findings.map(({ finding }) => (
            <FindingRow
              key={`${finding.editId} ${finding.found}`}
              id={`${idOf(place)}-${finding.editId}`}
              finding={finding}
            />
          ))}
          {pairs.map((placed) => (
            <PairRow
              key={`${placed.pair.column1} ${placed.pair.column2} ${placed.pair.lines.join(' ')}`}
              placed={placed}
              onModifier={props.onModifier}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Faults of a line by the path of the field within it. */
function faultsWithin({ faults, path }: FieldPlace): readonly (readonly [path: string, fault: string])[] {
  const own = `${path.join('.')}.`;
  return Object.entries(faults)
    .filter(([where]) => where.startsWith(own))
    .map(([where, fault]) => [where.slice(own.length), fault]);
}

function labelOf(place: FieldPlace, path: string): string {
  const names = path.split('.').filter((part) => !/^\d+$/.test(part));
  return wordsOfField([...namesOf(place), ...names]).label;
}

/** Which diagnoses a line is for: a digit, or a letter as on the paper form, points at one or away from it. */
function PointersField({
  number,
  line,
  place,
  diagnosisCount,
  onLine,
  onEnter,
  isWrong,
}: CodingLineProps & { readonly isWrong: boolean }) {
  const pointers = listOf(line['diagnosisPointers']).map(textOf).join(' ');
  const point = (diagnosisPointers: readonly string[]) => onLine({ ...line, diagnosisPointers });
  return (
    <input
      id={idOf(within(place, 'diagnosisPointers'))}
      className={`${fieldStyles['input']} ${fieldStyles['capitals']}`}
      aria-label={`Dx of line ${number}`}
      aria-invalid={isWrong}
      inputMode="numeric"
      autoComplete="off"
      value={pointers}
      onChange={({ target }) => point(pointersIn(target.value, diagnosisCount))}
      onKeyDown={(event) => {
        const pointer = pointerOfKey(event.key);
        if (event.ctrlKey || event.metaKey || event.altKey) {
          return;
        }
        if (event.key === 'Enter') {
          event.preventDefault();
          onEnter();
        } else if (event.key === 'Backspace') {
          event.preventDefault();
          point(pointersIn(pointers, diagnosisCount).slice(0, -1));
        } else if (pointer !== undefined) {
          event.preventDefault();
          if (pointer <= diagnosisCount) {
            point(toggledPointer(line, pointer));
          }
        }
      }}
    />
  );
}

function ModifierMeanings({ line }: { readonly line: GroupDraft }) {
  const modifiers = listOf(line['modifiers']).map(textOf);
  const words = modifiers.flatMap((code) => {
    const known = modifierWords(code);
    return known === undefined ? [] : [`${code} ${known}`];
  });
  return words.length === 0 ? null : <span>{words.join(' · ')}</span>;
}
