import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '#domain/intake/find-json-fault.ts';

test.each([
  ['{"a": x}', 6, 'a value'],
  ['{"a": 1', 7, '"," or "}"'],
  ['{"a" 1}', 5, '":" after the field name'],
  ['{"a": 1,}', 8, 'a field name in double quotes'],
  ["{'a': 1}", 1, 'a field name in double quotes'],
  ['[1,]', 3, 'a value'],
  ['[1 2]', 3, '"," or "]"'],
  ['{} {}', 3, 'the end of the record'],
  ['', 0, 'a value'],
  ['"a', 0, 'a value'],
  ['{"a": 01}', 7, '"," or "}"'],
])('the fault of %s is at %i', (text, position, expected) => {
  expect(findJsonFault(text)).toEqual({ position, expected });
});

test('what the platform reads has no fault, and what it does not read has one', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        '-',
        '0.5e+3',
        'null',
        ' ',
        '\n',
        '\u0001',
      ),
      {
        maxLength: 10,
      },
    )
    .map((parts) => parts.join(''));
  const mangled = fc
    .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', '}', '"', ','))
    .map(([json, at, text]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + text + json.slice(place + 1);
    });
  fc.assert(
    fc.property(fc.oneof(soup, mangled, fc.json({ maxDepth: 3 })), (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect(findJsonFault(text) === undefined).toBe(isJson);
    }),
    { numRuns: 1_000 },
  );
});

test('nesting that would exhaust the stack is a fault, not a crash', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(findJsonFault(deep)?.expected).toBe('at most 100 levels of nesting');
});
