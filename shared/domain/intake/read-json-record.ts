import type { Finding } from './describe-issue.ts';
import { findJsonFault } from './find-json-fault.ts';
import { findRepeatedField } from './find-repeated-field.ts';
import { describeFieldName } from './mask-value.ts';

/** A record that is one JSON object, or why it is none. */
export type JsonRecord =
  | { readonly json: object; readonly problem?: never }
  | { readonly json?: never; readonly problem: Finding };

/** Reads one record of JSON. What is wrong is said without repeating the text, which is about a patient. */
export function readJsonRecord(text: string): JsonRecord {
  const json = parsed(text);
  // Only what cannot be parsed is looked through for its fault, which takes several times as long.
  const fault = json === undefined ? findJsonFault(text) : undefined;
  if (fault !== undefined) {
    return {
      problem: {
        field: '',
        code: 'not-json',
        found:
          fault.position >= text.length
            ? `a record that breaks off after ${text.length} characters`
            : `something else at character ${fault.position + 1} of the record`,
        expected: fault.expected,
        howToFix: 'Put each encounter on one line as one JSON object, and export the file again.',
      },
    };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return {
      problem: {
        field: '',
        code: 'not-an-object',
        found: Array.isArray(json) ? 'a list' : 'a single value',
        expected: 'one JSON object, an encounter',
        howToFix: 'Put each encounter on one line as one JSON object.',
      },
    };
  }
  const repeated = findRepeatedField(text);
  if (repeated !== undefined) {
    const [name = ''] = repeated.split('.').slice(-1);
    return {
      problem: {
        field: /^[\w.[\]]{1,100}$/.test(repeated) ? repeated : '',
        code: 'field-repeated',
        found: `${describeFieldName(name)} twice in one object`,
        expected: 'every field once',
        howToFix: 'Keep the one that is meant.',
      },
    };
  }
  return { json };
}

/** Undefined when the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
