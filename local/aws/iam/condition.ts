import { compilePatterns } from './pattern.ts';

/** The keys of a request that conditions read, in lower case. A key may have many values. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** A condition made ready: whether it holds for a request. */
export interface CompiledCondition {
  /** As the policy writes it, for messages. */
  readonly text: string;
  /** The key of the request that it reads, in lower case. */
  readonly key: string;
  readonly holds: (context: RequestContext) => boolean;
}

/** Compares one value of the request with the values of the policy. */
type Test = (value: string) => boolean;
type Operator = (expected: readonly string[]) => Test;

/** A `/` or `:` is an ordinary character to a StringLike; an ArnLike compares the six parts one by one. */
function arnLike(expected: readonly string[]): Test {
  const patterns = expected.map((arn) => splitArn(arn).map((part) => compilePatterns([part], 'exact')));
  return (value) => {
    const parts = splitArn(value);
    return patterns.some(
      (pattern) => pattern.length === parts.length && pattern.every((part, at) => part(parts[at] ?? '')),
    );
  };
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const compareNumbers =
  (holds: (value: number, expected: number) => boolean): Operator =>
  (expected) =>
  (value) =>
    expected.some((one) => holds(Number(value), Number(one)));

const compareDates =
  (holds: (value: number, expected: number) => boolean): Operator =>
  (expected) =>
  (value) =>
    expected.some((one) => holds(Date.parse(value), Date.parse(one)));

const not =
  (operator: Operator): Operator =>
  (expected) => {
    const test = operator(expected);
    return (value) => !test(value);
  };

const stringEquals: Operator = (expected) => (value) => expected.includes(value);
const stringEqualsIgnoreCase: Operator = (expected) => {
  const lower = new Set(expected.map((one) => one.toLowerCase()));
  return (value) => lower.has(value.toLowerCase());
};
const stringLike: Operator = (expected) => compilePatterns(expected, 'exact');
const bool: Operator = (expected) => (value) =>
  expected.some((one) => one.toLowerCase() === value.toLowerCase());

const operators: Readonly<Record<string, { readonly operator: Operator; readonly negated: boolean }>> = {
  StringEquals: { operator: stringEquals, negated: false },
  StringNotEquals: { operator: not(stringEquals), negated: true },
  StringEqualsIgnoreCase: { operator: stringEqualsIgnoreCase, negated: false },
  StringNotEqualsIgnoreCase: { operator: not(stringEqualsIgnoreCase), negated: true },
  StringLike: { operator: stringLike, negated: false },
  StringNotLike: { operator: not(stringLike), negated: true },
  ArnEquals: { operator: arnLike, negated: false },
  ArnLike: { operator: arnLike, negated: false },
  ArnNotEquals: { operator: not(arnLike), negated: true },
  ArnNotLike: { operator: not(arnLike), negated: true },
  Bool: { operator: bool, negated: false },
  NumericEquals: { operator: compareNumbers((value, expected) => value === expected), negated: false },
  NumericNotEquals: { operator: not(compareNumbers((value, expected) => value === expected)), negated: true },
  NumericLessThan: { operator: compareNumbers((value, expected) => value < expected), negated: false },
  NumericLessThanEquals: { operator: compareNumbers((value, expected) => value <= expected), negated: false },
  NumericGreaterThan: { operator: compareNumbers((value, expected) => value > expected), negated: false },
  NumericGreaterThanEquals: {
    operator: compareNumbers((value, expected) => value >= expected),
    negated: false,
  },
  DateLessThan: { operator: compareDates((value, expected) => value < expected), negated: false },
  DateGreaterThan: { operator: compareDates((value, expected) => value > expected), negated: false },
};

type ConditionBlock = Readonly<
  Record<string, Readonly<Record<string, string | number | boolean | (string | number | boolean)[]>>>
>;

/** Policy variables (`${aws:PrincipalTag/practice}`) take the request's value; one without a value matches nothing. */
function substitute(expected: string, context: RequestContext): string | undefined {
  let missing = false;
  const result = expected.replaceAll(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name === '*' || name === '?' || name === '$') {
      return name;
    }
    const [key = '', fallback] = name.split(',').map((part) => part.trim());
    const value = context.get(key.toLowerCase())?.[0] ?? fallback?.replaceAll("'", '');
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? undefined : result;
}

function compileOne(
  written: string,
  key: string,
  expected: readonly string[],
  origin: string,
): CompiledCondition {
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(written) ?? [];
  const contextKey = key.toLowerCase();
  const text = `${written} ${key} ${expected.join(', ')}`;
  if (name === 'Null') {
    const mustBeAbsent = expected[0]?.toLowerCase() === 'true';
    return { text, key: contextKey, holds: (context) => !context.has(contextKey) === mustBeAbsent };
  }
  const known = operators[name];
  if (known === undefined) {
    throw new Error(`Policy ${origin}: condition operator ${written} is not known here.`);
  }
  const { operator, negated } = known;
  const fixed = expected.some((one) => one.includes('${')) ? undefined : operator(expected);
  const testFor = (context: RequestContext): Test =>
    fixed ??
    operator(
      expected.map((one) => substitute(one, context)).filter((one): one is string => one !== undefined),
    );
  return {
    text,
    key: contextKey,
    holds: (context) => {
      const values = context.get(contextKey);
      if (set === 'ForAllValues') {
        // True of no value at all, as on AWS.
        return (values ?? []).every(testFor(context));
      }
      if (values === undefined || values.length === 0) {
        return set === undefined && (ifExists !== undefined || negated);
      }
      return values.some(testFor(context));
    },
  };
}

/** Makes a Condition block ready; all its conditions must hold. An operator that is not known is refused. */
export function compileConditions(block: ConditionBlock, origin: string): CompiledCondition[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, expected]) =>
      compileOne(operator, key, (Array.isArray(expected) ? expected : [expected]).map(String), origin),
    ),
  );
}
