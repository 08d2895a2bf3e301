import * as z from 'zod';
import { Practice } from '#contracts/practice.ts';
import { nearestFieldName } from '../intake/nearest-field-name.ts';
import { practiceFaults } from './practice-faults.ts';
import type { PracticeFault } from './practice-fault.ts';

export type CheckedPractice =
  | {
      /** With edition 1 where the document gives none. */
      readonly practice: Practice;
      /** The edition that the document gives. */
      readonly edition: number | undefined;
      readonly faults?: never;
    }
  | { readonly practice?: never; readonly faults: readonly PracticeFault[] };

/** Whether a value is the master data of a practice: first its form, then what no form can say. */
export function checkPractice(value: unknown): CheckedPractice {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      faults: [
        {
          path: [],
          found: describe(value),
          expected: 'one practice, an object with fields such as practiceId and payers',
          howToFix: 'Start from "practice export" or the sample practice.',
        },
      ],
    };
  }
  const edition = 'edition' in value ? value.edition : undefined;
  const read = Practice.safeParse(edition === undefined ? { ...value, edition: 1 } : value);
  if (!read.success) {
    return { faults: read.error.issues.flatMap((issue) => schemaFaults(issue, value)) };
  }
  const faults = practiceFaults(read.data);
  return faults.length > 0
    ? { faults }
    : { practice: read.data, edition: edition === undefined ? undefined : read.data.edition };
}

function schemaFaults(issue: z.core.$ZodIssue, value: unknown): PracticeFault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const name = path.at(-1) ?? 'the document';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField(path, key));
  }
  const found = valueAt(value, path);
  if (found === undefined) {
    return [
      {
        path,
        found: 'nothing',
        expected: expectedBy(issue),
        howToFix: `Add ${name}.`,
      },
    ];
  }
  return [{ path, found: describe(found), expected: expectedBy(issue), howToFix: `Correct ${name}.` }];
}

function unknownField(path: PracticeFault['path'], key: string): PracticeFault {
  const near = nearestFieldName(key, practiceFields());
  return {
    path: [...path, key],
    found: `a field named ${key}`,
    expected: near === undefined ? 'only fields that are described' : `perhaps ${near}`,
    howToFix:
      near === undefined
        ? `Remove ${key}.`
        : `Rename it, or remove it: a field that nobody reads would be lost in silence.`,
  };
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => String(value)).join(', ');
    case 'too_small':
      return `at least ${String(issue.minimum)}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'date' ? 'a day, YYYY-MM-DD' : issue.message;
    default:
      return issue.message;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
};

function unitOf(origin: string): string {
  return { string: ' characters', array: ' entries' }[origin] ?? '';
}

function describe(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(value: unknown, path: PracticeFault['path']): unknown {
  let inner = value;
  for (const step of path) {
    inner =
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string | number, unknown>>)[step]
        : undefined;
  }
  return inner;
}

let fieldNames: readonly string[] | undefined;

/** The names of all fields of a practice document, however deep. */
function practiceFields(): readonly string[] {
  fieldNames ??= [...fieldsBelow(z.toJSONSchema(Practice, { io: 'input', unrepresentable: 'any' }))];
  return fieldNames;
}

function fieldsBelow(schema: unknown): Set<string> {
  const names = new Set<string>();
  if (typeof schema !== 'object' || schema === null) {
    return names;
  }
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties' && typeof inner === 'object' && inner !== null) {
      Object.keys(inner).forEach((name) => names.add(name));
    }
    fieldsBelow(inner).forEach((name) => names.add(name));
  }
  return names;
}
