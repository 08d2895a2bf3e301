import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import { RejectProposal } from '#contracts/task.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import * as z from 'zod';
import { inputOf, type Draft } from './draft.ts';
import { fieldsOf, type Field } from './field-shape.ts';

export interface OutcomeForm {
  readonly outcome: string;
  readonly fields: readonly Field[];
  readonly schema: z.ZodObject;
}

const schemas = { ...taskOutcomes, ...practiceTaskOutcomes } as const satisfies Record<TaskKind, z.ZodType>;

/** A form for each outcome of a kind of task, in the order of the contract. */
export function outcomeForms(kind: TaskKind): readonly OutcomeForm[] {
  return [...schemas[kind].options, RejectProposal].map(formOf);
}

function formOf(schema: z.ZodObject): OutcomeForm {
  const { outcome } = schema.shape;
  if (!(outcome instanceof z.ZodLiteral)) {
    throw new Error('A decision about a task names its outcome');
  }
  return { outcome: String(outcome.value), fields: fieldsOf(schema), schema };
}

export type Filled =
  | { readonly ok: true; readonly decision: Readonly<Record<string, unknown>> }
  /** What is wrong, by the path of the field it is wrong with. */
  | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };

/** What is handed in, as the contract wants it; or what is wrong with what was typed. */
export function fill(form: OutcomeForm, draft: Draft | undefined): Filled {
  const typed = inputOf({ kind: 'group', fields: form.fields, look: 'plain' }, draft);
  const decision = { outcome: form.outcome, ...(typed as Readonly<Record<string, unknown>> | undefined) };
  const read = form.schema.safeParse(decision);
  return read.success ? { ok: true, decision } : { ok: false, faults: faultsOf(read.error.issues, decision) };
}

/** The first fault of each field, by its path. */
export function faultsOf(
  issues: readonly z.core.$ZodIssue[],
  decision: unknown,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    issues.toReversed().map((issue) => [issue.path.join('.'), issueInWords(issue, decision)]),
  );
}

/** What the schema says, where it speaks in words of the trade; the plain cases in words of our own. */
function issueInWords(issue: z.core.$ZodIssue, decision: unknown): string {
  if (valueAt(decision, issue.path) === undefined) {
    return issue.code === 'invalid_value' ? 'Choose one' : 'Fill this in';
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string'
      ? `Write at least ${issue.minimum} ${issue.minimum === 1 ? 'character' : 'characters'}`
      : `At least ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string' ? `At most ${issue.maximum} characters` : `At most ${issue.maximum}`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'date') {
    return 'Expected a day';
  }
  return issue.message.startsWith('Invalid') ? 'This is not right' : `Expected ${issue.message}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, name) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Readonly<Record<PropertyKey, unknown>>)[name]
        : undefined,
    value,
  );
}
