import { BlockList, isIP } from 'node:net';
import { AwsError } from '../../runtime/service.ts';
import type { Json, JsonObject } from '../../runtime/service.ts';

/** Whether an event matches a pattern. */
export type EventMatcher = (event: JsonObject) => boolean;

type Scalar = string | number | boolean | null;
/** Whether the values of one field match; an absent field has none. */
type FieldMatcher = (values: readonly Scalar[]) => boolean;
type ScalarMatcher = (value: Scalar) => boolean;

function invalid(where: string, reason: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason} at ${where}.`,
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: Json): value is Scalar {
  return value === null || typeof value !== 'object';
}

/** The scalars of a field: an array stands for each of its elements; an object is no leaf and has none. */
function scalarsOf(value: Json | undefined): Scalar[] {
  if (value === undefined || isObject(value)) {
    return [];
  }
  return Array.isArray(value) ? value.flatMap(scalarsOf) : [value];
}

function textMatcher(test: (text: string) => boolean): ScalarMatcher {
  return (value) => typeof value === 'string' && test(value);
}

function expectText(value: Json | undefined, where: string): string {
  if (typeof value !== 'string') {
    throw invalid(where, `expected a text, found ${JSON.stringify(value)}`);
  }
  return value;
}

/** A wildcard: `*` stands for any characters, `\*` for itself and `\\` for a backslash. */
function wildcard(pattern: string, where: string): ScalarMatcher {
  let expression = '';
  let afterStar = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '*') {
      if (afterStar) {
        throw invalid(where, 'consecutive wildcard characters');
      }
      expression += '[^]*';
      afterStar = true;
      continue;
    }
    afterStar = false;
    let literal = character;
    if (character === '\\') {
      index += 1;
      literal = pattern.charAt(index);
      if (literal !== '*' && literal !== '\\') {
        throw invalid(where, 'a backslash may only come before * or \\');
      }
    }
    expression += literal.replace(/[$()*+.?[\\\]^{|}/-]/, String.raw`\$&`);
  }
  const compiled = new RegExp(`^${expression}$`);
  return textMatcher((text) => compiled.test(text));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(operand: Json | undefined, where: string): ScalarMatcher {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0 || operand.length > 4) {
    throw invalid(where, 'numeric takes one or two pairs of a comparison and a number');
  }
  const checks: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const [sign, bound] = [operand[index], operand[index + 1]];
    const compare = typeof sign === 'string' ? comparisons[sign] : undefined;
    if (compare === undefined || typeof bound !== 'number') {
      throw invalid(where, `numeric cannot compare with ${JSON.stringify([sign, bound])}`);
    }
    checks.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && checks.every((check) => check(value));
}

function addressRange(operand: Json | undefined, where: string): ScalarMatcher {
  const [network = '', bits = ''] = expectText(operand, where).split('/');
  const version = isIP(network);
  const range = new BlockList();
  if (version === 0 || !/^\d+$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) {
    throw invalid(where, `cidr is no address range: ${JSON.stringify(operand)}`);
  }
  range.addSubnet(network, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  return textMatcher((text) => {
    const found = isIP(text);
    return found !== 0 && range.check(text, found === 4 ? 'ipv4' : 'ipv6');
  });
}

/** The comparison of `prefix` or `suffix`, which may ignore case. */
function edge(
  operand: Json | undefined,
  where: string,
  test: (text: string, edge: string) => boolean,
): ScalarMatcher {
  if (isObject(operand)) {
    const expected = expectText(operand['equals-ignore-case'], where).toLowerCase();
    return textMatcher((text) => test(text.toLowerCase(), expected));
  }
  const expected = expectText(operand, where);
  return textMatcher((text) => test(text, expected));
}

function anythingBut(operand: Json | undefined, where: string): ScalarMatcher {
  if (isObject(operand)) {
    const [[name, inner] = ['', null], ...rest] = Object.entries(operand);
    if (rest.length > 0 || !['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name)) {
      throw invalid(where, `anything-but cannot take ${JSON.stringify(operand)}`);
    }
    const excluded = (Array.isArray(inner) ? inner : [inner]).map((one) => scalarOperator(name, one, where));
    return (value) => !excluded.some((matches) => matches(value));
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (excluded.some((value) => value === undefined || !isScalar(value))) {
    throw invalid(where, 'anything-but takes texts and numbers');
  }
  return (value) => !excluded.includes(value);
}

function scalarOperator(name: string, operand: Json | undefined, where: string): ScalarMatcher {
  switch (name) {
    case 'prefix':
      return edge(operand, where, (text, expected) => text.startsWith(expected));
    case 'suffix':
      return edge(operand, where, (text, expected) => text.endsWith(expected));
    case 'equals-ignore-case': {
      const expected = expectText(operand, where).toLowerCase();
      return textMatcher((text) => text.toLowerCase() === expected);
    }
    case 'wildcard':
      return wildcard(expectText(operand, where), where);
    case 'numeric':
      return numeric(operand, where);
    case 'cidr':
      return addressRange(operand, where);
    case 'anything-but':
      return anythingBut(operand, where);
    default:
      throw invalid(where, `unrecognized match type ${name}`);
  }
}

function alternative(value: Json, where: string): FieldMatcher {
  if (isScalar(value)) {
    return (values) => values.includes(value);
  }
  const entries = Array.isArray(value) ? [] : Object.entries(value);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw invalid(where, `expected a value or an object of one match type, found ${JSON.stringify(value)}`);
  }
  const [name, operand] = entry;
  if (name === 'exists') {
    if (typeof operand !== 'boolean') {
      throw invalid(where, 'exists takes true or false');
    }
    return (values) => values.length > 0 === operand;
  }
  const matches = scalarOperator(name, operand, where);
  return (values) => values.some(matches);
}

function field(pattern: Json, where: string): (value: Json | undefined) => boolean {
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) {
      throw invalid(where, 'empty arrays are not allowed');
    }
    const alternatives = pattern.map((value) => alternative(value, where));
    return (value) => {
      const values = scalarsOf(value);
      return alternatives.some((matches) => matches(values));
    };
  }
  if (!isObject(pattern)) {
    throw invalid(where, `expected an object or an array, found ${JSON.stringify(pattern)}`);
  }
  const matches = object(pattern, where);
  return (value) => {
    // An array of objects matches when one of them matches as a whole.
    if (Array.isArray(value)) {
      return value.some((item) => isObject(item) && matches(item));
    }
    // Below an absent field everything is absent, which `exists: false` asks for.
    return matches(isObject(value) ? value : {});
  };
}

function object(pattern: JsonObject, where: string): EventMatcher {
  const entries = Object.entries(pattern);
  if (entries.length === 0) {
    throw invalid(where, 'empty objects are not allowed');
  }
  const checks = entries.map(([name, value]): EventMatcher => {
    const place = `${where}.${name}`;
    if (name === '$or' && Array.isArray(value) && value.every(isObject)) {
      if (value.length < 2) {
        throw invalid(place, '$or takes at least two patterns');
      }
      const choices = value.map((choice) => object(choice, place));
      return (event) => choices.some((matches) => matches(event));
    }
    const matches = field(value, place);
    return (event) => matches(event[name]);
  });
  return (event) => checks.every((check) => check(event));
}

/**
 * Compiles an event pattern; throws InvalidEventPatternException with the place of what is not understood.
 * Source: Amazon EventBridge user guide, "Comparison operators for use in event patterns".
 */
export function compilePattern(pattern: JsonObject): EventMatcher {
  return object(pattern, '$');
}
