import type * as z from 'zod';
import type { Unmapped } from '#contracts/task.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { describeFieldName, describeFound } from './mask-value.ts';
import { nearestFieldName } from './nearest-field-name.ts';

type Issue = z.core.$ZodIssue;

export type Finding = Omit<RecordProblem, 'recordNumber' | 'encounterId'> & {
  /** Set when a mapping by the practice would solve it. It may name a person: for the task alone, never for an answer. */
  readonly unmapped?: Unmapped;
};

/** `lines[2].charge`: the path of a field as a person counts, positions from 1. */
function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') {
      text += `[${step + 1}]`;
    } else {
      text += text === '' ? String(step) : `.${String(step)}`;
    }
  }
  return text;
}

/** Says what a schema objected to, in words, without repeating anything about a person. */
export function describeIssue(issue: Issue, record: unknown): Finding[] {
  const field = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => describeUnknownField(issue.path, key));
  }
  const value = valueAt(record, issue.path);
  if (value === undefined) {
    const expected = issue.code === 'invalid_type' ? wordFor(issue.expected) : expectedBy(issue);
    return [
      { field, code: 'field-missing', found: 'nothing', expected, howToFix: `Add ${field} to the record.` },
    ];
  }
  return [
    {
      field,
      code: 'field-invalid',
      found: describeFound(issue.path, value),
      expected: expectedBy(issue),
      howToFix: `Correct ${field} and send the record again.`,
    },
  ];
}

function describeUnknownField(path: readonly PropertyKey[], key: string): Finding {
  const near = nearestFieldName(key);
  const name = describeFieldName(key);
  const parent = fieldPath(path);
  return {
    field: parent,
    code: 'field-unknown',
    found: `a field named ${name}`,
    expected: near === undefined ? 'only fields that are described' : `perhaps "${near}"`,
    howToFix: near === undefined ? `Remove ${name}.` : `Rename ${name} to "${near}", or remove it.`,
  };
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  let value = record;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wordFor(issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'date' ? 'a day of the calendar as YYYY-MM-DD' : issue.message;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  switch (origin) {
    case 'string':
      return ' characters';
    case 'array':
      return ' entries';
    default:
      return '';
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function wordFor(expected: string): string {
  return words[expected] ?? expected;
}
