import type { Json, JsonObject } from '../../runtime/service.ts';
import { compilePattern } from '../events/pattern.ts';

/** Whether a function wants a record. */
export type RecordFilter = (record: object) => boolean;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a queue's message is compared as JSON when it is JSON. */
function comparable(record: object): JsonObject {
  const value: JsonObject = { ...record };
  const { body } = value;
  if (typeof body === 'string' && /^\s*[{[]/.test(body)) {
    try {
      return { ...value, body: JSON.parse(body) as Json };
    } catch {
      return value;
    }
  }
  return value;
}

/**
 * Makes the filters of the event source mapping at `where` ready: event patterns as EventBridge has them; a record
 * that matches one of them is wanted. A rule that is not known is refused.
 */
export function compileFilter(patterns: readonly string[], where: string): RecordFilter {
  if (patterns.length === 0) {
    return () => true;
  }
  const matchers = patterns.map((text) => {
    try {
      const pattern: unknown = JSON.parse(text);
      if (!isObject(pattern)) {
        throw new Error('a pattern is an object');
      }
      return compilePattern(pattern);
    } catch (cause) {
      throw new Error(`${where}: its filter ${text} cannot be used: ${String(cause)}`, { cause });
    }
  });
  return (record) => {
    const value = comparable(record);
    return matchers.some((matches) => matches(value));
  };
}
