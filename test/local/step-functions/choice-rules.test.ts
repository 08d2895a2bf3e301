import { describe, expect, test } from 'vitest';
import { evaluateChoiceTest, parseChoiceTest } from '../../../local/aws/step-functions/choice-rules.ts';
import type { JsonObject } from '../../../local/runtime/service.ts';

const scope = {
  input: {
    s: 'paid',
    n: 5,
    b: true,
    t: '2026-03-01T10:00:00Z',
    zero: 0,
    nil: null,
    other: { s: 'paid', n: 6, b: false, t: '2026-03-01T11:00:00+01:00' },
    star: 'a*b',
  },
  context: { State: { Name: 'Decide' } },
  variables: { limit: 5 },
};

const holds = (rule: JsonObject): boolean => evaluateChoiceTest(parseChoiceTest(rule), scope);

describe('A rule holds', () => {
  test.each<[JsonObject]>([
    [{ Variable: '$.s', StringEquals: 'paid' }],
    [{ Variable: '$.s', StringEqualsPath: '$.other.s' }],
    [{ Variable: '$.s', StringLessThan: 'pax' }],
    [{ Not: { Variable: '$.s', StringLessThanPath: '$.t' } }],
    [{ Variable: '$.s', StringGreaterThan: 'denied' }],
    [{ Variable: '$.s', StringLessThanEquals: 'paid' }],
    [{ Variable: '$.s', StringGreaterThanEquals: 'paid' }],
    [{ Variable: '$.s', StringMatches: 'p*d' }],
    [{ Variable: '$.s', StringMatches: '*' }],
    [{ Variable: '$.star', StringMatches: String.raw`a\*b` }],
    [{ Variable: '$.n', NumericEquals: 5 }],
    [{ Variable: '$.n', NumericEqualsPath: '$limit' }],
    [{ Variable: '$.n', NumericLessThan: 6 }],
    [{ Variable: '$.n', NumericLessThanPath: '$.other.n' }],
    [{ Variable: '$.n', NumericGreaterThan: 4.5 }],
    [{ Variable: '$.n', NumericGreaterThanEqualsPath: '$limit' }],
    [{ Variable: '$.n', NumericLessThanEqualsPath: '$limit' }],
    [{ Variable: '$.b', BooleanEquals: true }],
    [{ Variable: '$.other.b', BooleanEquals: false }],
    [{ Variable: '$.b', BooleanEqualsPath: '$.b' }],
    [{ Variable: '$.t', TimestampEquals: '2026-03-01T11:00:00+01:00' }],
    [{ Variable: '$.t', TimestampEqualsPath: '$.other.t' }],
    [{ Variable: '$.t', TimestampLessThan: '2026-03-01T10:00:01Z' }],
    [{ Variable: '$.t', TimestampGreaterThan: '2026-02-28T23:59:59Z' }],
    [{ Variable: '$.t', TimestampLessThanEqualsPath: '$.other.t' }],
    [{ Variable: '$.t', TimestampGreaterThanEqualsPath: '$.other.t' }],
    [{ Variable: '$.nil', IsNull: true }],
    [{ Variable: '$.s', IsNull: false }],
    [{ Variable: '$.nil', IsPresent: true }],
    [{ Variable: '$.missing', IsPresent: false }],
    [{ Variable: '$.zero', IsNumeric: true }],
    [{ Variable: '$.s', IsString: true }],
    [{ Variable: '$.b', IsBoolean: true }],
    [{ Variable: '$.t', IsTimestamp: true }],
    [{ Variable: '$.s', IsTimestamp: false }],
    [{ Variable: '$$.State.Name', StringEquals: 'Decide' }],
    [
      {
        And: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.b', BooleanEquals: true },
        ],
      },
    ],
    [
      {
        Or: [
          { Variable: '$.n', NumericEquals: 9 },
          { Variable: '$.b', BooleanEquals: true },
        ],
      },
    ],
    [{ Not: { Variable: '$.n', NumericEquals: 9 } }],
    [
      {
        And: [
          { Variable: '$.p', IsPresent: false },
          { Not: { Or: [{ Variable: '$.n', NumericLessThan: 5 }] } },
        ],
      },
    ],
  ])('%j', (rule) => {
    expect(holds(rule)).toBe(true);
  });
});

describe('A rule does not hold', () => {
  test.each<[JsonObject]>([
    [{ Variable: '$.n', StringEquals: '5' }],
    [{ Variable: '$.s', NumericEquals: 5 }],
    [{ Variable: '$.s', BooleanEquals: true }],
    [{ Variable: '$.s', TimestampEquals: '2026-03-01T10:00:00Z' }],
    [{ Variable: '$.s', StringMatches: 'p?id' }],
    [{ Variable: '$.s', StringMatches: 'pai' }],
    [{ Variable: '$.nil', StringEquals: '' }],
    [{ Variable: '$.missing', IsPresent: true }],
    [
      {
        And: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.b', BooleanEquals: false },
        ],
      },
    ],
  ])('%j', (rule) => {
    expect(holds(rule)).toBe(false);
  });
});

test('A path that finds nothing is a runtime fault, save under IsPresent.', () => {
  expect(() => holds({ Variable: '$.missing', StringEquals: 'x' })).toThrow(
    /States\.Runtime: Invalid path '\$\.missing'/,
  );
  expect(() => holds({ Variable: '$.s', StringEqualsPath: '$.missing' })).toThrow(/States\.Runtime/);
  expect(() => holds({ Variable: '$.missing', IsNull: true })).toThrow(/States\.Runtime/);
});

test('A rule without a comparison is refused with its text.', () => {
  expect(() => parseChoiceTest({ Variable: '$.s', StringIs: 'x' })).toThrow(/StringIs/);
  expect(() => parseChoiceTest({ Next: 'Somewhere' })).toThrow(/Somewhere/);
});
