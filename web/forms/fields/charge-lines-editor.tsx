import { DollarText, type Cents } from '#contracts/cents.ts';
import { useState } from 'react';
import { CodeField } from '../../codes/code-field.tsx';
import { Button } from '../../parts/button.tsx';
import { useToday } from '../../parts/now.tsx';
import parts from '../../parts/parts.module.css';
import { dollars } from '../../words/dollars.ts';
import { groupOf, listOf, textOf, type Draft, type GroupDraft } from '../draft.ts';
import type { Field, FieldShape } from '../field-shape.ts';
import { wordsOfField } from '../field-words.ts';
import { CodesEditor } from './codes-editor.tsx';
import { DollarInput, TextInput } from './controls.tsx';
import { NestedFields, type EditorProps } from './nested-field.tsx';
import { idOf, namesOf, within, type FieldPlace } from './field-place.ts';
import { Labelled } from './labelled.tsx';
import { useRowIds } from './row-ids.ts';
import css from './fields.module.css';

/** Fields of a line that have a column; the others are opened where they are needed. */
const columns = ['code', 'modifiers', 'units', 'charge', 'diagnosisPointers', 'serviceDate'] as const;
const columnNames: Readonly<Record<(typeof columns)[number], string>> = {
  code: 'Code',
  modifiers: 'Modifiers',
  units: 'Units',
  charge: 'Charge',
  diagnosisPointers: 'Dx',
  serviceDate: 'Date',
};

const newLine: GroupDraft = { units: '1', diagnosisPointers: ['1'] };

/** Charge lines as the table that coders know: one row a service. */
export function ChargeLinesEditor({
  shape,
  place,
  draft,
  onDraft,
  isRequired,
}: EditorProps<Extract<FieldShape, { kind: 'list' }>>) {
  const fields = shape.of.kind === 'group' ? shape.of.fields : [];
  const given = listOf(draft);
  const lines = given.length === 0 ? [newLine] : given;
  const rows = useRowIds(lines.length);
  const faults = Object.entries(place.faults).filter(([path]) => path.startsWith(`${place.path.join('.')}.`));
  return (
    <Labelled place={place} isRequired={isRequired} isGroup>
      <div className={css['scroller']}>
        <table className={css['lines']}>
          <thead>
            <tr>
              <th>#</th>
              {columns.map((name) => (
                <th key={name}>{columnNames[name]}</th>
              ))}
              <th>
                <span className={parts['hidden']}>Do</span>
              </th>
            </tr>
          </thead>
          {lines.map((line, index) => (
            <LineRow
              key={rows.ids[index]}
              fields={fields}
              place={within(place, index)}
              draft={groupOf(line)}
              number={index + 1}
              onDraft={(inner) => onDraft(lines.map((other, at) => (at === index ? inner : other)))}
              onTakeOut={
                lines.length > 1
                  ? () => {
                      rows.takeOut(index);
                      onDraft(lines.filter((_, at) => at !== index));
                    }
                  : undefined
              }
            />
          ))}
        </table>
      </div>
      <div className={css['total']}>
        <Button isSmall onPress={() => onDraft([...lines, newLine])}>
          Add a line
        </Button>
        <span>
          Total <b>{dollars(totalOf(lines))}</b>
        </span>
      </div>
      {faults.map(([path, fault]) => (
        <span key={path} className={css['fault']}>
          {faultInWords(path.slice(place.path.join('.').length + 1), fault, place)}
        </span>
      ))}
    </Labelled>
  );
}

/** `0.charge` is the charge of line 1. */
function faultInWords(path: string, fault: string, place: FieldPlace): string {
  const [index = '0', ...names] = path.split('.');
  const named = names.filter((name) => !/^\d+$/.test(name));
  const label =
    named.length === 0 ? '' : `, ${wordsOfField([...namesOf(place), ...named]).label.toLowerCase()}`;
  return `Line ${Number(index) + 1}${label}: ${fault}`;
}

/** What the lines come to, as far as their charges can be read. */
function totalOf(lines: readonly Draft[]): Cents {
  return lines
    .map((line): number => DollarText.safeParse(textOf(groupOf(line)['charge']).trim()).data ?? 0)
    .reduce((sum, charge) => sum + charge, 0) as Cents;
}

interface LineRowProps {
  readonly fields: readonly Field[];
  readonly place: FieldPlace;
  readonly draft: GroupDraft;
  readonly number: number;
  readonly onDraft: (draft: GroupDraft) => void;
  readonly onTakeOut: (() => void) | undefined;
}

function LineRow({ fields, place, draft, number, onDraft, onTakeOut }: LineRowProps) {
  const others = fields.filter(({ name }) => !columns.some((column) => column === name));
  const [isOpen, setOpen] = useState(others.some(({ name }) => draft[name] !== undefined));
  return (
    <tbody>
      <tr>
        <td className={css['lineNumber']}>{number}</td>
        {columns.map((name) => (
          <td key={name}>
            <Cell
              name={name}
              label={`${columnNames[name]} of line ${number}`}
              place={within(place, name)}
              draft={draft[name]}
              onDraft={(inner) => onDraft({ ...draft, [name]: inner })}
            />
          </td>
        ))}
        <td>
          <div className={css['rowLine']}>
            <Button
              isSmall
              look="quiet"
              label={`Drug and description of line ${number}`}
              onPress={() => setOpen(!isOpen)}
            >
              ⋯
            </Button>
            {onTakeOut !== undefined && (
              <Button isSmall look="quiet" label={`Take out line ${number}`} onPress={onTakeOut}>
                ✕
              </Button>
            )}
          </div>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={columns.length + 2} aria-label={`Drug and description of line ${number}`}>
            <div className={css['nest']}>
              <div className={css['group']}>
                <NestedFields fields={others} place={place} draft={draft} onDraft={onDraft} />
              </div>
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

const numberShape = { kind: 'number' } as const;

function Cell({
  name,
  label,
  place,
  draft,
  onDraft,
}: {
  readonly name: (typeof columns)[number];
  readonly label: string;
  readonly place: FieldPlace;
  readonly draft: Draft | undefined;
  readonly onDraft: (draft: Draft | undefined) => void;
}) {
  const today = useToday();
  const props = { place, draft, onDraft, label };
  const search = {
    id: idOf(place),
    label,
    on: place.claim?.serviceDateFrom ?? today,
    isWrong: Object.keys(place.faults).some((path) => `${path}.`.startsWith(`${place.path.join('.')}.`)),
  };
  switch (name) {
    case 'modifiers':
      return (
        <CodeField
          {...search}
          sort="modifier"
          takesSeveral
          value={listOf(draft).map(textOf).join(' ')}
          onValue={(typed) => onDraft(typed === '' ? [] : typed.split(/[\s,]/))}
        />
      );
    case 'diagnosisPointers':
      return <CodesEditor {...props} />;
    case 'charge':
      return <DollarInput {...props} />;
    case 'units':
      return <TextInput {...props} shape={numberShape} />;
    case 'code':
      return <CodeField {...search} sort="procedure" value={textOf(draft)} onValue={onDraft} />;
    case 'serviceDate':
      return (
        <input
          className={css['input']}
          type="date"
          aria-label={label}
          value={textOf(draft)}
          onChange={({ target }) => onDraft(target.value)}
        />
      );
  }
}
