import { DollarText, type Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { useEffect, useRef } from 'react';
import { listOf, textOf } from '../../forms/draft.ts';
import type { FormFieldsProps } from '../../forms/fields/field-editor.tsx';
import { within } from '../../forms/fields/field-place.ts';
import { useRowIds } from '../../forms/fields/row-ids.ts';
import type { Field } from '../../forms/field-shape.ts';
import { Button } from '../../parts/button.tsx';
import { drawAndFocus } from '../../parts/draw-and-focus.ts';
import { Explains } from '../../parts/page.tsx';
import { dollars, dollarText } from '../../words/dollars.ts';
import css from './coding.module.css';
import {
  draftOfCoding,
  emptyLine,
  mostDiagnoses,
  mostLines,
  movedDiagnosis,
  withModifier,
  withoutDiagnosis,
  type CodingDraft,
} from './coding-draft.ts';
import { CodingLine } from './coding-line.tsx';
import { DiagnosisRow } from './diagnosis-row.tsx';
import type { DraftChecks } from './use-draft-checks.ts';

interface CodingFormProps {
  readonly form: FormFieldsProps;
  readonly coding: CodingDraft;
  readonly checks: DraftChecks;
  /** The first day of the visit. */
  readonly on: PlainDate;
}

/** Diagnoses and charge lines as a coder types them, each with its words and with what the scrubber says of it. */
export function CodingForm({ form, coding, checks, on }: CodingFormProps) {
  const box = useRef<HTMLDivElement>(null);
  const { diagnoses, lines } = coding;
  const diagnosisIds = useRowIds(diagnoses.length);
  const lineIds = useRowIds(lines.length);
  const keep = (next: CodingDraft) => form.onDraft(draftOfCoding(next));
  const focus = (selector: string) => drawAndFocus(() => box.current?.querySelector<HTMLElement>(selector));
  const focusDiagnosis = (index: number) => focus(`[data-diagnosis="${index}"] input`);
  const focusLine = (index: number) => focus(`[data-line="${index}"] input`);
  const addDiagnosis = () => {
    keep({ ...coding, diagnoses: [...diagnoses, ''] });
    focusDiagnosis(diagnoses.length);
  };
  const addLine = () => {
    keep({ ...coding, lines: [...lines, emptyLine] });
    focusLine(lines.length);
  };
  useFees(coding, checks, keep);
  const lineFields = fieldsOfLine(form);
  return (
    <div ref={box} className={css['codingForm']}>
      <fieldset className={css['part']}>
        <legend className={css['partHead']}>
          <span>Diagnoses</span>
          <small>ICD-10-CM, the most important first</small>
        </legend>
        {diagnoses.map((code, index) => (
          <DiagnosisRow
            key={diagnosisIds.ids[index]}
            number={index + 1}
            code={code}
            place={within(within(form.place, 'diagnoses'), index)}
            on={on}
            findings={checks.findings.filter((placed) => placed.diagnoses.at(-1) === index)}
            onCode={(typed) => keep({ ...coding, diagnoses: diagnoses.with(index, typed) })}
            onEnter={() => {
              if (index + 1 < diagnoses.length) {
                focusDiagnosis(index + 1);
              } else if (code.trim() === '') {
                focusLine(0);
              } else if (diagnoses.length < mostDiagnoses) {
                addDiagnosis();
              }
            }}
            onMove={(step) => {
              if (index + step >= 0 && index + step < diagnoses.length) {
                keep(movedDiagnosis(coding, index, step));
                focusDiagnosis(index + step);
              }
            }}
            onTakeOut={
              diagnoses.length > 1
                ? () => {
                    diagnosisIds.takeOut(index);
                    keep(withoutDiagnosis(coding, index));
                    focusDiagnosis(Math.max(0, index - 1));
                  }
                : undefined
            }
          />
        ))}
        <div className={css['partFoot']}>
          {diagnoses.length < mostDiagnoses && (
            <Button isSmall onPress={addDiagnosis}>
              Add a diagnosis
            </Button>
          )}
          <Explains>↵ goes on · Alt ↑ ↓ moves one, and the pointers of the lines follow</Explains>
        </div>
      </fieldset>
      <fieldset className={css['part']}>
        <legend className={css['partHead']}>
          <span>Charge lines</span>
          <small>One a service; in Dx press the number of a diagnosis to point at it or away</small>
        </legend>
        <div className={css['lineNames']} aria-hidden="true">
          <span>#</span>
          <span>Code</span>
          <span>Modifiers</span>
          <span>Dx</span>
          <span>Units</span>
          <span>Charge</span>
        </div>
        {lines.map((line, index) => (
          <CodingLine
            key={lineIds.ids[index]}
            number={index + 1}
            line={line}
            fields={lineFields}
            place={within(within(form.place, 'lines'), index)}
            on={on}
            diagnosisCount={diagnoses.length}
            fee={checks.fees.get(index)}
            findings={checks.findings.filter((placed) => placed.lines.at(-1) === index)}
            pairs={checks.pairs.filter((placed) => placed.at === index)}
            onLine={(next) => keep({ ...coding, lines: lines.with(index, next) })}
            onModifier={({ on: code, modifier }) => keep(withModifier(coding, code, modifier))}
            onEnter={() => {
              if (index + 1 < lines.length) {
                focusLine(index + 1);
              } else if (lines.length < mostLines && textOf(line['code']) !== '') {
                addLine();
              }
            }}
            onTakeOut={
              lines.length > 1
                ? () => {
                    lineIds.takeOut(index);
                    keep({ ...coding, lines: lines.toSpliced(index, 1) });
                    focusLine(Math.max(0, index - 1));
                  }
                : undefined
            }
          />
        ))}
        <div className={css['partFoot']}>
          <Button isSmall onPress={addLine} isDisabled={lines.length >= mostLines}>
            Add a line
          </Button>
          <span className={css['total']}>
            Total <b>{dollars(totalOf(coding))}</b>
          </span>
        </div>
      </fieldset>
    </div>
  );
}

function fieldsOfLine({ fields }: FormFieldsProps): readonly Field[] {
  const shape = fields.find(({ name }) => name === 'lines')?.shape;
  return shape?.kind === 'list' && shape.of.kind === 'group' ? shape.of.fields : [];
}

/** What the lines come to, as far as their charges can be read. */
function totalOf({ lines }: CodingDraft): Cents {
  return lines
    .map((line): number => DollarText.safeParse(textOf(line['charge']).trim()).data ?? 0)
    .reduce((sum, charge) => sum + charge, 0) as Cents;
}

/** Fills the practice's fee in where no charge was typed, once for each service: who clears it means it. */
function useFees(coding: CodingDraft, { fees }: DraftChecks, keep: (next: CodingDraft) => void): void {
  const filled = useRef(new Set<string>());
  useEffect(() => {
    const due = [...fees].filter(([index]) => {
      const line = coding.lines[index];
      return (
        line !== undefined && textOf(line['charge']).trim() === '' && !filled.current.has(serviceOf(line))
      );
    });
    if (due.length === 0) {
      return;
    }
    const lines = [...coding.lines];
    for (const [index, fee] of due) {
      const line = lines[index] ?? emptyLine;
      filled.current.add(serviceOf(line));
      lines[index] = { ...line, charge: dollarText(fee) };
    }
    keep({ ...coding, lines });
  }, [fees, coding, keep]);
}

function serviceOf(line: CodingDraft['lines'][number]): string {
  return [textOf(line['code']), textOf(line['units']), ...listOf(line['modifiers']).map(textOf)].join(' ');
}
