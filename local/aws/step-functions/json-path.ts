import type { Json, JsonObject } from '../../runtime/service.ts';
import { evaluateFilter, type FilterExpression, parseFilter } from './json-path-filter.ts';
import { isObject } from './json.ts';
import { StateError } from './state-error.ts';

/** What a path can refer to: `$` the input, `$$` the context object, `$name` a variable. */
export interface PathScope {
  readonly input: Json;
  readonly context: JsonObject;
  readonly variables: JsonObject;
}

type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly filter: FilterExpression };

interface JsonPath {
  readonly text: string;
  readonly root: 'input' | 'context' | { readonly variable: string };
  readonly steps: readonly PathStep[];
  /** Whether it can name one value at most; any other path answers a list. */
  readonly definite: boolean;
}

const parsed = new Map<string, JsonPath>();

/**
 * Parses a JSONPath as the Amazon States Language uses it. Parsed paths are kept, for a definition has few.
 *
 * @throws StateError `States.Runtime` that shows the path and where it breaks.
 */
function parsePath(text: string): JsonPath {
  const known = parsed.get(text);
  if (known !== undefined) {
    return known;
  }
  const { root, rest } = parseRoot(text);
  const steps = parseSteps(text, rest);
  const path: JsonPath = {
    text,
    root,
    steps,
    definite: steps.every((step) => step.kind === 'name' || step.kind === 'index'),
  };
  parsed.set(text, path);
  return path;
}

function invalid(text: string, position: number): StateError {
  return new StateError(
    'States.Runtime',
    `Invalid path '${text}': expected '.', '[' or the end at character ${String(position + 1)}.`,
  );
}

function parseRoot(text: string): { root: JsonPath['root']; rest: number } {
  if (text.startsWith('$$')) {
    return { root: 'context', rest: 2 };
  }
  const variable = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(text)?.[1];
  if (variable !== undefined) {
    return { root: { variable }, rest: 1 + variable.length };
  }
  if (!text.startsWith('$')) {
    throw new StateError('States.Runtime', `Invalid path '${text}': a path starts with '$'.`);
  }
  return { root: 'input', rest: 1 };
}

function parseSteps(text: string, start: number): PathStep[] {
  const steps: PathStep[] = [];
  let position = start;
  while (position < text.length) {
    if (text.startsWith('..', position)) {
      steps.push({ kind: 'descend' });
      position += text[position + 2] === '[' ? 2 : 1;
    }
    if (text[position] === '.') {
      const name = /^\.(?:(\*)|([^.[\]()'"\s*?@,]+))/.exec(text.slice(position));
      if (name === null) {
        throw invalid(text, position);
      }
      steps.push(name[1] === '*' ? { kind: 'wildcard' } : { kind: 'name', name: name[2] ?? '' });
      position += name[0].length;
    } else if (text[position] === '[') {
      const end = closingBracket(text, position);
      steps.push(parseBracket(text, text.slice(position + 1, end).trim(), position));
      position = end + 1;
    } else {
      throw invalid(text, position);
    }
  }
  return steps;
}

/** The index of the bracket that closes the one at `open`, strings and inner brackets passed over. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let index = open; index < text.length; index += 1) {
    const character = text[index];
    if (quote !== undefined) {
      if (character === '\\') {
        index += 1;
      } else if (character === quote) {
        quote = undefined;
      }
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === '[') {
      depth += 1;
    } else if (character === ']') {
      depth -= 1;
      if (depth === 0) {
        return index;
      }
    }
  }
  throw invalid(text, open);
}

const quotedNames =
  /^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*$/;
const oneQuoted = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;

function parseBracket(text: string, inner: string, position: number): PathStep {
  if (inner === '*') {
    return { kind: 'wildcard' };
  }
  if (inner.startsWith('?')) {
    return { kind: 'filter', filter: parseFilter(text, inner.slice(1).trim()) };
  }
  if (quotedNames.test(inner)) {
    const names = [...inner.matchAll(oneQuoted)].map((match) =>
      (match[1] ?? match[2] ?? '').replaceAll(/\\(.)/g, '$1'),
    );
    return names.length === 1 ? { kind: 'name', name: names[0] ?? '' } : { kind: 'names', names };
  }
  if (/^-?\d+$/.test(inner)) {
    return { kind: 'index', index: Number(inner) };
  }
  if (/^-?\d+(?:\s*,\s*-?\d+)+$/.test(inner)) {
    return { kind: 'indexes', indexes: inner.split(',').map(Number) };
  }
  const slice = /^(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(\d+))?$/.exec(inner);
  if (slice !== null) {
    return {
      kind: 'slice',
      ...(slice[1] === undefined ? {} : { from: Number(slice[1]) }),
      ...(slice[2] === undefined ? {} : { to: Number(slice[2]) }),
      by: Math.max(1, Number(slice[3] ?? 1)),
    };
  }
  throw invalid(text, position);
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) {
    return value;
  }
  return isObject(value) ? Object.values(value) : [];
}

function member(value: Json, name: string): Json[] {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return found === undefined ? [] : [found];
}

function element(value: Json, index: number): Json[] {
  const found = Array.isArray(value) ? value.at(index) : undefined;
  return found === undefined ? [] : [found];
}

function slice(value: Json, step: Extract<PathStep, { kind: 'slice' }>): Json[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.slice(step.from ?? 0, step.to).filter((_, index) => index % step.by === 0);
}

function withDescendants(value: Json): Json[] {
  return [value, ...children(value).flatMap(withDescendants)];
}

function takeStep(value: Json, step: PathStep, scope: PathScope): Json[] {
  switch (step.kind) {
    case 'name':
      return member(value, step.name);
    case 'index':
      return element(value, step.index);
    case 'names':
      return step.names.flatMap((name) => member(value, name));
    case 'indexes':
      return step.indexes.flatMap((index) => element(value, index));
    case 'slice':
      return slice(value, step);
    case 'wildcard':
      return children(value);
    case 'descend':
      return withDescendants(value);
    case 'filter':
      return children(value).filter((child) =>
        evaluateFilter(step.filter, child, (path, start) =>
          queryPath(parsePath(path), start === undefined ? scope : { ...scope, input: start }),
        ),
      );
  }
}

/** All values that a path finds, in the order of the document. */
function queryPath(path: JsonPath, scope: PathScope): Json[] {
  let root: Json | undefined;
  if (path.root === 'input') {
    root = scope.input;
  } else if (path.root === 'context') {
    root = scope.context;
  } else {
    root = scope.variables[path.root.variable];
  }
  let values: Json[] = root === undefined ? [] : [root];
  for (const step of path.steps) {
    values = values.flatMap((value) => takeStep(value, step, scope));
  }
  return values;
}

/** What a path answers: the value of a definite path or undefined, a list (it may be empty) of any other. */
export function findPath(text: string, scope: PathScope): Json | undefined {
  const path = parsePath(text);
  const values = queryPath(path, scope);
  return path.definite ? values[0] : values;
}

/**
 * The value that a path of a state's field names.
 *
 * @throws StateError `States.Runtime` when nothing is there.
 */
export function readPath(text: string, scope: PathScope, field: string): Json {
  const value = findPath(text, scope);
  if (value === undefined) {
    throw new StateError(
      'States.Runtime',
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.input)}'`,
    );
  }
  return value;
}

/**
 * A copy of `document` with `value` put where the reference path says; objects on the way are made.
 *
 * @throws StateError `States.ResultPathMatchFailure` when the path runs through something that is no object.
 */
export function insertAtPath(text: string, document: Json, value: Json): Json {
  return insertAtSteps(parsePath(text), 0, document, value);
}

function insertAtSteps(path: JsonPath, depth: number, document: Json | undefined, value: Json): Json {
  const step = path.steps[depth];
  if (step === undefined) {
    return value;
  }
  if (step.kind === 'name' && (document === undefined || isObject(document))) {
    return {
      ...document,
      [step.name]: insertAtSteps(path, depth + 1, document?.[step.name], value),
    };
  }
  if (step.kind === 'index' && Array.isArray(document) && step.index >= 0 && step.index < document.length) {
    return document.with(step.index, insertAtSteps(path, depth + 1, document[step.index], value));
  }
  throw new StateError(
    'States.ResultPathMatchFailure',
    `Unable to apply ResultPath '${path.text}' to the input '${JSON.stringify(document ?? null)}' at step ${String(depth + 1)}.`,
  );
}
