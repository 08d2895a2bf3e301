import type * as z from 'zod';

/** One thing that is wrong with a line, for a person. */
export interface LineFault {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Where in the line: `part.lines[0].chargeCents`; empty when the whole line is meant. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly howToFix: string;
}

/** Lines from which no X12 can be written, with all that is wrong with the first bad one. */
export class LinesRefused extends Error {
  readonly faults: readonly LineFault[];

  constructor(faults: readonly LineFault[]) {
    const shown = faults.slice(0, 5).map(sentenceOf);
    const more = faults.length > shown.length ? ` And ${faults.length - shown.length} more.` : '';
    super(`${shown.join(' ')}${more}`);
    this.name = 'LinesRefused';
    this.faults = faults;
  }
}

/** {@link LinesRefused} for one fault. */
export function refuseLine(
  line: number,
  path: string,
  fault: Pick<LineFault, 'found' | 'expected' | 'howToFix'>,
): LinesRefused {
  return new LinesRefused([{ line, path, ...fault }]);
}

function sentenceOf({ line, path, found, expected, howToFix }: LineFault): string {
  const where = path === '' ? `Line ${line}` : `Line ${line}, ${path}`;
  return `${where}: found ${found}; expected ${expected}. ${howToFix}`;
}

/** What a schema objected to, as faults of a line. */
export function faultsFrom(line: number, json: unknown, issues: readonly z.core.$ZodIssue[]): LineFault[] {
  return issues.flatMap((issue): LineFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        line,
        path: pathText([...issue.path, key]),
        found: 'a field that there is not',
        expected: 'only fields of the model',
        howToFix: `Correct the name "${shorten(key)}", or remove the field.`,
      }));
    }
    const path = pathText(issue.path);
    const value = valueAt(json, issue.path);
    return [
      {
        line,
        path,
        found: issue.code === 'invalid_key' ? 'a field of this name' : describe(value),
        expected: expectedBy(issue, path),
        howToFix: value === undefined ? `Add ${path}.` : `Correct ${path}.`,
      },
    ];
  });
}

/** A value in a few words. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(typeof value === 'string' ? shorten(value) : value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `part.lines[0].chargeCents`, counted from 0 as in JSON. */
function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${shorten(String(step))}`;
  }
  return text;
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

const words: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function expectedBy(issue: z.core.$ZodIssue, path: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return path.endsWith('Cents') ? 'a whole number of cents' : (words[issue.expected] ?? issue.expected);
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_format':
      return issue.format === 'date' ? 'a day of the calendar as YYYY-MM-DD' : issue.message;
    case 'invalid_key':
      return 'the place of an element, two digits';
    default:
      return issue.message;
  }
}
