import type { Json, JsonObject } from '../../runtime/service.ts';
import { evaluateIntrinsic, isIntrinsic } from './intrinsics.ts';
import { isObject } from './json.ts';
import { type PathScope, readPath } from './json-path.ts';

/**
 * Fills a payload template (Parameters, ResultSelector, ItemSelector, Assign of a JSONPath state): a member whose
 * name ends in `.$` gets what its path or intrinsic function answers, all else stays as written.
 */
export function fillTemplate(template: Json, scope: PathScope): Json {
  if (Array.isArray(template)) {
    return template.map((value) => fillTemplate(value, scope));
  }
  return isObject(template) ? fillObject(template, scope) : template;
}

/** {@link fillTemplate} for a template that is an object. */
export function fillObject(template: JsonObject, scope: PathScope): JsonObject {
  const filled: JsonObject = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith('.$') && typeof value === 'string') {
      filled[name.slice(0, -2)] = evaluateExpression(value, scope, name);
    } else {
      filled[name] = fillTemplate(value, scope);
    }
  }
  return filled;
}

/** The value of a path or of an intrinsic function call. */
export function evaluateExpression(expression: string, scope: PathScope, field: string): Json {
  if (isIntrinsic(expression)) {
    return evaluateIntrinsic(expression, (path) => readPath(path, scope, field));
  }
  return readPath(expression, scope, field);
}
