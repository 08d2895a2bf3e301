import type { Json } from '../../runtime/service.ts';
import { sameJson } from './json.ts';
import { StateError } from './state-error.ts';

type Operand =
  | { readonly kind: 'value'; readonly value: Json }
  /** A path from the tested element (`@.price`). */
  | { readonly kind: 'element'; readonly path: string }
  | { readonly kind: 'path'; readonly path: string };

/** The test inside `[?( )]`. */
export type FilterExpression =
  | { readonly kind: 'or' | 'and'; readonly terms: readonly FilterExpression[] }
  | { readonly kind: 'not'; readonly term: FilterExpression }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand };

const token =
  /\s*(?:(\|\||&&|==|!=|<=|>=|<|>|!|\(|\))|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(true|false|null)\b|([@$](?:[\w.$]|\['[^']*'\]|\[-?\d+\])*))/y;

/**
 * Parses the inside of a filter step.
 *
 * @throws StateError `States.Runtime` that shows the path.
 */
export function parseFilter(pathText: string, text: string): FilterExpression {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let position = 0;
  while (position < text.trimEnd().length) {
    const match = token.exec(text);
    if (match === null) {
      throw new StateError('States.Runtime', `Invalid path '${pathText}': cannot read its filter '${text}'.`);
    }
    tokens.push(match[0].trim());
    position = token.lastIndex;
  }
  let at = 0;
  const fail = (): StateError =>
    new StateError('States.Runtime', `Invalid path '${pathText}': its filter '${text}' is incomplete.`);

  const operand = (): Operand => {
    const word = tokens[at];
    at += 1;
    if (word === undefined) {
      throw fail();
    }
    if (word.startsWith('@')) {
      return { kind: 'element', path: `$${word.slice(1)}` };
    }
    if (word.startsWith('$')) {
      return { kind: 'path', path: word };
    }
    if (word.startsWith("'") || word.startsWith('"')) {
      return { kind: 'value', value: word.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
    }
    if (!/^(?:-?\d|true$|false$|null$)/.test(word)) {
      throw fail();
    }
    return { kind: 'value', value: JSON.parse(word) as Json };
  };
  const primary = (): FilterExpression => {
    if (tokens[at] === '!') {
      at += 1;
      return { kind: 'not', term: primary() };
    }
    if (tokens[at] === '(') {
      at += 1;
      const inner = either();
      if (tokens[at] !== ')') {
        throw fail();
      }
      at += 1;
      return inner;
    }
    const left = operand();
    const operator = tokens[at];
    if (operator === undefined || !/^(?:==|!=|<=?|>=?)$/.test(operator)) {
      return { kind: 'exists', operand: left };
    }
    at += 1;
    return { kind: 'compare', operator, left, right: operand() };
  };
  const chain = (kind: 'or' | 'and', word: string, next: () => FilterExpression): FilterExpression => {
    const first = next();
    const terms = [first];
    while (tokens[at] === word) {
      at += 1;
      terms.push(next());
    }
    return terms.length === 1 ? first : { kind, terms };
  };
  const both = (): FilterExpression => chain('and', '&&', primary);
  const either = (): FilterExpression => chain('or', '||', both);

  const filter = either();
  if (at !== tokens.length) {
    throw fail();
  }
  return filter;
}

/** Answers all values of a path; with `element` the path starts there, else at the scope of the whole path. */
export type FilterQuery = (path: string, element: Json | undefined) => Json[];

/** Whether `element` passes the filter. */
export function evaluateFilter(filter: FilterExpression, element: Json, query: FilterQuery): boolean {
  const test = (term: FilterExpression): boolean => evaluateFilter(term, element, query);
  const values = (operand: Operand): Json[] => {
    if (operand.kind === 'value') {
      return [operand.value];
    }
    return query(operand.path, operand.kind === 'element' ? element : undefined);
  };
  switch (filter.kind) {
    case 'or':
      return filter.terms.some(test);
    case 'and':
      return filter.terms.every(test);
    case 'not':
      return !test(filter.term);
    case 'exists':
      return values(filter.operand).length > 0;
    case 'compare':
      return compare(filter.operator, values(filter.left)[0], values(filter.right)[0]);
  }
}

function compare(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  if (operator === '==' || operator === '!=') {
    const same = left === undefined || right === undefined ? left === right : sameJson(left, right);
    return same === (operator === '==');
  }
  const numbers = typeof left === 'number' && typeof right === 'number';
  const texts = typeof left === 'string' && typeof right === 'string';
  if (!numbers && !texts) {
    return false;
  }
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}
