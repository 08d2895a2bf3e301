/** Where a text stops being JSON, counted from 0, and what should stand there. */
export interface JsonFault {
  readonly position: number;
  readonly expected: string;
}

const whitespace = /[ \t\n\r]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const deepest = 100;

/**
 * Finds the first fault of a text that is not JSON; undefined when it is.
 * The engine's own message will not do: it repeats the text around the fault, and that text is about a patient.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  let position = 0;

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    position += found?.[0].length ?? 0;
    return found !== null;
  }

  /** A string without control characters; they must be escaped. */
  function skipString(): boolean {
    const from = position;
    if (!skip(string)) {
      return false;
    }
    for (let at = from; at < position; at += 1) {
      if (text.charCodeAt(at) < 0x20) {
        position = at;
        return false;
      }
    }
    return true;
  }

  function take(character: string): boolean {
    skip(whitespace);
    const isThere = text.charAt(position) === character;
    position += isThere ? 1 : 0;
    return isThere;
  }

  function members(close: '}' | ']', depth: number, member: () => JsonFault | undefined) {
    if (take(close)) {
      return undefined;
    }
    if (depth > deepest) {
      return { position, expected: `at most ${deepest} levels of nesting` };
    }
    for (;;) {
      const fault = member();
      if (fault !== undefined) {
        return fault;
      }
      if (!take(',')) {
        return take(close) ? undefined : { position, expected: `"," or "${close}"` };
      }
    }
  }

  function value(depth: number): JsonFault | undefined {
    if (take('{')) {
      return members('}', depth, () => {
        skip(whitespace);
        if (!skipString()) {
          return { position, expected: 'a field name in double quotes' };
        }
        return take(':') ? value(depth + 1) : { position, expected: '":" after the field name' };
      });
    }
    if (take('[')) {
      return members(']', depth, () => value(depth + 1));
    }
    return skipString() || skip(literal) ? undefined : { position, expected: 'a value' };
  }

  const fault = value(0);
  if (fault !== undefined) {
    return fault;
  }
  skip(whitespace);
  return position < text.length ? { position, expected: 'the end of the record' } : undefined;
}
