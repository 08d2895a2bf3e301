import type { Json, JsonObject } from '../../runtime/service.ts';
import type { State } from './definition.ts';
import type { Catcher } from './definition-schema.ts';
import {
  isJsonataExpression,
  evaluateJsonata,
  fillJsonata,
  fillJsonataObject,
  type JsonataScope,
} from './jsonata.ts';
import { insertAtPath, type PathScope, readPath } from './json-path.ts';
import { fillObject, fillTemplate } from './payload-template.ts';
import { isIntrinsic } from './intrinsics.ts';
import { evaluateExpression } from './payload-template.ts';
import { StateError } from './state-error.ts';

/** What a state's fields are evaluated over. */
export interface DataScope {
  /** The raw input of the state. */
  readonly input: Json;
  readonly context: JsonObject;
  readonly variables: JsonObject;
}

/** What a state hands on: its output, and the variables it sets. */
export interface Handed {
  readonly output: Json;
  readonly assigned: JsonObject;
}

function pathScope(scope: DataScope, input: Json): PathScope {
  return { input, context: scope.context, variables: scope.variables };
}

function jsonataScope(scope: DataScope, more: JsonObject = {}): JsonataScope {
  return {
    states: { input: scope.input, context: scope.context, ...more },
    variables: scope.variables,
  };
}

function selected(path: string | null | undefined, value: Json, scope: DataScope, field: string): Json {
  if (path === null) {
    return {};
  }
  return path === undefined || path === '$' ? value : readPath(path, pathScope(scope, value), field);
}

/** The input of a state after its InputPath; of a JSONata state, the raw input. */
export function effectiveInput(state: State, scope: DataScope): Json {
  return state.language === 'JSONata'
    ? scope.input
    : selected(state.InputPath, scope.input, scope, 'InputPath');
}

/** What a state works on: its Parameters or Arguments filled in, else its input. */
export async function workingInput(
  state: State,
  parameters: Json | undefined,
  values: Json | undefined,
  scope: DataScope,
): Promise<Json> {
  if (state.language === 'JSONata') {
    return values === undefined ? scope.input : fillJsonata(values, jsonataScope(scope), 'Arguments');
  }
  const input = effectiveInput(state, scope);
  return parameters === undefined ? input : fillTemplate(parameters, pathScope(scope, input));
}

/** Fills a template of a state in the state's language, over its effective input. */
export async function fillForState(
  state: State,
  template: Json,
  scope: DataScope,
  field: string,
  more: JsonObject = {},
): Promise<Json> {
  return state.language === 'JSONata'
    ? fillJsonata(template, jsonataScope(scope, more), field)
    : fillTemplate(template, pathScope(scope, effectiveInput(state, scope)));
}

interface ResultFields {
  readonly ResultSelector?: JsonObject | undefined;
  readonly ResultPath?: string | null | undefined;
}

/** What a state hands on after work that had a result (Task, Parallel, Map, Pass). */
export async function handOnResult(
  state: State & ResultFields,
  result: Json,
  scope: DataScope,
): Promise<Handed> {
  if (state.language === 'JSONata') {
    return handOnJsonata(state, result, scope, { result });
  }
  const chosen =
    state.ResultSelector === undefined ? result : fillObject(state.ResultSelector, pathScope(scope, result));
  const assigned = state.Assign === undefined ? {} : fillObject(state.Assign, pathScope(scope, chosen));
  const combined = combine(state.ResultPath, scope.input, chosen);
  return { output: selected(state.OutputPath, combined, scope, 'OutputPath'), assigned };
}

/** What a state hands on that passes its input through (Choice, Wait, Succeed). */
export async function handOnInput(
  state: State,
  scope: DataScope,
  fields: { readonly output?: Json | undefined; readonly assign?: JsonObject | undefined } = {},
): Promise<Handed> {
  if (state.language === 'JSONata') {
    return handOnJsonata(
      { Output: fields.output ?? state.Output, Assign: fields.assign ?? state.Assign },
      scope.input,
      scope,
    );
  }
  const input = effectiveInput(state, scope);
  const assign = fields.assign ?? state.Assign;
  return {
    output: selected(state.OutputPath, input, scope, 'OutputPath'),
    assigned: assign === undefined ? {} : fillObject(assign, pathScope(scope, input)),
  };
}

async function handOnJsonata(
  fields: { readonly Output?: Json | undefined; readonly Assign?: JsonObject | undefined },
  plain: Json,
  scope: DataScope,
  more: JsonObject = {},
): Promise<Handed> {
  const inner = jsonataScope(scope, more);
  return {
    output: fields.Output === undefined ? plain : await fillJsonata(fields.Output, inner, 'Output'),
    assigned: fields.Assign === undefined ? {} : await fillJsonataObject(fields.Assign, inner, 'Assign'),
  };
}

/** What goes to a catcher's state: the error in the input where ResultPath says, or what Output makes of it. */
export async function handOnError(
  state: State,
  catcher: Catcher,
  error: StateError,
  scope: DataScope,
): Promise<Handed> {
  const errorOutput = { Error: error.error, Cause: error.cause };
  if (state.language === 'JSONata') {
    return handOnJsonata(catcher, errorOutput, scope, { errorOutput });
  }
  return {
    output: combine(catcher.ResultPath, scope.input, errorOutput),
    assigned: catcher.Assign === undefined ? {} : fillObject(catcher.Assign, pathScope(scope, errorOutput)),
  };
}

function combine(resultPath: string | null | undefined, input: Json, result: Json): Json {
  if (resultPath === null) {
    return input;
  }
  return resultPath === undefined || resultPath === '$' ? result : insertAtPath(resultPath, input, result);
}

/** The value of a field that is written plainly, as a JSONata expression, or as a path in a field of its own. */
export async function readField(
  state: State,
  field: string,
  plain: Json | undefined,
  path: string | undefined,
  scope: DataScope,
): Promise<Json | undefined> {
  if (path !== undefined) {
    const over = pathScope(scope, effectiveInput(state, scope));
    return isIntrinsic(path)
      ? evaluateExpression(path, over, `${field}Path`)
      : readPath(path, over, `${field}Path`);
  }
  if (state.language === 'JSONata' && typeof plain === 'string' && isJsonataExpression(plain)) {
    return evaluateJsonata(plain, jsonataScope(scope), field);
  }
  return plain;
}

/**
 * {@link readField} for a field that is a number.
 *
 * @throws StateError `States.Runtime` when it is something else or below zero.
 */
export async function readNumber(
  state: State,
  field: string,
  plain: Json | undefined,
  path: string | undefined,
  scope: DataScope,
): Promise<number | undefined> {
  const value = await readField(state, field, plain, path, scope);
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new StateError(
      'States.Runtime',
      `The field '${field}' of state '${state.name}' must be a number of at least 0, found ${JSON.stringify(value)}`,
    );
  }
  return value;
}
