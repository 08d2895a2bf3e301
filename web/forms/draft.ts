import { canonicalJson } from '#domain/identity/content-hash.ts';
import type { Field, FieldShape } from './field-shape.ts';

/** What a person has typed so far, as typed. A field that was never touched is not in it. */
export type Draft = string | readonly Draft[] | { readonly [name: string]: Draft | undefined };
export type GroupDraft = { readonly [name: string]: Draft | undefined };

export const isGroup = (draft: Draft | undefined): draft is GroupDraft =>
  typeof draft === 'object' && !Array.isArray(draft);
export const groupOf = (draft: Draft | undefined): GroupDraft => (isGroup(draft) ? draft : {});
export const listOf = (draft: Draft | undefined): readonly Draft[] =>
  Array.isArray(draft) ? (draft as readonly Draft[]) : [];
export const textOf = (draft: Draft | undefined): string => (typeof draft === 'string' ? draft : '');

/**
 * What is handed in for a draft: empty texts are left out, and so are groups and rows in which nothing was typed.
 * What cannot be read as its kind stays as it was typed, so that the schema says what is wrong with it.
 */
export function inputOf(shape: FieldShape, draft: Draft | undefined): unknown {
  switch (shape.kind) {
    case 'text':
    case 'dollars':
    case 'date':
    case 'choice':
      return textOf(draft).trim() === '' ? undefined : textOf(draft).trim();
    case 'number':
      return numberOf(textOf(draft).trim());
    case 'pairs': {
      const pairs = Object.entries(groupOf(draft))
        .filter(([name, value]) => name.trim() !== '' && textOf(value).trim() !== '')
        .map(([name, value]) => [name.trim(), numberOf(textOf(value).trim())]);
      return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
    }
    case 'list':
      return Array.isArray(draft)
        ? listOf(draft)
            .map((item) => inputOf(shape.of, item))
            .filter((item) => item !== undefined)
        : undefined;
    case 'group':
      return groupInputOf(shape.fields, draft);
  }
}

function groupInputOf(fields: readonly Field[], draft: Draft | undefined): unknown {
  const typed = groupOf(draft);
  const given = fields
    .map(({ name, shape, isRequired }) => {
      const value = inputOf(shape, typed[name]);
      const isEmptyCorrection = value === undefined && isRequired && isCorrection(shape);
      return [name, isEmptyCorrection ? {} : value] as const;
    })
    .filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** A correction that changes nothing is one, too: what was rejected may be the other side's fault. */
function isCorrection(shape: FieldShape): boolean {
  return shape.kind === 'group' && shape.look === 'correction';
}

function numberOf(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  const read = Number(text);
  return Number.isFinite(read) ? read : text;
}

/** The draft from which {@link inputOf} makes this input again: how a form shows what is there already. */
export function draftOf(shape: FieldShape, input: unknown): Draft | undefined {
  if (input === undefined || input === null) {
    return undefined;
  }
  switch (shape.kind) {
    case 'text':
    case 'dollars':
    case 'date':
    case 'choice':
    case 'number':
      return typeof input === 'string' ? input : JSON.stringify(input);
    case 'pairs':
      return Object.fromEntries(
        Object.entries(input).map(([name, value]): [string, Draft] => [name, String(value)]),
      );
    case 'list':
      return (input as readonly unknown[]).map((item) => draftOf(shape.of, item) ?? '');
    case 'group': {
      const given = input as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        shape.fields
          .map(({ name, shape }) => [name, draftOf(shape, given[name])] as const)
          .filter(([, draft]) => draft !== undefined),
      );
    }
  }
}

/** Whether two inputs say the same, however their fields are ordered. */
export function sameInput(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
