import { randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Json, JsonObject } from '../../runtime/service.ts';
import { hashValue, seededRandom } from './intrinsics.ts';
import { isObject, plainJson } from './json.ts';
import { StateError } from './state-error.ts';

const compiled = new Map<string, jsonata.Expression>();

/** Whether a text of a JSONata state is an expression (`{% ... %}`) and not a plain string. */
export function isJsonataExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}

/** What a JSONata state's expressions see: `$states` and the variables. */
export interface JsonataScope {
  readonly states: JsonObject;
  readonly variables: JsonObject;
}

function queryError(field: string, reason: string): StateError {
  return new StateError(
    'States.QueryEvaluationError',
    `The JSONata expression specified for the field '${field}' ${reason}`,
  );
}

function compile(source: string, field: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known !== undefined) {
    return known;
  }
  try {
    const expression = jsonata(source);
    addStatesFunctions(expression);
    compiled.set(source, expression);
    return expression;
  } catch (error) {
    throw queryError(field, `cannot be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const message: unknown =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message);
}

/** The functions that Step Functions adds to JSONata; `$eval` is taken away. */
function addStatesFunctions(expression: jsonata.Expression): void {
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction(
    'hash',
    (value: Json, algorithm: string) => hashValue(value, algorithm),
    '<xs:s>',
  );
  expression.registerFunction(
    'random',
    (seed?: number) => (seed === undefined ? Math.random() : seededRandom(seed)),
    '<n?:n>',
  );
  expression.registerFunction('parse', (text: string) => JSON.parse(text) as Json, '<s:x>');
  expression.registerFunction(
    'partition',
    (values: Json[], size: number) =>
      Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
        values.slice(index * size, (index + 1) * size),
      ),
    '<an:a>',
  );
  expression.registerFunction(
    'range',
    (first: number, last: number, step: number) =>
      Array.from(
        { length: Math.max(0, Math.floor((last - first) / step) + 1) },
        (_, index) => first + index * step,
      ),
    '<nnn:a>',
  );
  expression.registerFunction('eval', () => {
    throw new Error('$eval is not supported, use $parse');
  });
}

/**
 * Evaluates one `{% %}` expression.
 *
 * @throws StateError `States.QueryEvaluationError` when it fails or answers nothing.
 */
export async function evaluateJsonata(text: string, scope: JsonataScope, field: string): Promise<Json> {
  const expression = compile(text.slice(2, -2), field);
  let answer: unknown;
  try {
    answer = await expression.evaluate(undefined, { states: scope.states, ...scope.variables });
  } catch (error) {
    throw queryError(field, `threw an error during evaluation: ${reasonOf(error)}`);
  }
  if (answer === undefined) {
    throw queryError(field, 'returned nothing (undefined).');
  }
  if (typeof answer === 'function' || (typeof answer === 'number' && !Number.isFinite(answer))) {
    throw queryError(field, 'returned a value that JSON has no word for.');
  }
  return plainJson(answer);
}

/** Fills a JSONata payload: every string that is an expression is replaced by what it answers. */
export async function fillJsonata(template: Json, scope: JsonataScope, field: string): Promise<Json> {
  if (typeof template === 'string') {
    return isJsonataExpression(template) ? evaluateJsonata(template, scope, field) : template;
  }
  if (Array.isArray(template)) {
    return Promise.all(
      template.map((value, index) => fillJsonata(value, scope, `${field}[${String(index)}]`)),
    );
  }
  return isObject(template) ? fillJsonataObject(template, scope, field) : template;
}

/** {@link fillJsonata} for an object. */
export async function fillJsonataObject(
  template: JsonObject,
  scope: JsonataScope,
  field: string,
): Promise<JsonObject> {
  const entries = await Promise.all(
    Object.entries(template).map(
      async ([name, value]) => [name, await fillJsonata(value, scope, `${field}/${name}`)] as const,
    ),
  );
  return Object.fromEntries(entries);
}
