import type { Json, JsonObject } from '../../runtime/service.ts';
import { payloadLimitBytes, StateError } from './state-error.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON that this service wrote itself, or throws the parser's SyntaxError. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** A value of the same content without anything that JSON has no word for. */
export function plainJson(value: unknown): Json {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? null : parseJson(text);
}

/** Deep equality of two JSON values, whatever the order of their members. */
export function sameJson(left: Json, right: Json): boolean {
  if (left === right) {
    return true;
  }
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((value, index) => sameJson(value, right[index] ?? null))
    );
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && sameJson(left[name] ?? null, right[name] ?? null))
  );
}

/**
 * The JSON text of a state's or a task's result.
 *
 * @throws StateError `States.DataLimitExceeded` when it is larger than the service's quota.
 */
export function limitedText(value: Json, what: string): string {
  const text = JSON.stringify(value);
  if (text.length > payloadLimitBytes / 4 && Buffer.byteLength(text) > payloadLimitBytes) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The ${what} returned a result of ${String(Buffer.byteLength(text))} bytes, which exceeds the maximum of ${String(payloadLimitBytes)} bytes.`,
    );
  }
  return text;
}
