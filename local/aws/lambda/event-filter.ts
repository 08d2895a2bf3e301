import type { Json, JsonObject } from '../../runtime/service.ts';
import { compilePatterns } from '../iam/pattern.ts';

/** Whether a function wants a record. */
export type RecordFilter = (record: object) => boolean;

type Matcher = (value: Json | undefined) => boolean;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function compileNumeric(terms: readonly Json[], where: string): Matcher {
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < terms.length; at += 2) {
    const operator = terms[at];
    const compare = typeof operator === 'string' ? comparisons[operator] : undefined;
    const bound = Number(terms[at + 1]);
    if (compare === undefined || Number.isNaN(bound)) {
      throw new Error(`${where}: numeric ${JSON.stringify(terms)} is not a comparison that is known here.`);
    }
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** Text tests: `operand` is one string, or for anything-but a list. */
function compileText(operator: string, operand: Json): ((value: string) => boolean) | undefined {
  const folded = isObject(operand);
  const given = folded ? (operand['equals-ignore-case'] ?? []) : operand;
  const wanted = (Array.isArray(given) ? given : [given])
    .filter((one) => typeof one === 'string')
    .map((one) => (folded ? one.toLowerCase() : one));
  const fold = (value: string): string => (folded ? value.toLowerCase() : value);
  switch (operator) {
    case 'prefix':
      return (value) => wanted.some((one) => fold(value).startsWith(one));
    case 'suffix':
      return (value) => wanted.some((one) => fold(value).endsWith(one));
    case 'equals-ignore-case':
      return (value) => wanted.some((one) => value.toLowerCase() === one.toLowerCase());
    case 'wildcard':
      return compilePatterns(wanted, 'exact');
    default:
      return undefined;
  }
}

function compileAnythingBut(operand: Json, where: string): Matcher {
  if (isObject(operand)) {
    const [rule] = Object.entries(operand);
    const test = rule === undefined ? undefined : compileText(...rule);
    if (test === undefined) {
      throw new Error(`${where}: anything-but ${JSON.stringify(operand)} is not known here.`);
    }
    return (value) => value !== undefined && !(typeof value === 'string' && test(value));
  }
  const refused = Array.isArray(operand) ? operand : [operand];
  return (value) => value !== undefined && !refused.includes(value);
}

/** One element of a leaf's list: a value to equal, or a rule such as `{ "prefix": "837" }`. */
function compileElement(element: Json, where: string): Matcher {
  if (!isObject(element)) {
    return (value) => value === element;
  }
  const [rule] = Object.entries(element);
  if (rule === undefined) {
    throw new Error(`${where}: a filter rule is empty.`);
  }
  const [operator, operand] = rule;
  if (operator === 'exists') {
    return operand === true ? (value) => value !== undefined : (value) => value === undefined;
  }
  if (operator === 'anything-but') {
    return compileAnythingBut(operand, where);
  }
  if (operator === 'numeric' && Array.isArray(operand)) {
    return compileNumeric(operand, where);
  }
  const text = compileText(operator, operand);
  if (text === undefined) {
    throw new Error(`${where}: the filter rule ${operator} is not known here.`);
  }
  return (value) => typeof value === 'string' && text(value);
}

function compileLeaf(elements: readonly Json[], where: string): Matcher {
  const matchers = elements.map((element) => compileElement(element, where));
  // Of a list in the record, one member that matches is enough.
  return (value) =>
    matchers.some((matches) =>
      Array.isArray(value) && value.length > 0 ? value.some((one) => matches(one)) : matches(value),
    );
}

function compileObject(pattern: JsonObject, where: string): Matcher {
  const members = Object.entries(pattern).map(([name, expected]): ((record: JsonObject) => boolean) => {
    if (name === '$or' && Array.isArray(expected)) {
      const ways = expected.map((way) => compileObject(isObject(way) ? way : {}, where));
      return (record) => ways.some((matches) => matches(record));
    }
    if (Array.isArray(expected)) {
      const matches = compileLeaf(expected, where);
      return (record) => matches(record[name]);
    }
    if (isObject(expected)) {
      const matches = compileObject(expected, where);
      return (record) => matches(record[name] ?? {});
    }
    throw new Error(
      `${where}: filter member ${name} must be a list or an object, found ${JSON.stringify(expected)}.`,
    );
  });
  return (value) => isObject(value) && members.every((matches) => matches(value));
}

/**
 * Makes the filters of an event source mapping ready; a record that matches one of them is wanted. The body of a
 * queue's message is compared as JSON when it is JSON. A rule that is not known is refused.
 */
export function compileFilter(patterns: readonly string[], where: string): RecordFilter {
  if (patterns.length === 0) {
    return () => true;
  }
  const matchers = patterns.map((text) => {
    const pattern = JSON.parse(text) as Json;
    if (!isObject(pattern)) {
      throw new Error(`${where}: a filter pattern must be an object, found ${text}.`);
    }
    return compileObject(pattern, where);
  });
  return (record) => {
    const { body } = record as { readonly body?: unknown };
    const value: JsonObject = { ...record };
    if (typeof body === 'string' && /^\s*[{[]/.test(body)) {
      try {
        value['body'] = JSON.parse(body) as Json;
      } catch {
        value['body'] = body;
      }
    }
    return matchers.some((matches) => matches(value));
  };
}
