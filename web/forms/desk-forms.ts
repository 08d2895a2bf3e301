import type { RecordProblem } from '#contracts/upload-answer.ts';
import type * as z from 'zod';
import { inputOf, type Draft } from './draft.ts';
import { fieldsOf, type Field, type FieldShape } from './field-shape.ts';
import { faultsOf } from './outcome-forms.ts';

/** A form of the front desk: what is handed in becomes an upload, which is checked and answered. */
export interface DeskFormShape {
  readonly fields: readonly Field[];
  readonly schema: z.ZodObject;
}

export function deskForm(schema: z.ZodObject): DeskFormShape {
  return { fields: fieldsOf(schema), schema };
}

/** What may be chosen in fields of a name, wherever they stand: ids, and what people read for them. */
export type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The same fields, of which those with a list of choices are chosen and not typed. */
export function withChoices(fields: readonly Field[], choices: Choices): readonly Field[] {
  return fields.map((field) => {
    const words = choices[field.name];
    return words !== undefined &&
      Object.keys(words).length > 0 &&
      ['text', 'choice'].includes(field.shape.kind)
      ? { ...field, shape: { kind: 'choice', options: Object.keys(words), words } }
      : { ...field, shape: shapeWithChoices(field.shape, choices) };
  });
}

function shapeWithChoices(shape: FieldShape, choices: Choices): FieldShape {
  switch (shape.kind) {
    case 'group':
      return { ...shape, fields: withChoices(shape.fields, choices) };
    case 'list':
      return { ...shape, of: shapeWithChoices(shape.of, choices) };
    default:
      return shape;
  }
}

type DeskFilled =
  | { readonly ok: true; readonly form: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };

/** What is handed in, or what is plainly wrong with what was typed; the rest the upload's answer says. */
export function fillDeskForm({ fields, schema }: DeskFormShape, draft: Draft | undefined): DeskFilled {
  const typed = inputOf({ kind: 'group', fields, look: 'plain' }, draft) ?? {};
  const form = typed as Readonly<Record<string, unknown>>;
  const read = schema.safeParse(form);
  return read.success ? { ok: true, form } : { ok: false, faults: faultsOf(read.error.issues, form) };
}

/** Where an answer names a field that the form has, what is wrong with it; the others are told beside the form. */
export function answeredFaults(
  fields: readonly Field[],
  problems: readonly RecordProblem[],
): { readonly faults: Readonly<Record<string, string>>; readonly others: readonly string[] } {
  const names = new Set(fields.map(({ name }) => name));
  const faults: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const path = formPath(problem.field);
    const words = problemInWords(problem);
    if (names.has(path.split('.')[0] ?? '')) {
      faults[path] ??= words;
    } else {
      others.push(words);
    }
  }
  return { faults, others };
}

/** `lines[2].charge` of an answer, which counts from 1, is `lines.1.charge` of the form. */
export function formPath(field: string): string {
  return field.replaceAll(/\[(\d+)\]/g, (_, place: string) => `.${Number(place) - 1}`);
}

function problemInWords({ found, expected, howToFix }: RecordProblem): string {
  return `Found ${found}; expected ${expected}. ${howToFix}`;
}
