import type { FrameProblem } from './framer.ts';

const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether objects and lists are nested deeper than `limit` in a JSON text. Counts brackets outside strings without a
 * call for each level, so that no text is too deep to be looked at; what is no JSON gets some answer.
 */
export function isNestedDeeper(bytes: Uint8Array, from: number, to: number, limit: number): boolean {
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfString(bytes, at + 1, to);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) {
        return true;
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

/** Where the quotation mark stands that closes a string. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      return at;
    }
    if (byte === backslash) {
      at += 1;
    }
  }
  return to;
}

export function nestedTooDeep(limit: number): FrameProblem {
  return {
    field: '',
    code: 'nested-too-deep',
    found: `more than ${limit} levels of objects and lists`,
    expected: `at most ${limit} levels of objects and lists in a record`,
    howToFix: 'Export the record as described; nothing in it is nested so deep.',
  };
}
