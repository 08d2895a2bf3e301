import type { Json, JsonObject } from '../../runtime/service.ts';
import { isObject } from './json.ts';
import { findPath, type PathScope } from './json-path.ts';
import { StateError } from './state-error.ts';

type Relation = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';
type Kind = 'String' | 'Numeric' | 'Boolean' | 'Timestamp';
type Presence = 'IsNull' | 'IsPresent' | 'IsNumeric' | 'IsString' | 'IsBoolean' | 'IsTimestamp';

/** A test of a JSONPath Choice state. */
export type ChoiceTest =
  | { readonly test: 'and' | 'or'; readonly tests: readonly ChoiceTest[] }
  | { readonly test: 'not'; readonly inner: ChoiceTest }
  | {
      readonly test: 'presence';
      readonly variable: string;
      readonly is: Presence;
      readonly expected: boolean;
    }
  | { readonly test: 'matches'; readonly variable: string; readonly pattern: string }
  | {
      readonly test: 'compare';
      readonly variable: string;
      readonly kind: Kind;
      readonly relation: Relation;
      readonly operand: Json;
      /** Whether the operand is a path to the value to compare with. */
      readonly operandIsPath: boolean;
    };

const comparison =
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThanEquals|GreaterThanEquals|LessThan|GreaterThan)(Path)?$/;
const presence = /^Is(?:Null|Present|Numeric|String|Boolean|Timestamp)$/;

/**
 * Parses one choice rule.
 *
 * @throws Error that shows the rule when it has no comparison this service knows.
 */
export function parseChoiceTest(rule: JsonObject): ChoiceTest {
  for (const [word, test] of [['And', 'and'] as const, ['Or', 'or'] as const]) {
    const inner = rule[word];
    if (Array.isArray(inner)) {
      return { test, tests: inner.map((each) => parseChoiceTest(isObject(each) ? each : {})) };
    }
  }
  if (isObject(rule['Not'])) {
    return { test: 'not', inner: parseChoiceTest(rule['Not']) };
  }
  const variable = rule['Variable'];
  if (typeof variable !== 'string') {
    throw new Error(`The choice rule ${JSON.stringify(rule)} has no Variable, And, Or or Not.`);
  }
  for (const [operator, operand] of Object.entries(rule)) {
    if (presence.test(operator)) {
      return { test: 'presence', variable, is: operator as Presence, expected: operand === true };
    }
    if (operator === 'StringMatches' && typeof operand === 'string') {
      return { test: 'matches', variable, pattern: operand };
    }
    const match = comparison.exec(operator);
    if (match !== null) {
      return {
        test: 'compare',
        variable,
        kind: match[1] as Kind,
        relation: match[2] as Relation,
        operand,
        operandIsPath: match[3] !== undefined,
      };
    }
  }
  throw new Error(
    `The choice rule ${JSON.stringify(rule)} has no comparison operator of the Amazon States Language.`,
  );
}

const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whether a value is a timestamp of RFC 3339 as the Amazon States Language narrows it. */
export function isTimestamp(value: Json | undefined): value is string {
  return typeof value === 'string' && timestamp.test(value) && !Number.isNaN(Date.parse(value));
}

function isPresent(is: Presence, value: Json | undefined): boolean {
  switch (is) {
    case 'IsPresent':
      return value !== undefined;
    case 'IsNull':
      return value === null;
    case 'IsNumeric':
      return typeof value === 'number';
    case 'IsString':
      return typeof value === 'string';
    case 'IsBoolean':
      return typeof value === 'boolean';
    case 'IsTimestamp':
      return isTimestamp(value);
  }
}

/** The value in the form in which its kind is compared, or undefined when it is not of that kind. */
function comparable(kind: Kind, value: Json): string | number | boolean | undefined {
  switch (kind) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Numeric':
      return typeof value === 'number' ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Timestamp':
      return isTimestamp(value) ? Date.parse(value) : undefined;
  }
}

function compare(
  relation: Relation,
  left: string | number | boolean,
  right: string | number | boolean,
): boolean {
  switch (relation) {
    case 'Equals':
      return left === right;
    case 'LessThan':
      return left < right;
    case 'LessThanEquals':
      return left <= right;
    case 'GreaterThan':
      return left > right;
    case 'GreaterThanEquals':
      return left >= right;
  }
}

function matchesPattern(pattern: string, value: Json): boolean {
  if (typeof value !== 'string') {
    return false;
  }
  const source = pattern.replaceAll(
    /\\([*\\])|(\*)|([.+?^${}()|[\]\\])/g,
    (_, escaped: string, star: string, plain: string) => {
      if (star === '*') {
        return '.*';
      }
      return `\\${escaped ?? plain}`;
    },
  );
  return new RegExp(`^${source}$`, 's').test(value);
}

function required(path: string, scope: PathScope): Json {
  const value = findPath(path, scope);
  if (value === undefined) {
    throw new StateError(
      'States.Runtime',
      `Invalid path '${path}': The choice state's condition path references an invalid value.`,
    );
  }
  return value;
}

/**
 * Whether a test holds. Values of another kind than the operator's never match.
 *
 * @throws StateError `States.Runtime` when a path finds nothing, save under IsPresent.
 */
export function evaluateChoiceTest(rule: ChoiceTest, scope: PathScope): boolean {
  switch (rule.test) {
    case 'and':
      return rule.tests.every((inner) => evaluateChoiceTest(inner, scope));
    case 'or':
      return rule.tests.some((inner) => evaluateChoiceTest(inner, scope));
    case 'not':
      return !evaluateChoiceTest(rule.inner, scope);
    case 'presence': {
      const value = rule.is === 'IsPresent' ? findPath(rule.variable, scope) : required(rule.variable, scope);
      return isPresent(rule.is, value) === rule.expected;
    }
    case 'matches':
      return matchesPattern(rule.pattern, required(rule.variable, scope));
    case 'compare': {
      const operand =
        rule.operandIsPath && typeof rule.operand === 'string' ? required(rule.operand, scope) : rule.operand;
      const left = comparable(rule.kind, required(rule.variable, scope));
      const right = comparable(rule.kind, operand);
      return left !== undefined && right !== undefined && compare(rule.relation, left, right);
    }
  }
}
